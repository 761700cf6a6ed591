"""Any feed in the world → its elements with their lines; what no app could read is told instead.

Safe with bytes from outside: nothing is fetched, entities stay as they are, sizes are limited.
"""

from __future__ import annotations

import codecs
import zlib
from typing import TYPE_CHECKING, Any, NoReturn

from lxml import etree

from podpub.errors import ConfigError
from podpub.model import NAMESPACES, Element, FeedText, Finding, Level, Message, say

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 32 << 20
"""No app reads a feed that is longer."""

_INSTRUCTION: Any = etree.PI
_MOST_TAGS = 4_000_000
_LOOK_BYTES = 1000
_GZIP = b"\x1f\x8b"
_PREFIXES = {
    **{uri: prefix for prefix, uri in NAMESPACES.items()},
    # the podcast namespace was first known by its page
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
}
# libxml2's words, and what helps; the first that fits is told
_REMEDIES: tuple[tuple[str, Message], ...] = (
    ("xmlParseEntityRef", say("Write `&` as `&amp;`.")),
    ("EntityRef: expecting ';'", say("Write `&` as `&amp;`.")),
    ("Entity '", say("XML knows no HTML entities: write the character itself.")),
    (
        "declaration allowed only at the start",
        say("Something, often an empty line of a plugin or a theme, stands before `<?xml`: remove it."),
    ),
    ("Char 0x0 out of allowed range", say("Remove the invisible character.")),
    ("invalid Char value", say("Remove the invisible character.")),
    ("not proper UTF-8", say("Save the feed as UTF-8, as its first line says.")),
    ("Namespace prefix", say('Declare the namespace at `<rss>`: `xmlns:prefix="…"`.')),
    ("tag mismatch", say("Close every element in the order in which they were opened.")),
)
_ENTITIES = (
    say("the feed declares entities of its own"),
    say("Write the characters themselves: apps refuse such feeds, because they can be bombs."),
)
_WEB_PAGE = say("this is a web page, no feed")
_OTHERWISE = say("Let a program write the feed that escapes what it writes.")


def read_feed_text(body: bytes, name: str) -> FeedText:
    """Return the elements of a feed.

    Args:
        body: As it was fetched; gzip is undone.
        name: Of the feed, in findings.

    Raises:
        ConfigError: No app could read it; with a finding that says why.
    """
    content = unpacked(body, name)
    if len(content) > MOST_BYTES or content.count(b"<") > _MOST_TAGS:
        _refuse(
            name,
            1,
            "feed-too-large",
            say("the feed is larger than 32 MB"),
            say("Leave old episodes out, or move them to archive pages."),
        )
    root = _parsed(content, name)
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        _refuse(name, _line(root), "not-rss", _told_instead(root), _NOT_RSS)
    tree = root.getroottree()
    return FeedText(
        channel=_element(channel),
        bytes=len(content),
        encoding=(tree.docinfo.encoding or "UTF-8").upper(),
        namespaces={prefix or "": uri for prefix, uri in root.nsmap.items()},
        stylesheets=tuple(_stylesheets(root)),
    )


_NOT_RSS = say('Give directories the address of an RSS 2.0 feed: `<rss version="2.0">` with a `<channel>`.')


def unpacked(body: bytes, name: str) -> bytes:
    """Undo gzip, up to the size that is read at all."""
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, MOST_BYTES + 1)
    except zlib.error:
        _refuse(name, 1, "xml-broken", say("the feed comes in a broken compression"), _OTHERWISE)


def _parsed(content: bytes, name: str) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as refused:
        _refuse_what_looks_otherwise(content, name)
        said = " ".join(((refused.msg or "").rpartition(", line ")[0] or refused.msg or "").split())
        if "amplification" in said:
            _refuse(name, refused.lineno or 1, "xml-entities", *_ENTITIES)
        fix = next((fix for words, fix in _REMEDIES if words in said), _OTHERWISE)
        _refuse(name, refused.lineno or 1, "xml-broken", say("the feed is no XML: {said}", said=said), fix)
    except (ValueError, LookupError) as refused:
        said = str(refused)
        _refuse(name, 1, "xml-broken", say("the feed is no XML: {said}", said=said), _OTHERWISE)
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        _refuse(name, 1, "xml-entities", *_ENTITIES)
    return root


def _refuse_what_looks_otherwise(content: bytes, name: str) -> None:
    """Tell what is no XML, and was not meant to be; web pages hardly ever are, error pages among them."""
    start = content[:_LOOK_BYTES].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if not start:
        _refuse(name, 1, "not-rss", say("the feed is empty"), _NOT_RSS)
    if start.startswith((b"<!doctype html", b"<html")):
        _refuse(name, 1, "not-rss", _WEB_PAGE, _NOT_RSS)
    if start.startswith((b"{", b"[")):
        _refuse(name, 1, "not-rss", say("this is JSON, no RSS feed"), _NOT_RSS)


def _told_instead(root: _Element) -> Message:
    tag = etree.QName(root).localname.lower()
    if tag == "html":
        return _WEB_PAGE
    if tag == "feed":
        return say("this is an Atom feed, and podcast directories read RSS")
    return say("this is no RSS feed: it begins with <{tag}>", tag=tag)


def _stylesheets(root: _Element) -> list[str]:
    before: list[Any] = [one for one in root.itersiblings(preceding=True) if one.tag is _INSTRUCTION]
    return [one.get("type") or "" for one in before if one.target == "xml-stylesheet"]


def _element(element: _Element) -> Element:
    return Element(
        name=_name(element.tag),
        line=_line(element),
        text=element.text or "",
        attributes={_name(key): str(value) for key, value in element.attrib.items()},
        children=tuple(_element(child) for child in element.iterchildren(etree.Element)),
    )


def _name(tag: object) -> str:
    name = str(tag)
    if not name.startswith("{"):
        return name
    uri, _, local = name[1:].partition("}")
    return f"{_PREFIXES[uri]}:{local}" if uri in _PREFIXES else name


def _line(element: _Element) -> int:
    line: Any = element.sourceline
    return int(line or 1)


def _refuse(name: str, line: int, code: str, message: Message, fix: Message) -> NoReturn:
    finding = Finding(Level.ERROR, code, f"{name}:{line}", message, fix)
    raise ConfigError(say("no app can read this feed"), findings=(finding,))
