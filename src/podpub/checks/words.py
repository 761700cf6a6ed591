"""What stands in the fields of a feed: dates, addresses, numbers, HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun), *)?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} [0-2]\d:[0-5]\d(?::[0-6]\d)? (?:[+-]\d{4}|GMT|UTC?|Z|[ECMP][SD]T)"
)
_LENGTH = re.compile(r"\d+(:[0-5]\d(:[0-5]\d)?)?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
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
    """Take HTML apart."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = "".join(reader.text).splitlines()
    return Html(
        frozenset(reader.tags), tuple(reader.links), tuple(line.strip() for line in lines if line.strip())
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]
        if tag in _BLOCKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
