"""The feed read back as an app reads it: the check before and after every upload."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from podpub.errors import InvalidResultError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_COMPANIONS = (f"{{{_PODCAST}}}transcript", f"{{{_PODCAST}}}chapters")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An episode as the feed names it: `length` in bytes, `type` as MIME type.

    Attributes:
        companions: The addresses of its transcripts and chapters.
    """

    guid: str
    url: str
    length: int
    type: str
    companions: tuple[str, ...] = ()


def parse_back(feed: bytes) -> tuple[FeedItem, ...]:
    """Return the items of an RSS feed in its order.

    Safe with bytes from outside: nothing is fetched, entities stay as they are, sizes are limited.

    Raises:
        InvalidResultError: This is no RSS feed, an item lacks its GUID or enclosure, a length is no positive
            number, or two items share a GUID or an address (of which Apple would ignore one).
    """
    channel = _channel(feed)
    items = tuple(_item(element, place) for place, element in enumerate(channel.findall("item"), start=1))
    _refuse_repeated("GUID", (item.guid for item in items))
    _refuse_repeated("enclosure", (item.url for item in items))
    return items


def cover_address(feed: bytes) -> str | None:
    """Return the address of the show's cover; None where the feed has none.

    Raises:
        InvalidResultError: This is no RSS feed.
    """
    cover = _channel(feed).find(f"{{{_ITUNES}}}image")
    return None if cover is None else cover.get("href")


def _channel(feed: bytes) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as refused:
        raise InvalidResultError(f"the feed is no XML: {refused}") from refused
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise InvalidResultError("the feed is no RSS: it has no channel")
    return channel


def _item(element: _Element, place: int) -> FeedItem:
    guid = (element.findtext("guid") or "").strip()
    enclosure = element.find("enclosure")
    if not guid or enclosure is None:
        raise InvalidResultError(f"item {place} of the feed has no {'enclosure' if guid else 'GUID'}")
    url, length, type_ = (enclosure.get(name, "") for name in ("url", "length", "type"))
    if not url or not type_ or not length.isdecimal() or int(length) <= 0:
        raise InvalidResultError(
            f"the enclosure of {guid} is incomplete: url={url!r} length={length!r} type={type_!r}"
        )
    companions = tuple(
        address for name in _COMPANIONS for one in element.iter(name) if (address := one.get("url"))
    )
    return FeedItem(guid, url, int(length), type_, companions)


def _refuse_repeated(what: str, values: Iterable[str]) -> None:
    value, times = next(iter(Counter(values).most_common(1)), ("", 0))
    if times > 1:
        raise InvalidResultError(f"{times} items of the feed have the {what} {value}")
