"""The Podlove Web Player reads what podpub writes for it, and nothing from anybody else."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from podpub.model import Chapter, Cue, Enclosure, Site, Transcript, TranscriptFile
from podpub.site import website
from tests.support.outsiders import package
from tests.support.samples import episode, release, show, show_record
from tests.support.shown import served
from tests.support.visiting import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

_PAGE = """\
<!doctype html><html lang="de"><title>Podlove</title><link rel="icon" href="data:,"><div id="player"></div>
<script src="player/embed.js"></script><script src="start.js"></script>
"""
_START = 'podlovePlayer("#player", "/episodes/042-vertrauen-im-team/podlove.json", "/podlove/config.json");'


def test_the_podlove_player_shows_an_episode(browser: Browser, tmp_path: Path) -> None:
    player = package("@podlove/web-player", os.environ)
    with served(tmp_path) as url, visit(browser) as one:
        site = Site(podlove=f"{url}player/", pretty_urls=True)
        told = release(
            episode=episode(
                chapters=(Chapter(0.0, "Begrüßung & <b>mehr</b>"), Chapter(12.5, "Was ist Vertrauen?"))
            ),
            transcripts=(TranscriptFile("assets/a-0123456789abcdef.vtt", "text/vtt", "de"),),
            enclosure=Enclosure("media/a-0123456789abcdef.mp3", 1_000_000, "audio/mpeg", 62.5, "ab" * 32),
        )
        pages = website(replace(show_record(show=show(site=site)), public_url=url), [told])
        said = Transcript((Cue(0.0, 2.0, "Guten Tag zusammen.", "Mira Sommer"),))
        for key in ("episodes/042-vertrauen-im-team/podlove.json", "podlove/config.json"):
            (tmp_path / key).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / key).write_bytes(pages.body(key, dict.fromkeys(pages.page(key).texts, said)))
        shutil.copytree(player, tmp_path / "player")
        (tmp_path / "index.html").write_text(_PAGE, "utf-8")
        (tmp_path / "start.js").write_text(_START, "utf-8")
        one.page.goto(url)
        frame = one.page.frame_locator("#player iframe").first
        theirs = frame.locator("body")
        for text in ("Vertrauen im Team", "01:02", "Begrüßung & <b>mehr</b>", "Was ist Vertrauen?"):
            expect(theirs).to_contain_text(text)
        frame.get_by_role("tab", name="Transcripts").click()
        expect(theirs).to_contain_text("Guten Tag zusammen.")
        assert [asked for asked in one.addresses if not asked.startswith((url, "data:", "blob:"))] == []
        assert one.page.context.cookies() == []
        assert one.sees("localStorage.length") == 0
