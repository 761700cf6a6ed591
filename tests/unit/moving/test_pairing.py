"""Episodes find each other by their GUIDs, and where those differ, by what only one of them has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.feed import read_feed_text
from podpub.moving import By, paired, side

if TYPE_CHECKING:
    from podpub.model import FeedText
    from podpub.moving import Side

_ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d", ""]),
        st.sampled_from(["Mut", "mut", "Rat", "Tat"]),
        st.integers(1, 3),
        st.sampled_from(["1.mp3", "2.mp3", ""]),
    ),
    max_size=6,
)


def _feed(items: list[tuple[str, str, int, str]]) -> Side:
    told = "".join(
        f"<item><guid>{guid}</guid><title>{title}</title>"
        f"<pubDate>{day:02} Dec 2026 05:00:00 +0000</pubDate>"
        + (f'<enclosure url="https://a.example/{file}" length="{day}" type="audio/mpeg"/>' if file else "")
        + "</item>"
        for guid, title, day, file in items
    )
    text = f'<rss version="2.0"><channel><title>Mut</title>{told}</channel></rss>'
    return side([("feed.xml", read_feed_text(text.encode(), "feed.xml"))])


@settings(max_examples=200)
@given(before=_ITEMS, after=_ITEMS)
def test_no_episode_is_counted_twice_or_forgotten(
    before: list[tuple[str, str, int, str]], after: list[tuple[str, str, int, str]]
) -> None:
    old, new = _feed(before), _feed(after)
    found = paired(old, new)
    for mine, rest, feed in (
        ([one.old for one in found.pairs], found.lost, old.episodes),
        ([one.new for one in found.pairs], found.added, new.entries),
    ):
        counted = Counter(id(one) for one in (*mine, *rest))
        assert set(counted.values()) <= {1}
        distinct = {one.guid or id(one) for one in feed}
        assert {one.guid or id(one) for one in (*mine, *rest)} == distinct


@given(items=_ITEMS)
def test_a_feed_is_its_own_twin_by_guid(items: list[tuple[str, str, int, str]]) -> None:
    feed = _feed(items)
    found = paired(feed, feed)
    assert all(pair.by is By.GUID and pair.old.guid == pair.new.guid for pair in found.pairs)


def test_a_guid_goes_before_everything_else() -> None:
    old = _feed([("a", "Mut", 1, "1.mp3"), ("b", "Rat", 2, "2.mp3")])
    new = _feed([("b", "Mut", 1, "1.mp3"), ("a", "Rat", 2, "2.mp3")])
    assert [(one.old.title, one.new.title, one.by) for one in paired(old, new).pairs] == [
        ("Mut", "Rat", By.GUID),
        ("Rat", "Mut", By.GUID),
    ]


def test_what_two_have_in_common_tells_neither() -> None:
    old = _feed([("a", "Mut", 1, "1.mp3"), ("b", "Mut", 1, "1.mp3")])
    new = _feed([("c", "Mut", 1, "1.mp3"), ("d", "Mut", 1, "1.mp3")])
    found = paired(old, new)
    assert found.pairs == ()
    assert (len(found.lost), len(found.added)) == (2, 2)


def test_pages_are_one_feed() -> None:
    def page(guid: str) -> FeedText:
        text = f"<rss><channel><title>T</title><item><guid>{guid}</guid></item></channel></rss>"
        return read_feed_text(text.encode(), guid)

    feed = side([("feed.xml", page("a")), ("page-1.xml", page("b"))], "https://a.example/feed.xml")
    assert [(one.guid, one.page) for one in feed.entries] == [("a", "feed.xml"), ("b", "page-1.xml")]
