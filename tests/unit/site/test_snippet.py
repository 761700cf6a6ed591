"""An episode can be pasted into a page of the host's own: it plays there, and nothing in it does more."""

from __future__ import annotations

import re

import pytest
from lxml import html

from podpub.model import Chapter, Cue, Site, Transcript, UntimedTranscript
from podpub.site.snippet import snippet
from tests.support.samples import episode, release, show, show_record

PAGE = "http://localhost:8000/episodes/042-vertrauen-im-team/"
SOUND = "http://localhost:8000/media/042-vertrauen-im-team-0123456789abcdef.mp3"
SAID = Transcript((Cue(0.0, 2.0, "Guten Tag.", "Mira"), Cue(2.0, 4.0, "Hallo.", "Jo")))
# WordPress runs shortcodes, fetches addresses that stand alone, and reads comments as blocks.
HOSTILE = "<script>alert(1)</script>\" onfocus='x' [gallery] --> <!-- /wp:html --> https://youtube.example/watch?v=1"
_ALONE = re.compile(r"^\s*https?://\S+\s*$|<p>\s*https?://[^\s<>]+\s*</p>", re.IGNORECASE | re.MULTILINE)


def pasted(spoken: Transcript | UntimedTranscript | None = SAID, *, site: bool = True, **told: object) -> str:
    record = show_record(show=show(site=Site(pretty_urls=True) if site else None))
    return snippet(release(episode=episode(**told)), record, spoken)


def test_it_is_one_block_that_plays_without_a_script() -> None:
    text = pasted()
    assert text.startswith("<!-- wp:html -->\n")
    assert text.endswith("<!-- /wp:html -->")
    block = html.fragment_fromstring(text.split("-->")[1].rsplit("<!--")[0])
    (audio,) = block.iter("audio")
    assert (audio.get("src"), audio.get("preload"), audio.get("controls")) == (SOUND, "none", "")
    assert block.get("lang") == "de"
    assert [one.text for one in block.iter("summary")] == ["Kapitel", "Transkript"]
    assert not list(block.iter("script", "iframe", "link", "img"))


def test_chapters_lead_to_their_moment_on_the_episode_s_page() -> None:
    block = html.fragment_fromstring(pasted().split("-->")[1].rsplit("<!--")[0])
    assert [one.get("href") for one in block.iterfind(".//li/a")] == [f"{PAGE}#t=0:00", f"{PAGE}#t=0:12"]


def test_a_show_without_a_web_site_has_no_links_to_one() -> None:
    assert PAGE not in pasted(site=False)
    assert "0:12 Was ist Vertrauen?" in pasted(site=False)


def test_what_is_said_can_be_read() -> None:
    assert "<p><strong>Mira:</strong> Guten Tag.</p>\n<p><strong>Jo:</strong> Hallo.</p>" in pasted()
    assert "<p>Erst das.</p>\n<p>Dann das.</p>" in pasted(UntimedTranscript("Erst das.\n\nDann das."))
    clean = UntimedTranscript("<h1>Teil</h1><p><cite>Mira:</cite> Tag.</p>", is_html=True)
    assert "<h2>Teil</h2><p><cite>Mira:</cite> Tag.</p>" in pasted(clean)
    assert "Transkript" not in pasted(None)


@pytest.mark.parametrize(
    "spoken",
    [
        Transcript((Cue(0.0, 2.0, HOSTILE, HOSTILE), Cue(9.0, 12.0, "https://youtube.example/watch?v=1"))),
        UntimedTranscript(f"{HOSTILE}\n\nhttps://youtube.example/watch?v=1"),
    ],
    ids=["timed", "untimed"],
)
def test_no_text_in_it_is_anything_but_text(spoken: Transcript | UntimedTranscript) -> None:
    text = pasted(spoken, title=HOSTILE, chapters=(Chapter(0.0, HOSTILE, "https://example.org/[gallery]"),))
    assert text.count("<!--") == 2
    assert "[" not in text
    assert _ALONE.search(text) is None
    block = html.fragment_fromstring(text.split("-->", 1)[1].rsplit("<!--", 1)[0])
    assert not list(block.iter("script"))
    allowed = {"href", "src", "controls", "preload", "style", "lang", "class", "aria-label"}
    assert {name for one in block.iter() for name in one.keys()} <= allowed  # noqa: SIM118 - lxml's
