"""Any feed in the world, read and judged: a file, or an address with the files that it leads to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.checks import FeedFacts, check_feed
from podpub.errors import OutsideError, UsageError
from podpub.feed import MOST_BYTES, read_feed_text
from podpub.model import say
from podpub.moving import hostname
from podpub.outside import (
    Advice,
    Expected,
    Visitor,
    fetch_feed,
    fetch_picture,
    look_at_companion,
    look_at_file,
    shown,
)
from podpub.pipeline.looking.outside import gathered, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from podpub.model import Element, Finding, Tell

_AT_ONCE = 6
_NEWEST = 3
_COMPANIONS = ("podcast:transcript", "podcast:chapters")
_ADVICE = Advice(say("Let everybody in."), say("Correct the address in the feed, or put the file there."))
_USUAL = frozenset({"redirected"})  # hosts count downloads by it


def is_address(typed: str) -> bool:
    """Tell an address from a file's name."""
    return typed.lower().startswith(("http://", "https://"))


def judge_file(typed: str, now: datetime) -> tuple[Finding, ...]:
    """Hold the rules about feeds against a file; nothing is fetched.

    Raises:
        UsageError: There is no such file.
        ConfigError: No app could read it; with a finding that says why.
    """
    return check_feed(FeedFacts(read_feed_text(saved(typed), typed), now), typed)


def saved(file: str) -> bytes:
    """Return what a feed's file holds, up to one byte more than any feed may have.

    Raises:
        UsageError: There is no such file.
    """
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            say("{file} cannot be read: {reason}", file=file, reason=error.strerror or str(error)),
            fix=say("Name a feed's file, or its address with https://."),
        ) from error


def judge_address(url: str, now: datetime, *, environ: Mapping[str, str], tell: Tell) -> tuple[Finding, ...]:
    """Fetch a feed, and hold the rules against it; look at its covers and the files of its newest episodes.

    A feed does not lead into one's own network: nobody there is asked but the host that was typed.

    Raises:
        OutsideError: It cannot be fetched; with a finding that says why.
        ConfigError: No app could read it; with a finding that says why.
    """
    visitor = Visitor(environ, trusted=frozenset({hostname(url)}))
    tell(say("fetch {url}", url=shown(url)), 0.0)
    public = fetch_feed(url, visitor, _ADVICE)
    if public.body is None:
        raise OutsideError(say("the feed cannot be fetched"), findings=public.findings)
    facts = FeedFacts(read_feed_text(public.body, shown(url)), now, url)
    outside = [*public.findings, *_seen_outside(facts, visitor, tell)]
    return (
        *check_feed(facts, shown(url)),
        *gathered(one for one in outside if one.code not in _USUAL),
    )


def _seen_outside(facts: FeedFacts, visitor: Visitor, tell: Tell) -> Iterator[Finding]:
    jobs = list(_jobs(facts, visitor))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for number, found in enumerate(threads.map(lambda job: job(), jobs), start=1):
            tell(say("look at the files from outside"), number / len(jobs))
            yield from found


def _jobs(facts: FeedFacts, visitor: Visitor) -> Iterator[Callable[[], Sequence[Finding]]]:
    """Yield what is looked at: the show's cover, and what the newest episodes lead to."""
    newest = facts.items[:_NEWEST]
    for url in dict.fromkeys(_covers(facts.channel, *newest)):
        yield partial(_about_cover, url, visitor)
    for item in newest:
        yield from (partial(_about_file, one, visitor) for one in _files(item))
        yield from (partial(_about_companion, url, visitor) for url in _companions(item))


def _covers(*parents: Element) -> Iterator[str]:
    named = (
        one.attributes.get("href", "").strip() for parent in parents for one in parent.all("itunes:image")
    )
    return filter(is_address, named)


def _companions(item: Element) -> Iterator[str]:
    named = (one.attributes.get("url", "").strip() for one in item.all(*_COMPANIONS))
    return filter(is_address, named)


def _files(item: Element) -> Iterator[Expected]:
    """Yield the enclosures that promise something; of others the rules complain."""
    for one in item.all("enclosure"):
        url, length, type_ = (one.attributes.get(name, "").strip() for name in ("url", "length", "type"))
        if is_address(url) and length.isdecimal() and int(length):
            yield Expected(url, int(length), type_)


def _about_file(expected: Expected, visitor: Visitor) -> Sequence[Finding]:
    return tuple(look_at_file(expected, visitor, _ADVICE))


def _about_companion(url: str, visitor: Visitor) -> Sequence[Finding]:
    return tuple(look_at_companion(url, visitor, _ADVICE))


def _about_cover(url: str, visitor: Visitor) -> Sequence[Finding]:
    picture, findings = fetch_picture(url, visitor, _ADVICE)
    return (*findings, *sides(picture, shown(url))) if picture else findings
