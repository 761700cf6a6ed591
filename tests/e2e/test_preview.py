"""`podpub preview` while a host writes: drafts, mistakes and their mending, and what is left behind."""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.house import podpub_json, sample_show
from tests.support.previewing import previewing

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD = (
    "episodes/001-der-erste-schritt",
    "episodes/002-das-nein-das-niemand-sagt",
    "episodes/003-die-fehlerrunde",
)


def _change(file: Path, pattern: str, to: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, to, text, count=1, flags=re.MULTILINE)
    assert count == 1
    file.write_text(changed, encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A show of which nothing is published: a draft, a scheduled episode, and one that is due."""
    show = sample_show(tmp_path / "show")
    _change(show / FIRST / "episode.yaml", r"^title:", "draft: true\ntitle:")
    _change(show / SECOND / "episode.yaml", r"^date:.*", "date: 2199-01-01 06:00")
    return show


def test_everything_is_there_and_what_listeners_do_not_have_is_marked(house: Path, tmp_path: Path) -> None:
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview:
        page, feed = preview.page(), preview.page("feed.xml")
        for told in (page, feed):
            assert "[Draft] Der erste Schritt" in told
            assert "[Scheduled] Das Nein, das niemand sagt" in told
            assert "Die Fehlerrunde" in told
        assert "nothing here is published" in page
        assert preview.page(f"{FIRST}/").startswith("<!doctype html>")
        sounds = re.findall(r'<enclosure url="[^"]*/(media/[^"]*)"', feed)
        assert len(sounds) == 3
        for sound in sounds:
            assert preview.get(sound, Range="bytes=0-99")[0] == 206
        for private in ("show.yaml", f"{FIRST}/episode.yaml", "releases/a.json", ".preview/../show.yaml"):
            assert preview.get(private)[0] == 404
    assert not (house / "public").exists()


def test_a_mistake_is_shown_until_it_is_mended(house: Path, tmp_path: Path) -> None:
    """In the browser and in the terminal; meanwhile the page shows what was there before."""
    file = house / THIRD / "episode.yaml"
    before = file.read_text(encoding="utf-8")
    with previewing(house, "--fast", temporary=tmp_path / "tmp", LC_ALL="de_DE.UTF-8") as preview:
        _change(file, r"^title:.*", "title: Ein neuer Name")
        preview.until(lambda page: "Ein neuer Name" in page)
        file.write_text(f"{before}\ntitel: [\n", encoding="utf-8")
        page = preview.until(lambda page: 'role="alert"' in page)
        assert f"<code>{THIRD}/episode.yaml:" in page
        assert "Ein neuer Name" in page
        file.write_text(before, encoding="utf-8")
        page = preview.until(lambda page: "Die Fehlerrunde" in page)
        assert 'role="alert"' not in page
        _change(house / "show.yaml", r"^title:", "titlle:")
        preview.until(lambda page: "<code>show.yaml:" in page)
        preview.interrupt()


def test_a_show_that_cannot_be_read_is_shown_once_it_can(house: Path, tmp_path: Path) -> None:
    text = (house / "show.yaml").read_text(encoding="utf-8")
    (house / "show.yaml").write_text("title: <b>Mut</b>\nfnord: 1\n", encoding="utf-8")
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview:
        page = preview.page()
        assert "`fnord` is not a key" in page
        assert "<b>Mut" not in page
        (house / "show.yaml").write_text(text, encoding="utf-8")
        preview.until(lambda page: "Die Fehlerrunde" in page)


def test_an_episode_without_a_recording_is_shown_all_the_same(house: Path, tmp_path: Path) -> None:
    (house / THIRD / "recording.flac").unlink()
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview:
        page = preview.page(f"{THIRD}/")
        assert "<h1" in page
        assert "Drei Fragen für Ihre erste Runde" in page
        assert "recording.flac" in page


def test_a_new_template_is_seen_at_once(house: Path, tmp_path: Path) -> None:
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview:
        templates = house / "site" / "templates"
        templates.mkdir(parents=True)
        (templates / "home.html").write_text(
            "{% extends 'podpub/home.html' %}{% block title %}Eigenes{% endblock %}", encoding="utf-8"
        )
        preview.until(lambda page: "<title>Eigenes</title>" in page)


def test_the_end_leaves_nothing_behind(house: Path, tmp_path: Path) -> None:
    """Also in the middle of mastering, and with a browser that is listening."""
    shutil.rmtree(house / SECOND)
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview, preview.listen() as events:
        assert events.readline().startswith(b"data: ")
        assert preview.interrupt() == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sorted(file.name for file in house.iterdir() if not file.name.startswith(".")) == [
        "audio",
        "cover.jpg",
        "episodes",
        "show.yaml",
    ]


def test_mastering_is_given_up_at_the_end(house: Path, tmp_path: Path) -> None:
    recording = house / THIRD / "recording.flac"
    whole = recording.read_bytes()
    recording.unlink()
    with previewing(house, temporary=tmp_path / "tmp") as preview:
        recording.write_bytes(whole)
        time.sleep(1.0)
        assert preview.interrupt() == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert list((house / ".podpub" / "cache").glob("unfinished-*")) == []


def test_a_published_show_is_shown_as_listeners_have_it(tmp_path: Path) -> None:
    """The very feed, so that an app that subscribes to it, and `podpub verify`, see what was published."""
    house = sample_show(tmp_path / "show")
    shutil.rmtree(house / SECOND)
    podpub_json(house, "release", "--all")
    with previewing(house, temporary=tmp_path / "tmp") as preview:
        feed = (house / "public" / "feed.xml").read_text(encoding="utf-8")
        assert preview.page("feed.xml") == feed.replace("http://localhost:8000/", preview.url)
        sound = next((house / "public" / "media").iterdir())
        assert preview.get(f"media/{sound.name}")[1] == sound.read_bytes()
        assert preview.get("index.html")[0] == 200


def test_a_show_without_pages_can_be_heard(house: Path, tmp_path: Path) -> None:
    with (house / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("site: false\n")
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview:
        page = preview.page()
        assert page.count("<audio") == 3
        assert "[Draft] Der erste Schritt" in page
