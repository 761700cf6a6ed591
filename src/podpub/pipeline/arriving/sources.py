"""The feed of a show that moves in, with all of its pages: from an address, or from a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from podpub.arrivals import next_page
from podpub.errors import ConfigError, OutsideError, UsageError
from podpub.feed import MOST_BYTES, read_any_feed
from podpub.model import Finding, Level, say
from podpub.outside import Answer, Trouble, shown

if TYPE_CHECKING:
    from podpub.model import FeedText, Tell
    from podpub.pipeline.arriving.errand import Errand

_OK = 200
_LOOK_BYTES = 200_000
_LINK = re.compile(rb"<link\b[^>]{1,2000}>", re.IGNORECASE)
_RSS = re.compile(rb"application/rss\+xml", re.IGNORECASE)
_HREF = re.compile(rb"""href\s*=\s*["']?([^"'\s>]{1,1000})""", re.IGNORECASE)
_LOCAL = say("Use --allow-local if you trust the feed and it lies in your own network.")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A feed as it came.

    Attributes:
        url: Where it was found, after all redirects; empty for a file.
        hops: Where visitors were sent on their way.
        findings: What was mended in it, and what could not be had.
    """

    pages: tuple[FeedText, ...]
    url: str
    hops: tuple[str, ...]
    findings: tuple[Finding, ...]


def is_address(source: str) -> bool:
    """Tell an address from a file's name."""
    return source.lower().startswith(("http://", "https://"))


def fetch(source: str, errand: Errand, *, tell: Tell) -> Delivery:
    """Return a feed with all of its pages.

    Raises:
        UsageError: There is no such file, or the address is of another kind.
        OutsideError: The first page cannot be fetched; with a finding that says why.
        ConfigError: Nobody could read it; with a finding that says why.
    """
    if not is_address(source):
        return _from_file(source)
    tell(say("fetch {file}", file=shown(source)), 0.0)
    answer = _answer(source, errand)
    hops, url = answer.hops, answer.hops[-1] if answer.hops else source
    page, findings = _first_page(answer, url)
    pages, more = [page], list(findings)
    seen = {source, url}
    while (older := next_page(pages[-1], url)) and older not in seen:
        if len(pages) >= errand.limits.pages or not is_address(older):
            more.append(_left_out(older, say("it has more pages than --limit-pages allows")))
            break
        tell(say("fetch {file}", file=shown(older)), 0.0)
        seen.add(older)
        try:
            answer = _answer(older, errand)
            page, findings = read_any_feed(answer.body, shown(older), charset=_charset(answer))
        except (OutsideError, ConfigError) as error:
            more += [*error.findings, _left_out(older, error.message)]
            break
        pages.append(page)
        more += findings
    return Delivery(tuple(pages), url, hops, tuple(more))


def _first_page(answer: Answer, url: str) -> tuple[FeedText, tuple[Finding, ...]]:
    """Read a feed; of a web page in its place, tell which feed it leads to."""
    try:
        return read_any_feed(answer.body, shown(url), charset=_charset(answer))
    except ConfigError as error:
        there = _feed_of_page(answer.body, url)
        if not there:
            raise
        fix = say("It leads to a feed: `podpub import {url}`.", url=there)
        raise ConfigError(
            error.message, findings=[replace(one, fix=fix) for one in error.findings]
        ) from error


def _feed_of_page(body: bytes, url: str) -> str:
    """Return the address of the feed that a web page names (RSS Advisory Board, autodiscovery)."""
    for link in _LINK.findall(body[:_LOOK_BYTES]):
        href = _HREF.search(link)
        if _RSS.search(link) and href:
            there = urljoin(url, unescape(href[1].decode("utf-8", "replace")))
            return there if is_address(there) else ""
    return ""


def _from_file(source: str) -> Delivery:
    if "://" in source:
        raise UsageError(
            say("podpub fetches feeds from http and https addresses only"),
            fix=say("Name a feed's file, or its address with https://."),
        )
    try:
        with Path(source).open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UsageError(
            say("{file} cannot be read: {reason}", file=source, reason=reason or str(error)),
            fix=say("Name a feed's file, or its address with https://."),
        ) from error
    page, findings = read_any_feed(body, source)
    older = next_page(page, "")
    left_out = [_left_out(older, say("a file is read alone, without the pages it leads to"))] if older else []
    return Delivery((page,), "", (), (*findings, *left_out))


def _left_out(page: str, why: str) -> Finding:
    fix = say("Import the feed from its address, or the missing pages one after the other.")
    message = say("the older episodes there are missing: {why}", why=why)
    return Finding(Level.ERROR, "page-missing", shown(page), message, fix)


def _answer(url: str, errand: Errand) -> Answer:
    heard = errand.get(url)
    if isinstance(heard, Trouble):
        fix = _LOCAL if heard.code == "private-address" else heard.fix
        finding = Finding(Level.ERROR, heard.code, shown(url), heard.said, fix)
        raise OutsideError(say("the feed cannot be fetched"), findings=(finding,))
    if heard.status != _OK:
        fix = say("Check the address in a browser; a feed that is gone can be imported from a saved file.")
        said = say("the server answers {status}", status=heard.status)
        raise OutsideError(
            say("the feed cannot be fetched"),
            findings=(Finding(Level.ERROR, "feed-missing", shown(url), said, fix),),
        )
    return heard


def _charset(answer: Answer) -> str:
    told = answer.headers.get("content-type", "").lower().partition("charset=")[2]
    return told.partition(";")[0].strip(" \"'")[:40]
