"""A published file as an app fetches it: its headers first, a part from the middle, sometimes everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.outside.answer import Answer, Trouble, shown
from podpub.outside.manners import PLAYER, cross_origin, lost, status, way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.outside.manners import Advice
    from podpub.outside.visitor import Visitor

_PART_BYTES = 1000
_OK, _PARTIAL = 200, 206
_METHOD_REFUSED = (405, 501)
_OTHER_FILE = say(
    "Purge it at your CDN; if there is none, something between storage and listener changes files."
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the feed promises about a file of sound.

    Attributes:
        sha256: As the record has it; None fetches no more than a part.
    """

    url: str
    bytes: int
    type: str
    sha256: str | None = None


def look_at_file(expected: Expected, visitor: Visitor, advice: Advice) -> Iterator[Finding]:
    """Compare an enclosure with its promise: length, type, ranges; with a digest given, every byte."""
    head = visitor.head(expected.url)
    if isinstance(head, Trouble):
        yield lost(head, expected.url)
        return
    if head.status in _METHOD_REFUSED:
        fix = say("Let the web server answer HEAD as it answers GET: Apple asks so.")
        yield Finding(Level.ERROR, "no-head", shown(expected.url), say("HEAD is refused"), fix)
    elif refused := [*status(head, expected.url, advice)]:
        yield from refused
        return
    else:
        yield from way(head, expected.url)
        yield from _length(head, expected)
        yield from _type(head, expected)
    yield from _contents(expected, visitor, advice)


def look_at_companion(url: str, visitor: Visitor, advice: Advice) -> Iterator[Finding]:
    """Fetch a transcript or chapters as a player on some web page does."""
    answer = visitor.get(url, {"origin": PLAYER})
    if isinstance(answer, Trouble):
        yield lost(answer, url)
    elif refused := [*status(answer, url, advice)]:
        yield from refused
    else:
        yield from way(answer, url)
        yield from cross_origin(answer, url)


def _length(head: Answer, expected: Expected) -> Iterator[Finding]:
    if head.length != expected.bytes:
        told = say("no length") if head.length is None else say("{length} bytes", length=head.length)
        said = say("the web server tells {told}, and the feed {bytes} bytes", told=told, bytes=expected.bytes)
        yield Finding(Level.ERROR, "length", shown(expected.url), said, _OTHER_FILE)


def _type(head: Answer, expected: Expected) -> Iterator[Finding]:
    if head.type != expected.type:
        level = Level.WARNING if head.type.startswith("audio/") else Level.ERROR
        said = say(
            "it is served as {type}, and the feed says {told}",
            type=head.type or say("nothing in particular"),
            told=expected.type,
        )
        yield Finding(
            level, "type", shown(expected.url), said, say("Serve it as `{type}`.", type=expected.type)
        )


def _contents(expected: Expected, visitor: Visitor, advice: Advice) -> Iterator[Finding]:
    """Ask for some bytes from the middle (RFC 9110, 14.2), as a listener does who jumps there."""
    first = expected.bytes // 2
    wanted = range(first, min(first + _PART_BYTES, expected.bytes))
    answer = visitor.part(expected.url, wanted.start, wanted.stop - 1)
    where = shown(expected.url)
    if isinstance(answer, Trouble):
        yield lost(answer, expected.url)
        return
    if answer.status == _OK:
        fix = say("Use a web server or CDN that answers Range requests: Apple insists on it.")
        yield Finding(Level.ERROR, "no-ranges", where, say("listeners cannot jump: a part is refused"), fix)
    elif not _is_the_part(answer, wanted, expected.bytes):
        told = answer.headers.get("content-range", say("no Content-Range"))
        asked = f"{wanted.start}-{wanted.stop - 1}/{expected.bytes}"
        said = say(
            "asked for bytes {asked}, it sends {bytes}: {told}", asked=asked, bytes=answer.bytes, told=told
        )
        yield Finding(
            Level.ERROR,
            "range",
            where,
            say("{said} ({status})", said=said, status=answer.status),
            _OTHER_FILE,
        )
    if expected.sha256:
        yield from _everything(expected, visitor, advice, wanted, answer)


def _is_the_part(answer: Answer, wanted: range, total: int) -> bool:
    told = answer.headers.get("content-range", "").strip().lower()
    span = f"bytes {wanted.start}-{wanted.stop - 1}"
    return (
        answer.status == _PARTIAL and told in {f"{span}/{total}", f"{span}/*"} and answer.bytes == len(wanted)
    )


def _everything(
    expected: Expected, visitor: Visitor, advice: Advice, wanted: range, part: Answer
) -> Iterator[Finding]:
    """Compare every byte with the record, and the part with its place in the whole."""
    whole = visitor.digest(expected.url, most=2 * expected.bytes, window=wanted)
    where = shown(expected.url)
    if isinstance(whole, Trouble):
        yield lost(whole, expected.url)
        return
    yield from status(whole, expected.url, advice)
    if whole.status == _OK and whole.sha256 != expected.sha256:
        said = say("its {bytes} bytes are not those that were published", bytes=whole.bytes)
        yield Finding(Level.ERROR, "digest", where, said, _OTHER_FILE)
    elif part.status == _PARTIAL and part.bytes == len(wanted) and part.body != whole.body:
        yield Finding(
            Level.ERROR, "range", where, say("a part of it has other bytes than the whole"), _OTHER_FILE
        )
