"""The cover as an app fetches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.outside.answer import Trouble, shown
from podpub.outside.manners import lost, status, way

if TYPE_CHECKING:
    from podpub.outside.manners import Advice
    from podpub.outside.visitor import Visitor

_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}


def fetch_picture(url: str, visitor: Visitor, advice: Advice) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a cover's bytes, empty where it cannot be had, and what there is to say about its way."""
    answer = visitor.get(url)
    if isinstance(answer, Trouble):
        return b"", (lost(answer, url),)
    refused = tuple(status(answer, url, advice))
    if refused:
        return b"", refused
    return answer.body, (*way(answer, url), *_type(answer.type, answer.body, url))


def _type(told: str, body: bytes, url: str) -> tuple[Finding, ...]:
    """Hold the type that is told against the one that the first bytes tell."""
    found = next((type_ for magic, type_ in _TYPES.items() if body.startswith(magic)), None)
    if found is None or told == found:
        return ()
    said = say(
        "the cover is served as {told}, and it is {found}",
        told=told or say("nothing in particular"),
        found=found,
    )
    return (Finding(Level.ERROR, "cover-type", shown(url), said, say("Serve it as `{found}`.", found=found)),)
