"""The feed read back as an app reads it: the check before and after every upload."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from podpub.errors import InvalidResultError
from podpub.model import say, words_of
from podpub.model.layout import is_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

_ATOM = "http://www.w3.org/2005/Atom"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_LINK = "{http://www.w3.org/2005/Atom}link"
_KEPT_FEEDS = 2
_COMPANIONS = (f"{{{_PODCAST}}}transcript", f"{{{_PODCAST}}}chapters")
# From the enclosure, from cover and title, from other episodes
_FOLLOWS = frozenset({"itunes:duration", "podcast:image", "podcast:alternateEnclosure", "podcast:trailer"})
_NOT_TOLD = _FOLLOWS | {"item", "lastBuildDate", "generator", "docs", "guid", "enclosure"}
_SAID_TWICE = ("season", "episode", "block")
_OTHER_LINKS = frozenset({"first", "last", "next", "prev", "previous"})


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


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item with all that it says.

    Attributes:
        fields: By tag, as `itunes:season`; what stands there several times in lines of its own. Without the
            enclosure, and what follows from others.
    """

    guid: str
    title: str
    url: str
    length: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A feed with all that it says; `channel` is as the fields of an item."""

    channel: Mapping[str, str]
    items: tuple[SeenItem, ...]


NOTHING = Seen({}, ())


def read_closely(feed: bytes) -> Seen:
    """Return everything that a feed says to apps; raises as `parse_back` does."""
    channel = _channel(feed)
    elements = channel.findall("item")
    items = [
        SeenItem(one.guid, _text(element.find("title")), one.url, one.length, _fields(element))
        for one, element in zip(parse_back(feed), elements, strict=True)
    ]
    return Seen(_fields(channel), tuple(items))


def _fields(parent: _Element) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    for element in parent.iterchildren(etree.Element):
        name = _name(element)
        if name not in _NOT_TOLD and not _leads_elsewhere(element):
            fields.setdefault(name, []).append(_text(element))
    if "content:encoded" in fields:
        fields.pop("description", None)  # the same, cut to the length that directories read
    told = {name: "\n".join(values) for name, values in fields.items()}
    for name in _SAID_TWICE:
        if told.get(f"podcast:{name}") == told.get(f"itunes:{name}", "").lower():
            del told[f"podcast:{name}"]
    return told


def _leads_elsewhere(element: _Element) -> bool:
    """Tell links to pages from the feed's own address, by which apps know it."""
    return element.tag == _LINK and element.get("rel") in _OTHER_LINKS


def _name(element: _Element) -> str:
    """Return what a tag is called; links that are not the feed's own address are told apart from it."""
    name = etree.QName(element)
    relation = element.get("rel", "self") if name.namespace == _ATOM else "self"
    if relation != "self":
        return f"{element.prefix}:{name.localname} {relation}"
    return f"{element.prefix}:{name.localname}" if name.namespace else name.localname


def _text(element: _Element | None) -> str:
    """Return all that an element says: its text, its attributes, what is in it."""
    if element is None:
        return ""
    said = {str(key): str(value) for key, value in element.attrib.items()}
    attributes = said.values() if len(said) == 1 else (f"{key}={value}" for key, value in said.items())
    below = [_text(child) for child in element.iterchildren(etree.Element)]
    return " ".join(part for part in ((element.text or "").strip(), *attributes, *below) if part)


@lru_cache(_KEPT_FEEDS)  # a release looks several times at the feed as it is, and as it will be
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


def older_page(feed: bytes) -> str | None:
    """Return the key of the page that goes on where a feed ends (RFC 5005, 3); None where none does.

    Raises:
        InvalidResultError: This is no RSS feed.
    """
    links = (one.get("href", "") for one in _channel(feed).findall(_LINK) if one.get("rel") == "next")
    return next((key for href in links if is_page(key := "/".join(href.split("/")[-2:]))), None)


def _channel(feed: bytes) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as refused:
        raise InvalidResultError(say("the feed is no XML: {refused}", refused=words_of(refused))) from refused
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise InvalidResultError(say("the feed is no RSS: it has no channel"))
    return channel


def _item(element: _Element, place: int) -> FeedItem:
    guid = (element.findtext("guid") or "").strip()
    enclosure = element.find("enclosure")
    if not guid or enclosure is None:
        raise InvalidResultError(
            say("item {place} of the feed has no {what}", place=place, what="enclosure" if guid else "GUID")
        )
    url, length, type_ = (enclosure.get(name, "") for name in ("url", "length", "type"))
    if not url or not type_ or not length.isdecimal() or int(length) <= 0:
        raise InvalidResultError(
            say(
                "the enclosure of {guid} is incomplete: url={url!r} length={length!r} type={type!r}",
                guid=guid,
                url=url,
                length=length,
                type=type_,
            )
        )
    companions = tuple(
        address for name in _COMPANIONS for one in element.iter(name) if (address := one.get("url"))
    )
    return FeedItem(guid, url, int(length), type_, companions)


def _refuse_repeated(what: str, values: Iterable[str]) -> None:
    value, times = next(iter(Counter(values).most_common(1)), ("", 0))
    if times > 1:
        raise InvalidResultError(
            say("{times} items of the feed have the {what} {value}", times=times, what=what, value=value)
        )
