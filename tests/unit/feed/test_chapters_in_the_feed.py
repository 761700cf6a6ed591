"""Chapters beside the sound: as JSON, in the feed itself, in the notes. Other people's readers find them."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedparser
import jsonschema
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podpub.feed import chapters_json, parse_back, render
from podpub.model import Chapter
from podpub.model.layout import CHAPTERS, asset_key
from tests.unit.feed.feed_records import FULL_SHOW, NOW, release

if TYPE_CHECKING:
    from podpub.model import Release

PICTURE = "assets/episode-1-0123456789abcdef.jpg"
MARKS = (
    Chapter(0.0, "Anfang"),
    Chapter(12.0004, "Fragen & <Antworten> „Mut“", "https://example.org/?a=1&b=2", PICTURE),
    Chapter(20.25, "", image=PICTURE, toc=False),
    Chapter(3792.5, "Schluss"),
)
# podcast namespace, JSON Chapters 1.2: what is required, and what may be there
DOCUMENTED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "chapters"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "1.2.0"},
        "chapters": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime"],
                "additionalProperties": False,
                "properties": {
                    "startTime": {"type": "number", "minimum": 0},
                    "title": {"type": "string", "minLength": 1},
                    "img": {"type": "string", "pattern": "^https?://"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "toc": {"type": "boolean"},
                },
            },
        },
    },
}
_titles = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    min_size=1,
).filter(str.strip)


@st.composite
def _chapters(draw: st.DrawFn) -> tuple[Chapter, ...]:
    starts = sorted(draw(st.sets(st.integers(0, 10**7), max_size=8)))
    link = st.sampled_from([None, "https://example.org/?a=1&b=2#c"])
    return tuple(Chapter(start / 1000, draw(_titles), draw(link)) for start in starts)


def with_chapters(*chapters: Chapter, notes: str = "") -> Release:
    plain = release(1)
    return replace(plain, episode=replace(plain.episode, chapters=chapters, notes=notes))


def psc(feed: bytes) -> list[dict[str, str]]:
    found = etree.fromstring(feed).iter("{http://podlove.org/simple-chapters}chapter")
    return [{str(name): str(value) for name, value in one.attrib.items()} for one in found]


def test_the_file_says_what_the_format_says() -> None:
    assert json.loads(chapters_json(MARKS, "https://media.example.org/show/")) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0, "title": "Anfang"},
            {
                "startTime": 12,
                "title": "Fragen & <Antworten> „Mut“",
                "img": f"https://media.example.org/show/{PICTURE}",
                "url": "https://example.org/?a=1&b=2",
            },
            {"startTime": 20.25, "img": f"https://media.example.org/show/{PICTURE}", "toc": False},
            {"startTime": 3792.5, "title": "Schluss"},
        ],
    }


@given(chapters=_chapters())
def test_any_chapters_are_documented_json_and_read_back(chapters: tuple[Chapter, ...]) -> None:
    document = json.loads(chapters_json(chapters, "https://media.example.org/"))
    jsonschema.validate(document, DOCUMENTED)
    read = [Chapter(one["startTime"], one["title"], one.get("url")) for one in document["chapters"]]
    assert tuple(read) == chapters


def test_the_feed_names_the_file_with_its_type() -> None:
    key = asset_key(release(1).episode.slug, "ab" * 32, CHAPTERS)
    feed = render(FULL_SHOW, [replace(with_chapters(*MARKS), chapters_file=key)], NOW)
    (named,) = etree.fromstring(feed).iter("{https://podcastindex.org/namespace/1.0}chapters")
    address = f"{FULL_SHOW.public_url}{key}"
    assert (named.get("url"), named.get("type")) == (address, "application/json+chapters")
    assert address in parse_back(feed)[0].companions


def test_hidden_chapters_are_not_in_the_feed() -> None:
    feed = render(FULL_SHOW, [with_chapters(*MARKS)], NOW)
    assert psc(feed) == [
        {"start": "00:00:00.000", "title": "Anfang"},
        {
            "start": "00:00:12.000",
            "title": "Fragen & <Antworten> „Mut“",
            "href": "https://example.org/?a=1&b=2",
            "image": f"{FULL_SHOW.public_url}{PICTURE}",
        },
        {"start": "01:03:12.500", "title": "Schluss"},
    ]
    assert b"psc:chapters " not in render(FULL_SHOW, [with_chapters(MARKS[2])], NOW)


@given(chapters=_chapters())
def test_two_other_readers_find_any_chapters(chapters: tuple[Chapter, ...]) -> None:
    feed = render(FULL_SHOW, [with_chapters(*chapters)], NOW)
    (episode,) = podcastparser.parse("https://x.org/feed.xml", BytesIO(feed))["episodes"]
    told = [(one["start"], one["title"].split(), one.get("href")) for one in episode.get("chapters", [])]
    assert told == [(int(one.start_s), one.title.split(), one.url) for one in chapters]
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    found = parsed.entries[0].get("psc_chapters", {}).get("chapters", [])
    assert [one["start_parsed"].total_seconds() for one in found] == [one.start_s for one in chapters]


def texts(feed: bytes, tag: str) -> str:
    return etree.fromstring(feed).findtext(f"channel/item/{tag}") or ""


CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LINES = "<p>(00:00:00) Anfang<br>(00:00:12) Fragen &amp; &lt;Antworten&gt; „Mut“<br>(01:03:12) Schluss</p>"
SHOW = replace(FULL_SHOW, show=replace(FULL_SHOW.show, chapters_in_notes=True))


def test_the_notes_end_with_the_chapters_where_the_show_wants_it() -> None:
    feed = render(SHOW, [with_chapters(*MARKS, notes="Mehr.")], NOW)
    assert texts(feed, "description") == texts(feed, CONTENT) == f"<p>Mehr.</p>\n{LINES}"
    short = (Chapter(0.9, "A"), Chapter(59.9, "B"), Chapter(60, "C"))
    assert (
        texts(render(SHOW, [with_chapters(*short)], NOW), CONTENT)
        == "<p>(00:00) A<br>(00:59) B<br>(01:00) C</p>"
    )
    plain = render(FULL_SHOW, [with_chapters(*MARKS, notes="Mehr.")], NOW)
    assert texts(plain, "description") == "<p>Mehr.</p>"


@pytest.mark.parametrize(
    "chapters",
    [
        pytest.param((MARKS[0], MARKS[3]), id="two"),
        pytest.param((MARKS[0], MARKS[2], MARKS[3]), id="two and a hidden one"),
        pytest.param((Chapter(1, "A"), Chapter(2, "B"), Chapter(3, "C")), id="later than 0"),
    ],
)
def test_lines_that_no_app_would_read_are_not_written(chapters: tuple[Chapter, ...]) -> None:
    assert texts(render(SHOW, [with_chapters(*chapters)], NOW), CONTENT) == ""


def test_long_notes_make_room_for_the_chapters() -> None:
    notes = "\n\n".join(f"Absatz {number}: „äöü“ & mehr" for number in range(200))
    feed = render(SHOW, [with_chapters(*MARKS, notes=notes)], NOW)
    description = texts(feed, "description")
    assert description.endswith(f"<p>…</p>\n{LINES}")
    assert 3900 < len(description.encode()) <= 4000
    assert texts(feed, CONTENT).endswith(f"Absatz 199: „äöü“ &amp; mehr</p>\n{LINES}")


def test_a_list_that_finds_no_room_stands_in_the_long_notes_only() -> None:
    marks = tuple(Chapter(number * 10, "Ä" * 200) for number in range(20))
    feed = render(SHOW, [with_chapters(*marks, notes="Mehr.")], NOW)
    assert texts(feed, "description") == "<p>Mehr.</p>"
    assert texts(feed, CONTENT).count("<br>") == 19
