"""Whether the feed that the world sees is the one that was written, and if not, until when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.feed import parse_back
from podpub.model import Finding, Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from podpub.outside import Answer, PublicFeed

_FRESH = re.compile(r"(?:^|,)\s*(s-maxage|max-age)\s*=\s*\"?(\d+)")


def staleness(public: PublicFeed, written: bytes, titles: Mapping[str, str], where: str) -> Iterator[Finding]:
    """Complain about another feed than the one that was written.

    Args:
        public: What the world sees.
        written: What lies in the storage.
        titles: Of every episode, by GUID.
        where: The feed's address.
    """
    if public.answer is None or public.body in (None, written):
        return
    try:
        seen = {item.guid for item in parse_back(public.answer.body)}
    except InvalidResultError as error:
        said = say("this is not the feed that was published: {reason}", reason=error.message)
        fix = say("Look what is served there: `public_url` may name another place.")
        yield Finding(Level.ERROR, "feed-broken", where, said, fix)
        return
    there = {item.guid for item in parse_back(written)}
    missing = [say("“{title}” is not in it", title=titles.get(guid, guid)) for guid in sorted(there - seen)]
    left = [say("“{title}” is still in it", title=titles.get(guid, guid)) for guid in sorted(seen - there)]
    yield Finding(
        Level.ERROR,
        "feed-stale",
        where,
        _stale((*missing, *left)),
        _until(public.answer),
    )


def _stale(signs: Sequence[str]) -> str:
    if not signs:
        return say("this is not the feed that was published last")
    return say("this is not the feed that was published last: {sign}", sign=signs[0])


def _until(answer: Answer) -> str:
    """Tell how long a cache may keep what it has (RFC 9111, 4.2)."""
    told = answer.headers.get("cache-control", "")
    lifetimes = {name: int(seconds) for name, seconds in _FRESH.findall(told.lower())}
    lifetime = lifetimes.get("s-maxage", lifetimes.get("max-age", 0))
    age = answer.headers.get("age", "0")
    left = lifetime - (int(age) if age.isdecimal() else 0)
    if left > 0:
        return say(
            "A cache may keep the old one for {left} s more (Cache-Control: {told}): purge it "
            "at your CDN, or wait, and run `podpub verify`.",
            left=left,
            told=told,
        )
    return say(
        "Purge the feed at your CDN; if there is none, `public_url` shows another place than the storage."
    )
