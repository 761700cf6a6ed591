"""The chapters of an M4A file as Apple's tools write them: a track of texts beside the sound.

Source: QuickTime File Format, chapter lists (`tref`, `chap`) and text samples; ISO/IEC 14496-12 for tables.
"""

from __future__ import annotations

import struct
from itertools import islice, repeat
from typing import IO, TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_Boxes: TypeAlias = "dict[bytes, bytes]"

_HEAD, _LONG = struct.Struct(">I4s"), struct.Struct(">Q")
_PARENTS = frozenset({b"mdia", b"minf", b"stbl", b"tref"})
_LARGEST = 64_000_000
_MOST = 10_000
_LONGEST_BYTES = 2000
_UTF16 = (b"\xfe\xff", b"\xff\xfe")


def text_track(file: IO[bytes]) -> tuple[tuple[float, str], ...]:
    """Return start in seconds and title of each chapter; none where no track is there for them.

    Raises:
        LookupError, ValueError, struct.error: The file's tables lie.
    """
    tracks = [_flat(body) for name, body in _boxes(_index(file)) if name == b"trak"]
    wanted = {number for track in tracks for number in _words(track.get(b"chap", b""))}
    texts = next((track for track in tracks if _versioned(track[b"tkhd"]) in wanted), None)
    return tuple(_chapters(file, texts)) if texts else ()


def _index(file: IO[bytes]) -> bytes:
    """Return the content of `moov`, wherever in the file it stands."""
    file.seek(0)
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        length, name = _HEAD.unpack(head)
        length -= _HEAD.size
        if length == 1 - _HEAD.size:  # what is larger than 4 GB has its length behind its name
            length = _LONG.unpack(file.read(_LONG.size))[0] - _HEAD.size - _LONG.size
        if length < 0:
            return b""
        if name == b"moov":
            return file.read(length) if length <= _LARGEST else b""
        file.seek(length, 1)
    return b""


def _boxes(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + _HEAD.size <= len(body):
        length, name = _HEAD.unpack_from(body, at)
        if length < _HEAD.size:
            return
        yield name, body[at + _HEAD.size : at + length]
        at += length


def _flat(body: bytes) -> _Boxes:
    """Return all boxes of a track by name, with those inside of others."""
    found: _Boxes = {}
    for name, content in _boxes(body):
        found |= _flat(content) if name in _PARENTS else {name: content}
    return found


def _versioned(body: bytes) -> int:
    """Return what stands behind the two dates in a header: the number of a track, or how its time counts."""
    return _words(body[20 if body[0] else 12 :])[0]


def _words(body: bytes) -> list[int]:
    return [number for (number,) in struct.iter_unpack(">I", body[: len(body) // 4 * 4])]


def _chapters(file: IO[bytes], track: _Boxes) -> Iterator[tuple[float, str]]:
    rate = _versioned(track[b"mdhd"])
    for start, (offset, length) in islice(zip(_starts(track), _places(track), strict=False), _MOST):
        file.seek(offset)
        title = _text(file.read(min(length, _LONGEST_BYTES)))
        if title.strip():  # an empty one only fills a gap
            yield start / rate, title


def _starts(track: _Boxes) -> Iterator[int]:
    """Yield when each text begins (`stts`: how many, how long each)."""
    start, table = 0, _words(track[b"stts"])[2:]
    for count, length in zip(table[::2], table[1::2], strict=False):
        for _ in repeat(None, count):
            yield start
            start += length


def _places(track: _Boxes) -> Iterator[tuple[int, int]]:
    """Yield where each text lies in the file, and how long it is (`stco` or `co64`, `stsc`, `stsz`)."""
    alike, count, *lengths = _words(track[b"stsz"])[1:]
    sizes = iter(repeat(alike, min(count, _MOST)) if alike else lengths)
    runs = _words(track[b"stsc"])[2:]
    a_chunk = dict(zip(runs[::3], runs[1::3], strict=False))
    texts = 0
    for number, begin in enumerate(_chunks(track), start=1):
        texts, offset = a_chunk.get(number, texts), begin
        for length in islice(sizes, texts):
            yield offset, length
            offset += length


def _chunks(track: _Boxes) -> list[int]:
    if b"stco" in track:
        return _words(track[b"stco"])[2:]
    body = track[b"co64"][8:]
    return [offset for (offset,) in struct.iter_unpack(">Q", body[: len(body) // 8 * 8])]


def _text(sample: bytes) -> str:
    """Return a text: its length in two bytes, then UTF-8, or UTF-16 with a mark in front."""
    body = sample[2 : 2 + int.from_bytes(sample[:2], "big")]
    return body.decode("utf-16" if body.startswith(_UTF16) else "utf-8", errors="replace")
