"""The markers of a WAV file, as recorders and editors set them.

Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0 (`cue `, `LIST adtl`).
BWF (EBU Tech 3285) has the same chunks; RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088) tell the length of what
is larger than 4 GB in a chunk of its own. Nothing of the sound is read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_RIFF, _LARGE = b"RIFF", (b"RF64", b"BW64")
_UNKNOWN = 0xFFFFFFFF
_HEADER, _CHUNK, _POINT = struct.Struct("<4sI4s"), struct.Struct("<4sI"), struct.Struct("<II4sIII")
_RATE_AT = 4
_LARGEST = 1_000_000
_MOST_CHUNKS = 10_000


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: when, and what it is called; many recorders give it no name."""

    start_s: float
    name: str


@dataclass(slots=True)
class _Found:
    """What the chunks have told so far; grows while the file is read.

    Attributes:
        points: The sample of each marker, by its number.
        names: The label of each marker, by its number.
    """

    rate: int = 0
    points: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)


def markers(file: IO[bytes]) -> tuple[Marker, ...]:
    """Return the markers of a WAV file in time order; none where it is no WAV file, or ends too soon."""
    found = _Found()
    for name, body in _chunks(file):
        if name == b"fmt " and len(body) >= _RATE_AT + 4:
            found.rate = int.from_bytes(body[_RATE_AT : _RATE_AT + 4], "little")
        elif name == b"cue ":
            found.points |= _points(body)
        elif name == b"LIST" and body.startswith(b"adtl"):
            found.names |= _labels(body[4:])
    if not found.rate:
        return ()
    told = (Marker(at / found.rate, found.names.get(number, "")) for number, at in found.points.items())
    return tuple(sorted(told, key=lambda one: one.start_s))


def _chunks(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the chunks that could tell something; what is larger is passed over."""
    begin, real_length = file.read(_HEADER.size), 0
    if len(begin) < _HEADER.size or begin[:4] not in (_RIFF, *_LARGE) or begin[8:] != b"WAVE":
        return
    for _ in range(_MOST_CHUNKS):
        head = file.read(_CHUNK.size)
        if len(head) < _CHUNK.size:
            return
        name, length = _CHUNK.unpack(head)
        if length == _UNKNOWN:
            if not real_length:
                return
            length = real_length
        wanted = name in _TELLING and length <= _LARGEST
        body = file.read(length) if wanted else b""
        if name == b"ds64" and len(body) >= _DATA_LENGTH_AT + 8:
            real_length = int.from_bytes(body[_DATA_LENGTH_AT : _DATA_LENGTH_AT + 8], "little")
        yield name, body
        file.seek(length - len(body) + length % 2, 1)


_TELLING = frozenset({b"ds64", b"fmt ", b"cue ", b"LIST"})
_DATA_LENGTH_AT = 8


def _points(body: bytes) -> dict[int, int]:
    """Return the sample of each point; some writers leave it at zero and tell only the place in the order."""
    told = list(_POINT.iter_unpack(body[4 : 4 + (len(body) - 4) // _POINT.size * _POINT.size]))
    only_order = not any(sample for *_, sample in told)
    return {number: order if only_order else sample for number, order, _, _, _, sample in told}


def _labels(body: bytes) -> dict[int, str]:
    """Return the names of points; notes and the lengths of regions are passed over."""
    labels, at = dict[int, str](), 0
    while at + _CHUNK.size <= len(body):
        name, length = _CHUNK.unpack_from(body, at)
        content = body[at + _CHUNK.size : at + _CHUNK.size + length]
        if name == b"labl" and len(content) > 4:  # noqa: PLR2004 - the number of its point stands first
            labels[int.from_bytes(content[:4], "little")] = _text(content[4:])
        at += _CHUNK.size + length + length % 2
    return labels


def _text(content: bytes) -> str:
    """Return a text up to its zero byte: the standard says ANSI, what is written today is UTF-8."""
    written = content.partition(b"\0")[0]
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp1252", errors="replace")
