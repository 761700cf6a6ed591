"""What podpub's own feeds say is read so that the same feed comes of it again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings

from podpub.arrivals import Arrival, Draft, Origin, json_chapters, read_arrival
from podpub.arrivals.channel import CHANNEL
from podpub.arrivals.item import ITEM
from podpub.feed import chapters_json, read_any_feed, render
from podpub.markup import to_html, to_text
from podpub.model import Element
from tests.support.nouns import PRINTABLE, chapters, episodes, lines, shows
from tests.unit.feed.feed_records import FULL_SHOW, MINIMAL_SHOW, NOW, full_release, release
from tests.unit.feed.golden_pairs import every_place, lines_of, published

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.feed import Listed
    from podpub.model import Chapter, Episode, Release, Show, ShowRecord

PLACES = every_place()
ORIGIN = Origin("https://media.example.org/kurz/feed.xml", "Europe/Berlin")
_EMPTY = re.compile(r"<[uo]l>\s*(?:<li>\s*</li>\s*)+</[uo]l>|<li>\s*</li>|<p>(?:<strong>\s*</strong>)?</p>")
_FIRST = datetime(1981, 1, 1, tzinfo=UTC)
OTHER_FORMS = "podcast:alternateEnclosure"


def _arrived(feed: bytes) -> Arrival:
    text, mended = read_any_feed(feed, "feed.xml")
    assert mended == ()
    return read_arrival([text], ORIGIN)


def _again(feed: bytes, record: ShowRecord, released: Release) -> bytes:
    """Return the feed that is rendered of what was read, with the same files and what no feed tells."""
    arrival = _arrived(feed)
    (arrived,) = arrival.episodes
    show = replace(
        arrival.show,
        timezone=record.show.timezone,
        episodes_per_page=record.show.episodes_per_page,
        directories=record.show.directories,
        site=record.show.site,
    )
    images = {start: url.removeprefix(record.public_url) for start, url in arrived.chapter_images.items()}
    marks = tuple(replace(one, image=images.get(one.start_s)) for one in arrived.episode.chapters)
    episode = replace(arrived.episode, slug=released.episode.slug, chapters=marks)
    return render(replace(record, show=show), [replace(released, episode=episode)], NOW)


@pytest.mark.parametrize("record", [FULL_SHOW, MINIMAL_SHOW], ids=["full", "minimal"])
def test_a_feed_gives_the_same_feed(record: ShowRecord) -> None:
    feed = render(record, [full_release()], NOW)
    assert _again(feed, record, full_release()) == feed


@settings(max_examples=40, deadline=None)
@given(show=shows(), episode=episodes())
def test_any_feed_gives_the_same_feed(show: Show, episode: Episode) -> None:
    assume(to_text(show.description) and to_html(show.description))  # an empty list says nothing
    assume(_are_apart(episode.chapters))
    assume(episode.link != show.link)  # taken for the address of an episode that has no page
    record = replace(MINIMAL_SHOW, show=show)
    released = replace(release(), episode=replace(episode, date=max(_FIRST, min(episode.date, NOW))))
    feed = render(record, [released], NOW)
    assert _read(_again(feed, record, released)) == _read(feed)


def _are_apart(chapters: tuple[Chapter, ...]) -> bool:
    """Tell whether no two chapters begin in the same millisecond, which no feed can tell apart."""
    return len({round(one.start_s, 3) for one in chapters}) == len(chapters)


def _read(feed: bytes) -> str:
    """Return a feed as readers take it: any space is as good as a blank, and what is empty is none."""
    text = _EMPTY.sub("", unescape(feed.decode()).replace("\xa0", " "))
    return re.sub(r"\s*(<br>|\]\]>)\s*", r"\1", re.sub(r"\s+", " ", text))


@settings(max_examples=30)
@given(chapters=chapters(lines(PRINTABLE)))
def test_chapters_of_a_file_come_back(chapters: tuple[Chapter, ...]) -> None:
    assume(_are_apart(chapters))
    draft = Draft()
    found = json_chapters(draft, chapters_json(chapters, "https://example.org/"), Element("podcast:chapters"))
    assert draft.losses == []
    assert found.chapters == tuple(replace(one, start_s=round(one.start_s, 3)) for one in chapters)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.parent} {place.name}")
def test_nothing_that_podpub_writes_is_lost(place: Listed, tmp_path: Path) -> None:
    assert place.name in (CHANNEL if place.parent == "channel" else ITEM)
    told = lines_of(place)
    arrival = _arrived(published(tmp_path, told["show"], told["episode"]))
    assert arrival.losses == ()
    (episode,) = arrival.episodes
    assert (place.name == OTHER_FORMS) == (len(episode.sounds) > 1)
