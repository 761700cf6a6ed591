from __future__ import annotations

import locale
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podpub.errors import InvalidResultError
from podpub.feed import parse_back, render
from podpub.markup import to_html
from podpub.model import Site
from tests.unit.feed.feed_records import (
    FIRST_DATE,
    FULL_SHOW,
    MINIMAL_SHOW,
    NOW,
    full_release,
    release,
    titled,
)
from tests.unit.feed.golden_feeds import FEEDS, GOLDEN, rendered

if TYPE_CHECKING:
    from podpub.model import Release

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
_letters = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\ufffe\uffff",
)
_traps = st.sampled_from(
    ["&", "<b>", ">", '"', "'", "]]>", "<![CDATA[", "&amp;", "😀", "„ä“", "<!--", "<?x?>"]
)
texts = (
    st.lists(_traps | st.text(_letters, max_size=6), min_size=1, max_size=8).map("".join).filter(str.strip)
)


def channel(feed: bytes) -> etree._Element:
    found = etree.fromstring(feed).find("channel")
    assert found is not None
    return found


def texts_at(feed: bytes, path: str) -> list[str | None]:
    return [element.text for element in channel(feed).findall(path, NAMESPACES)]


@pytest.mark.parametrize("name", FEEDS)
def test_the_feed_is_what_the_golden_file_says(name: str) -> None:
    assert rendered(name) == (GOLDEN / f"{name}.xml").read_bytes()


def test_feedparser_understands_everything() -> None:
    feed = feedparser.parse(render(FULL_SHOW, [full_release()], NOW))
    assert not feed.bozo
    assert feed.feed.title == "Auf Augenhöhe: Fragen & Antworten"
    assert feed.feed.link == "https://xn--mller-kva.example/podcast"
    assert feed.feed.language == "de-AT"
    assert feed.feed.author == "Studio Beispiel"  # feedparser drops what looks like a tag
    assert feed.feed.image.href == "https://media.example.org/show/assets/cover-9f8e.jpg"
    (entry,) = feed.entries
    assert entry.id == "guid-0002"
    assert not entry.guidislink
    assert entry.title == "Vertrauen & <Mut> im „Team“"
    assert entry.published_parsed[:6] == (2026, 11, 25, 5, 0, 0)
    assert entry.enclosures == [
        {
            "href": "https://media.example.org/show/media/episode-2-ab12.mp3",
            "length": "1002",
            "type": "audio/mpeg",
        }
    ]
    assert entry.itunes_duration == "3726"
    assert (entry.itunes_season, entry.itunes_episode, entry.itunes_episodetype) == ("3", "42", "bonus")
    assert "]]>" in entry.summary.replace("&gt;", ">")


def test_a_podcast_client_understands_everything() -> None:
    feed = podcastparser.parse(
        "https://media.example.org/show/feed.xml", BytesIO(render(FULL_SHOW, [full_release()], NOW))
    )
    assert feed["title"] == "Auf Augenhöhe: Fragen & Antworten"
    assert feed["cover_url"] == "https://media.example.org/show/assets/cover-9f8e.jpg"
    assert feed["type"] == "serial"
    assert feed["explicit"] is True
    (episode,) = feed["episodes"]
    assert episode["guid"] == "guid-0002"
    assert episode["total_time"] == 3726
    assert episode["explicit"] is False
    told = full_release().episode
    assert episode["description_html"] == f"<p>{told.summary}</p>\n{to_html(told.notes)}"
    assert [(file["url"], file["file_size"], file["mime_type"]) for file in episode["enclosures"]] == [
        ("https://media.example.org/show/media/episode-2-ab12.mp3", 1002, "audio/mpeg")
    ]


def test_a_link_to_a_moment_leads_to_the_episode_s_page_if_it_has_one() -> None:
    told = [titled("Folge", notes="[Das Nein](#t=12:34)")]
    link = '<a href="https://media.example.org/kurz/episodes/episode-1/index.html#t=12:34">Das Nein</a>'
    with_pages = replace(MINIMAL_SHOW, show=replace(MINIMAL_SHOW.show, site=Site()))
    assert texts_at(render(with_pages, told, NOW), "item/description") == [f"<p>{link}</p>"]
    without = replace(MINIMAL_SHOW, show=replace(MINIMAL_SHOW.show, site=None))
    assert texts_at(render(without, told, NOW), "item/description") == ["<p>Das Nein</p>"]


def test_a_podcast_client_finds_the_people_and_a_transcript() -> None:
    # podcastparser knows the namespace by its second name only.
    second_name = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    feed = render(FULL_SHOW, [full_release()], NOW).replace(NAMESPACES["podcast"].encode(), second_name)
    (episode,) = podcastparser.parse("https://media.example.org/show/feed.xml", BytesIO(feed))["episodes"]
    assert [(person["name"], person["role"], person["href"]) for person in episode["persons"]] == [
        ("Ana Müller", "host", "https://example.org/ana"),
        ("Cem", "guest", "https://example.org/cem"),
    ]
    assert episode["transcript_url"] == "https://media.example.org/show/assets/episode-2-ef57.srt"


@given(title=texts, notes=texts, author=texts)
def test_whatever_text_is_written_the_same_text_is_read(title: str, notes: str, author: str) -> None:
    show = replace(MINIMAL_SHOW, show=replace(MINIMAL_SHOW.show, title=title, author=author))
    feed = render(show, [titled(title, notes=notes)], NOW)
    assert texts_at(feed, "title") == texts_at(feed, "item/title") == [title.strip()]
    assert texts_at(feed, "itunes:author") == [author.strip()]
    html = to_html(notes) or None
    assert texts_at(feed, "item/content:encoded") == ([html] if html else [])
    episode = podcastparser.parse("https://x.org/feed.xml", BytesIO(feed))["episodes"][0]
    assert episode["title"].split() == title.split()
    assert not feedparser.parse(feed).bozo


@given(number=st.integers(0, 6), later=st.timedeltas(min_value=timedelta(), max_value=timedelta(hours=23)))
def test_the_same_show_gives_the_same_bytes_until_the_next_episode_is_due(
    number: int, later: timedelta
) -> None:
    releases = [release(each) for each in range(1, 7)]
    now = FIRST_DATE + timedelta(days=number)
    assert render(MINIMAL_SHOW, releases, now) == render(MINIMAL_SHOW, releases[::-1], now + later)
    assert render(MINIMAL_SHOW, releases, now) == render(MINIMAL_SHOW, releases[: number + 1], NOW)


def test_what_was_rendered_before_makes_no_difference() -> None:
    releases = [full_release(), release(1)]
    first = render(FULL_SHOW, releases, NOW)
    moved = render(replace(FULL_SHOW, public_url="https://elsewhere.example/"), releases, NOW)
    renamed = render(FULL_SHOW, [titled("Anders", show_release=full_release()), release(1)], NOW)
    assert b"media.example.org" not in moved
    assert texts_at(renamed, "item/title") == ["Anders", "Folge 1"]
    assert render(FULL_SHOW, [replace(one) for one in releases], NOW) == first


def test_an_episode_appears_at_its_date_and_not_before() -> None:
    just_before = FIRST_DATE - timedelta(microseconds=1)
    assert parse_back(render(MINIMAL_SHOW, [release()], just_before)) == ()
    assert len(parse_back(render(MINIMAL_SHOW, [release()], FIRST_DATE))) == 1


def test_the_newest_episode_stands_first_and_of_two_at_once_the_smaller_guid() -> None:
    twin = replace(release(9), episode=replace(release(9).episode, date=FIRST_DATE))
    guids = [item.guid for item in parse_back(render(MINIMAL_SHOW, [twin, release(2), release(1)], NOW))]
    assert guids == ["guid-0002", "guid-0001", "guid-0009"]


@pytest.mark.parametrize(
    ("show_changed", "release_changed", "expected"),
    [
        pytest.param(0, 0, FIRST_DATE, id="coming due"),
        pytest.param(2, 0, FIRST_DATE + timedelta(days=2), id="a change of the show"),
        pytest.param(0, 3, FIRST_DATE + timedelta(days=3), id="a change of the episode"),
    ],
)
def test_the_build_date_is_the_latest_change(
    show_changed: int, release_changed: int, expected: datetime
) -> None:
    show = replace(MINIMAL_SHOW, changed=FIRST_DATE + timedelta(days=show_changed or -9))
    changed = replace(release(), changed=FIRST_DATE + timedelta(days=release_changed or -9))
    hidden = replace(release(400), changed=FIRST_DATE + timedelta(days=8))
    parsed = feedparser.parse(render(show, [changed, hidden], NOW))
    assert parsed.feed.updated_parsed == expected.utctimetuple()


def test_one_moment_is_written_the_same_in_every_time_zone() -> None:
    elsewhere = replace(release(), episode=replace(release().episode, date=FIRST_DATE.astimezone(NOW.tzinfo)))
    assert render(MINIMAL_SHOW, [elsewhere], NOW) == render(MINIMAL_SHOW, [release()], NOW)


def test_a_description_is_cut_to_what_apple_takes_and_the_content_is_whole() -> None:
    notes = "\n\n".join(f"Absatz {number}: „äöü“ & mehr" for number in range(200))
    feed = render(MINIMAL_SHOW, [titled("Lang", notes=notes)], NOW)
    (description,) = texts_at(feed, "item/description")
    assert description is not None
    assert 3900 < len(description.encode()) <= 4000
    assert description.endswith("<p>…</p>")
    assert texts_at(feed, "item/content:encoded") == [to_html(notes)]
    long_show = replace(MINIMAL_SHOW, show=replace(MINIMAL_SHOW.show, description=notes))
    assert texts_at(render(long_show, [], NOW), "description") == [description]


def test_of_a_single_endless_paragraph_the_first_words_are_the_description() -> None:
    feed = render(MINIMAL_SHOW, [titled("Lang", notes="a " * 5000)], NOW)
    (description,) = texts_at(feed, "item/description")
    assert description is not None
    assert len(description.encode()) in (3999, 4000)


def test_html_stands_in_cdata_as_apple_asks() -> None:
    feed = render(FULL_SHOW, [full_release()], NOW)
    assert feed.count(b"<description><![CDATA[<p>") == 2
    assert feed.count(b"<content:encoded><![CDATA[<p>") == 1


def test_without_notes_the_summary_describes_the_episode() -> None:
    summed_up = replace(release(), episode=replace(release().episode, summary="Mut & <Maß>"))
    assert texts_at(render(MINIMAL_SHOW, [summed_up], NOW), "item/description") == [
        "<p>Mut &amp; &lt;Maß&gt;</p>"
    ]


def test_an_episode_that_names_its_own_host_is_not_given_the_shows() -> None:
    own = replace(full_release().episode.persons[0], role="host")
    hosted = replace(full_release(), episode=replace(full_release().episode, persons=(own,)))
    assert texts_at(render(FULL_SHOW, [hosted], NOW), "item/podcast:person") == ["Cem"]


def test_every_address_is_absolute_and_ascii() -> None:
    root = channel(render(FULL_SHOW, [full_release(), release()], NOW))
    named = [
        str(value)
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ("href", "url", "img", "image")
    ]
    linked = [element.text or "" for element in root.iter("link")]
    assert len(named) == 15
    for address in [*named, *linked]:
        assert address.isascii()
        assert address.startswith("https://")


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        pytest.param(titled("Ton\x0bspur"), "episode-1.*title.*U\\+000B", id="title"),
        pytest.param(titled("x", notes="a\ufffeb"), "episode-1.*notes.*U\\+FFFE", id="notes"),
        pytest.param(titled("x\ud800"), "episode-1.*title.*U\\+D800", id="half a character"),
        pytest.param(replace(release(), image="a\x00.jpg"), "episode-1.*image.*U\\+0000", id="key"),
    ],
)
def test_a_character_that_xml_cannot_carry_is_named_with_its_episode(broken: Release, named: str) -> None:
    with pytest.raises(InvalidResultError, match=named):
        render(MINIMAL_SHOW, [release(2), broken], NOW)


def test_what_the_feed_library_refuses_is_our_own_error() -> None:
    untitled = replace(MINIMAL_SHOW, show=replace(MINIMAL_SHOW.show, title=" "))
    with pytest.raises(InvalidResultError, match="title"):
        render(untitled, [], NOW)


def test_the_locale_of_the_process_is_the_same_afterwards() -> None:
    before = locale.setlocale(locale.LC_ALL)
    render(FULL_SHOW, [full_release()], NOW)
    assert locale.setlocale(locale.LC_ALL) == before


def test_a_thousand_episodes_are_rendered() -> None:
    assert (
        len(
            parse_back(
                render(FULL_SHOW, [release(number) for number in range(1, 1001)], NOW.replace(year=2035))
            )
        )
        == 1000
    )


def test_the_room_can_be_imported_first() -> None:
    subprocess.run([sys.executable, "-c", "import podpub.feed"], check=True)
