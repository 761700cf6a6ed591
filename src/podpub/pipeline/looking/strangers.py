"""A feed somewhere in the world with all its pages, and what its files answer, for a show that moves."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from podpub.errors import OutsideError, UsageError
from podpub.feed import MOST_BYTES, read_feed_text
from podpub.model import say
from podpub.moving import FileSeen, Way, side
from podpub.outside import Advice, Answer, Trouble, fetch_feed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from podpub.model import FeedText, Tell
    from podpub.moving import Entry, Side
    from podpub.outside import PublicFeed, Visitor

_AT_ONCE = 4  # one host is asked for hundreds of files
_MOST_PAGES = 500
_OLDER = ("next", "prev-archive")  # RFC 5005, 3 and 4
_OK, _PARTIAL = 200, 206
_METHOD_REFUSED = frozenset({403, 405, 501})
_LARGEST_BYTES = 2 << 30
_TOTAL = re.compile(r"bytes \d+-\d+/(\d+)", re.IGNORECASE)
_ADVICE = Advice(
    say("Let everybody in."),
    say("Check the address; if the feed is gone, name a file in which you saved it."),
)


def fetch_side(url: str, visitor: Visitor, tell: Tell) -> tuple[Side, Way]:
    """Fetch a feed with its older pages, and tell how its address was followed.

    Raises:
        OutsideError: It, or one of its pages, cannot be fetched; with a finding that says why.
        ConfigError: No app could read it; with a finding that says why.
    """
    pages: dict[str, FeedText] = {}
    way: Way | None = None
    following: str | None = url
    while following and shown(following) not in pages and len(pages) < _MOST_PAGES:
        here = following
        tell(say("fetch {url}", url=shown(here)), 0.0)
        body, answer = _body(fetch_feed(here, visitor, _ADVICE))
        text = read_feed_text(body, shown(here))
        pages[shown(here)] = text
        way = way or Way(answer.hops, answer.moves)
        following = _older(text, answer.hops[-1] if answer.hops else here)
    return side(pages.items(), url), way or Way()


def read_side(file: str, url: str) -> Side:
    """Read a saved copy of a feed, which was or is at `url`.

    Raises:
        UsageError: There is no such file.
        ConfigError: No app could read it; with a finding that says why.
    """
    try:
        with Path(file).open("rb") as opened:
            body = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            say("{file} cannot be read: {reason}", file=file, reason=error.strerror or str(error)),
            fix=say("Name a feed's file, or its address with https://."),
        ) from error
    return side([(file, read_feed_text(body, file))], url)


def follow(url: str, visitor: Visitor) -> Way:
    """Return where an address leads; nowhere, if it does not answer."""
    answer = visitor.head(url)
    return Way(answer.hops, answer.moves) if isinstance(answer, Answer) else Way()


def look_at_files(
    entries: Iterable[Entry], visitor: Visitor, *, entire: bool, tell: Tell
) -> Mapping[str, FileSeen]:
    """Ask for the file of each entry, by its address.

    Args:
        entries: Those that are meant; of the same file, one is enough.
        visitor: Who asks.
        entire: Whether every byte is fetched, for its digest; else the headers alone.
        tell: Hears how far it is.
    """
    meant = {one.address: one.length for one in entries if _is_address(one.address)}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = threads.map(lambda one: _seen(one[0], one[1], visitor, entire=entire), meant.items())
        return dict(_counted(zip(meant, found, strict=True), len(meant), tell))


def _counted(found: Iterable[tuple[str, FileSeen]], total: int, tell: Tell) -> Iterator[tuple[str, FileSeen]]:
    for number, one in enumerate(found, start=1):
        tell(say("ask for the files"), number / total)
        yield one


def _body(public: PublicFeed) -> tuple[bytes, Answer]:
    if public.body is None or public.answer is None:
        raise OutsideError(say("the feed cannot be fetched"), findings=public.findings)
    return public.body, public.answer


def _older(text: FeedText, here: str) -> str | None:
    """Return the address of the page that goes on where this one ends."""
    links = (one.attributes for one in text.channel.all("atom:link"))
    told = (one.get("href", "") for one in links if one.get("rel") in _OLDER)
    found = next((urljoin(here, href) for href in told if href), None)
    return found if found and _is_address(found) else None


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _seen(url: str, length: int | None, visitor: Visitor, *, entire: bool) -> FileSeen:
    if entire:
        most = min(2 * (length or _LARGEST_BYTES), _LARGEST_BYTES)
        answer = visitor.digest(url, most=most, window=range(0))
    else:
        answer = visitor.head(url)
        if isinstance(answer, Answer) and answer.status in _METHOD_REFUSED:
            answer = visitor.part(url, 0, 0)
    if isinstance(answer, Trouble):
        return FileSeen(trouble=answer.said)
    way = Way(answer.hops, answer.moves)
    if answer.status not in {_OK, _PARTIAL}:
        return FileSeen(way=way, trouble=say("the web server answers {status}", status=answer.status))
    return FileSeen(_bytes(answer, entire=entire), answer.sha256 if entire else "", way)


def _bytes(answer: Answer, *, entire: bool) -> int | None:
    if entire:
        return answer.bytes
    total = _TOTAL.fullmatch(answer.headers.get("content-range", "").strip())
    return int(total[1]) if total else answer.length if answer.status == _OK else None
