"""What stands in the fields of a feed: dates, addresses, numbers, HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun), *)?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} [0-2]\d:[0-5]\d(?::[0-6]\d)? (?:[+-]\d{4}|GMT|UTC?|Z|[ECMP][SD]T)"
)
_LENGTH = re.compile(r"\d+(:[0-5]\d(:[0-5]\d)?)?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)([^<>]*+)>")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BLOCKS = frozenset({"p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr"})


def moment(text: str) -> datetime | None:
    """Return the moment of an RFC 2822 date with a zone; None where it is no such date."""
    if not _DATE.fullmatch(text):
        return None
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def right_day(text: str) -> str:
    """Return the day of the week that a date should name; nothing where it names the right one, or none."""
    named, when = _DATE.fullmatch(text), moment(text)
    if not named or not when or named["day"] in (None, _DAYS[when.weekday()]):
        return ""
    return _DAYS[when.weekday()]


def is_address(text: str) -> bool:
    """Tell whether a text is an absolute http or https address in ASCII (RFC 3986)."""
    if not text.isascii() or re.search(r"[\s<>\"{}|\\^`]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)


def is_open(url: str) -> bool:
    """Tell whether others can listen on the way to an address, that of this computer left aside."""
    return url.lower().startswith("http:") and is_address(url) and urlsplit(url).hostname not in _LOOPBACK


def seconds(text: str) -> int | None:
    """Return what `itunes:duration` says: seconds, `mm:ss` or `hh:mm:ss`."""
    if not _LENGTH.fullmatch(text):
        return None
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


def suffix(url: str) -> str:
    """Return the extension of an address's path, in small letters, without its dot."""
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[2].lower() if "." in name else ""


@dataclass(frozen=True, slots=True)
class Html:
    """What a piece of HTML is made of.

    Attributes:
        tags: The names of all elements.
        links: Where its links lead, as written.
        lines: What is read, line by line.
    """

    tags: frozenset[str]
    links: tuple[str, ...]
    lines: tuple[str, ...]


@lru_cache(maxsize=4096)
def html(text: str) -> Html:
    """Take HTML apart, in time that grows with its length alone, whatever it is."""
    plain = "".join(_without_comments(text))
    opened = [(name.lower(), attributes) for closing, name, attributes in _TAG.findall(plain) if not closing]
    links = [_HREF.search(attributes) for name, attributes in opened if name == "a"]
    words = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BLOCKS else "", plain)
    lines = (line.strip() for line in unescape(words).splitlines())
    return Html(
        frozenset(name for name, _ in opened),
        tuple(unescape(link[1] or link[2] or link[3] or "") for link in links if link),
        tuple(line for line in lines if line),
    )


def _without_comments(text: str) -> Iterator[str]:
    first, *others = text.split("<!--")
    yield first
    for other in others:
        _, end, rest = other.partition("-->")
        yield rest if end else other
