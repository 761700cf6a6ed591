"""Whether the feed that the world sees is the one that was written, and if not, until when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.feed import parse_back
from podpub.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        said = f"this is not the feed that was published: {error.message}"
        fix = "Look what is served there: `public_url` may name another place."
        yield Finding(Level.ERROR, "feed-broken", where, said, fix)
        return
    there = {item.guid for item in parse_back(written)}
    missing = [f"“{titles.get(guid, guid)}” is not in it" for guid in sorted(there - seen)]
    left = [f"“{titles.get(guid, guid)}” is still in it" for guid in sorted(seen - there)]
    told = next((f": {one}" for one in (*missing, *left)), "")
    yield Finding(
        Level.ERROR,
        "feed-stale",
        where,
        f"this is not the feed that was published last{told}",
        _until(public.answer),
    )


def _until(answer: Answer) -> str:
    """Tell how long a cache may keep what it has (RFC 9111, 4.2)."""
    told = answer.headers.get("cache-control", "")
    lifetimes = {name: int(seconds) for name, seconds in _FRESH.findall(told.lower())}
    lifetime = lifetimes.get("s-maxage", lifetimes.get("max-age", 0))
    age = answer.headers.get("age", "0")
    left = lifetime - (int(age) if age.isdecimal() else 0)
    if left > 0:
        return (
            f"A cache may keep the old one for {left} s more (Cache-Control: {told}): purge it at your CDN,"
            " or wait, and run `podpub verify`."
        )
    return "Purge the feed at your CDN; if there is none, `public_url` shows another place than the storage."
