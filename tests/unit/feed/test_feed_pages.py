"""A long feed in pages: the newest episodes in feed.xml, the others on pages that stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.feed import older_page, parse_back, read_closely, render, render_pages
from podpub.model import EpisodeType
from podpub.model.layout import FEED_KEY, cache_control, content_type, is_public
from tests.unit.feed.feed_records import FIRST_DATE, MINIMAL_SHOW, release

if TYPE_CHECKING:
    from podpub.model import ShowRecord

LATER = FIRST_DATE + timedelta(days=10_000)


def _show(size: int | None) -> ShowRecord:
    return replace(MINIMAL_SHOW, show=replace(MINIMAL_SHOW.show, episodes_per_page=size))


def _documents(count: int, size: int | None) -> dict[str, bytes]:
    releases = [release(number) for number in range(1, count + 1)]
    return {FEED_KEY: render(_show(size), releases, LATER), **render_pages(_show(size), releases, LATER)}


def _guids(feed: bytes) -> list[str]:
    return [item.guid for item in parse_back(feed)]


@given(count=st.integers(0, 40), size=st.integers(1, 15))
def test_turning_pages_shows_every_episode_once_the_newest_first(count: int, size: int) -> None:
    documents = _documents(count, size)
    read: list[str] = []
    key: str | None = FEED_KEY
    while key:
        read += _guids(documents[key])
        key = older_page(documents[key])
    assert read == _guids(render(_show(None), [release(n) for n in range(1, count + 1)], LATER))
    older = [len(_guids(body)) for key, body in documents.items() if key != FEED_KEY]
    assert set(older) <= {size}
    assert len(_guids(documents[FEED_KEY])) < 2 * size


@given(count=st.integers(0, 40), size=st.integers(1, 15))
def test_a_new_episode_changes_no_page(count: int, size: int) -> None:
    before, after = _documents(count, size), _documents(count + 1, size)
    del before[FEED_KEY]
    assert before.items() <= after.items()


def test_a_show_that_leaves_says_so_on_every_page() -> None:
    """An app that was shown a page of the feed finds the way from there, too."""
    there = "https://neu.example/feed.xml"
    record = _show(10)
    record = replace(record, show=replace(record.show, new_feed_url=there, locked=False))
    releases = [release(number) for number in range(1, 31)]
    pages = {FEED_KEY: render(record, releases, LATER), **render_pages(record, releases, LATER)}
    assert len(pages) == 3
    for body in pages.values():
        told = read_closely(body).channel
        assert (told["itunes:new-feed-url"], told["podcast:locked"]) == (there, "no")


def test_an_episode_that_is_taken_back_moves_no_other() -> None:
    releases = [release(number) for number in range(1, 31)]
    gone = [replace(one, withdrawn=LATER) if one.episode.guid == "guid-0012" else one for one in releases]
    before, after = (render_pages(_show(10), told, LATER) for told in (releases, gone))
    assert list(before) == ["feed/page-2.xml", "feed/page-1.xml"]
    assert before["feed/page-1.xml"] == after["feed/page-1.xml"]
    assert set(_guids(before["feed/page-2.xml"])) - set(_guids(after["feed/page-2.xml"])) == {"guid-0012"}
    assert _guids(render(_show(10), releases, LATER)) == _guids(render(_show(10), gone, LATER))


def test_pages_are_linked_as_the_standard_says() -> None:
    documents = _documents(35, 10)
    links = {
        key: {
            one.rel: one.href.removeprefix(MINIMAL_SHOW.public_url)
            for one in feedparser.parse(body).feed.links
        }
        for key, body in documents.items()
    }
    for told in links.values():
        told.pop("alternate")
    ends = {"first": "feed.xml", "last": "feed/page-1.xml"}
    assert links == {
        "feed.xml": {"self": "feed.xml", "next": "feed/page-2.xml", **ends},
        "feed/page-2.xml": {"self": "feed/page-2.xml", "next": "feed/page-1.xml", **ends},
        "feed/page-1.xml": {"self": "feed/page-1.xml", **ends},
    }


def test_a_feed_in_one_piece_has_no_page() -> None:
    assert list(_documents(40, None)) == [FEED_KEY]
    assert list(_documents(19, 10)) == [FEED_KEY]


def test_turning_pages_is_no_change_that_is_told() -> None:
    one, more = (read_closely(_documents(count, 10)[FEED_KEY]).channel for count in (20, 30))
    assert one == more


@pytest.mark.parametrize("key", ["feed/page-1.xml", "feed/page-42.xml"])
def test_a_page_is_served_as_the_feed_is(key: str) -> None:
    told = is_public(key), content_type(key), cache_control(key)
    assert told == (True, "application/rss+xml; charset=utf-8", "public, max-age=300")


@pytest.mark.parametrize("key", ["feed/page-0.xml", "feed/x.xml", "feed/page-1.xml/a", "feed/../show.json"])
def test_nothing_else_lies_among_the_pages(key: str) -> None:
    assert not is_public(key)


def test_a_trailer_on_an_older_page_still_stands_in_the_newest_channel() -> None:
    trailer = replace(release(1), episode=replace(release(1).episode, type=EpisodeType.TRAILER))
    newest = render(_show(10), [trailer, *(release(number) for number in range(2, 31))], LATER)
    assert b"<podcast:trailer" in newest
    assert "guid-0001" not in _guids(newest)
