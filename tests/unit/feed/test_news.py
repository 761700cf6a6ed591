"""The feed names its hub, and says whether podping is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import feedparser
from lxml import etree

from podpub.feed import compare, parse_back, read_closely, render
from podpub.model import Notify
from tests.unit.feed.feed_records import FULL_SHOW, NOW, release

if TYPE_CHECKING:
    from podpub.model import ShowRecord

SPACES = {"podcast": "https://podcastindex.org/namespace/1.0", "atom": "http://www.w3.org/2005/Atom"}
HUB = "https://hub.example.org/?a=1&b=2"


def notifying(websub: str | None = None, *, podping: bool = False) -> ShowRecord:
    return replace(FULL_SHOW, show=replace(FULL_SHOW.show, notify=Notify(websub, podping)))


def test_the_hub_stands_beside_the_feeds_own_address() -> None:
    feed = render(notifying(HUB), [release()], NOW)
    (channel,) = etree.fromstring(feed)
    links = [(one.get("rel"), one.get("href")) for one in channel.findall("atom:link", SPACES)]
    assert links == [("self", "https://media.example.org/show/feed.xml"), ("hub", HUB)]
    seen = feedparser.parse(feed).feed
    assert {(one.rel, one.href) for one in seen.links} >= set(links)
    assert seen.link == FULL_SHOW.show.link
    assert len(parse_back(feed)) == 1


def test_a_feed_says_that_podping_is_told_only_where_it_is() -> None:
    for told in (True, False):
        (channel,) = etree.fromstring(render(notifying(podping=told), [], NOW))
        found = channel.findall("podcast:podping", SPACES)
        assert [one.get("usesPodping") for one in found] == (["true"] if told else [])


def test_a_new_hub_is_no_new_identity() -> None:
    before, after = (read_closely(render(one, [], NOW)) for one in (FULL_SHOW, notifying(HUB)))
    (change,) = compare(before, after).channel
    assert (change.field, change.before, change.breaks_identity) == ("atom:link hub", "", False)
    (change,) = compare(after, before).channel
    assert not change.breaks_identity
