"""A feed somewhere in the world with all its pages, and what its files answer, for a show that moves."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.arrivals import next_page
from podpub.errors import OutsideError
from podpub.feed import read_any_feed, read_feed_text
from podpub.model import say
from podpub.moving import FileSeen, Way, side
from podpub.outside import Advice, Answer, Trouble, fetch_feed, shown
from podpub.pipeline.looking.foreign import saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from podpub.model import FeedText, Tell
    from podpub.moving import Entry, Side
    from podpub.outside import PublicFeed, Visitor

_AT_ONCE = 4  # one host is asked for hundreds of files
_MOST_PAGES = 500
_OK, _PARTIAL = 200, 206
_METHOD_REFUSED = frozenset({403, 405, 501})
_LARGEST_BYTES = 2 << 30
_PRIVATE = "private-address"
_LONGEST_CHARSET = 40
_LOCAL = say("Use --allow-local if you trust the feed and it lies in your own network.")
_TOTAL = re.compile(r"bytes \d+-\d+/(\d+)", re.IGNORECASE)
_ADVICE = Advice(
    say("Let everybody in."),
    say("Check the address; if the feed is gone, name a file in which you saved it."),
)


def fetch_side(url: str, visitor: Visitor, tell: Tell, *, mends: bool = False) -> tuple[Side, Way]:
    """Fetch a feed with its older pages, and tell how its address was followed.

    Args:
        url: Where it is.
        visitor: Who asks.
        tell: Hears how far it is.
        mends: Whether mistakes are read over: an old feed is what it is.

    Raises:
        OutsideError: It, or one of its pages, cannot be fetched; with a finding that says why.
        ConfigError: No app could read it; with a finding that says why.
    """
    first, way, following = _page(url, visitor, tell, mends=mends)
    pages, seen = [(shown(url), first)], {url, *way.hops}
    while _is_address(following) and following not in seen and len(pages) < _MOST_PAGES:
        seen.add(following)
        name = shown(following)
        text, _, following = _page(following, visitor, tell, mends=mends)
        pages.append((name, text))
    return side(pages, url), way


def _page(url: str, visitor: Visitor, tell: Tell, *, mends: bool) -> tuple[FeedText, Way, str]:
    """Return a document, how its address was followed, and the address of the page that goes on there."""
    tell(say("fetch {url}", url=shown(url)), 0.0)
    body, answer = _body(fetch_feed(url, visitor, _ADVICE))
    text = _text(body, shown(url), charset=_charset(answer), mends=mends)
    here = answer.hops[-1] if answer.hops else url
    return text, Way(answer.hops, answer.moves), next_page(text, here)


def read_side(file: str, url: str, *, mends: bool = False) -> Side:
    """Read a saved copy of a feed, which was or is at `url`; `mends` as for `fetch_side`.

    Raises:
        UsageError: There is no such file.
        ConfigError: No app could read it; with a finding that says why.
    """
    return side([(file, _text(saved(file), file, mends=mends))], url)


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


def _text(body: bytes, name: str, *, charset: str = "", mends: bool) -> FeedText:
    return read_any_feed(body, name, charset=charset)[0] if mends else read_feed_text(body, name)


def _charset(answer: Answer) -> str:
    told = answer.headers.get("content-type", "").lower().partition("charset=")[2]
    return told.partition(";")[0].strip(" \"'")[:_LONGEST_CHARSET]


def _body(public: PublicFeed) -> tuple[bytes, Answer]:
    if public.body is None or public.answer is None:
        found = (replace(one, fix=_LOCAL) if one.code == _PRIVATE else one for one in public.findings)
        raise OutsideError(say("the feed cannot be fetched"), findings=tuple(found))
    return public.body, public.answer


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
