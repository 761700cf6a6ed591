"""What every public file is looked at for: status, redirects, encryption, and a word for web players."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.model import Finding, Level, say
from podpub.outside.answer import shown
from podpub.outside.visitor import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.outside.answer import Answer, Trouble

_OK = 200
_FORBIDDEN = (401, 403)
_MISSING = (404, 410)
_BROKEN = 500
PLAYER = "https://player.example"
"""A web player's address: not the show's own."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What helps where the world is not let in, and where it finds nothing."""

    forbidden: str
    missing: str


def lost(trouble: Trouble, url: str) -> Finding:
    """Return the finding for an address that gave no answer."""
    return Finding(Level.ERROR, trouble.code, shown(url), trouble.said, trouble.fix)


def status(answer: Answer, url: str, advice: Advice) -> Iterator[Finding]:
    """Complain about an answer that is not the file."""
    if answer.status == _OK:
        return
    where, number = shown(url), answer.status
    if number in _FORBIDDEN:
        yield Finding(
            Level.ERROR,
            "forbidden",
            where,
            say("the public is not let in ({number})", number=number),
            advice.forbidden,
        )
    elif number in _MISSING:
        yield Finding(
            Level.ERROR,
            "missing",
            where,
            say("the public finds nothing there ({number})", number=number),
            advice.missing,
        )
    else:
        who = (
            say("the web server is in trouble")
            if number >= _BROKEN
            else say("the web server answers strangely")
        )
        fix = say("Look at the web server's log, or at your provider's status page.")
        yield Finding(Level.ERROR, "status", where, say("{said} ({status})", said=who, status=number), fix)


def way(answer: Answer, url: str) -> Iterator[Finding]:
    """Warn about detours, and about ways that others can listen on."""
    if answer.hops:
        chain = " → ".join(map(shown, answer.hops))
        fix = say(
            "Write the last address's beginning as `public_url`: every hop costs time, and some apps stop."
        )
        yield Finding(
            Level.WARNING, "redirected", shown(url), say("visitors are sent on: → {chain}", chain=chain), fix
        )
    open_ways = [
        one for one in (url, *answer.hops) if urlsplit(one).scheme == "http" and not is_loopback(one)
    ]
    if open_ways:
        fix = say("Serve it over https: directories and many apps refuse http.")
        yield Finding(
            Level.WARNING, "plain-http", shown(open_ways[0]), say("this address is not encrypted"), fix
        )


def cross_origin(answer: Answer, url: str) -> Iterator[Finding]:
    """Warn where web players of other sites are kept out (Fetch standard, CORS)."""
    if answer.headers.get("access-control-allow-origin") not in {"*", PLAYER}:
        fix = say("Allow GET from every origin (CORS) at your storage or CDN.")
        said = say("players on web pages cannot read this: there is no Access-Control-Allow-Origin")
        yield Finding(Level.WARNING, "cors", shown(url), said, fix)
