"""A WAV file with markers in it, written as the specification has it: `cue ` and `LIST adtl`."""

from __future__ import annotations

import struct

_RATE = 44_100


def chunk(name: bytes, body: bytes, length: int | None = None) -> bytes:
    """Return a RIFF chunk, filled up to an even length; `length` tells another one."""
    told = len(body) if length is None else length
    return name + struct.pack("<I", told) + body + b"\0" * (len(body) % 2)


def marker_chunks(*marks: tuple[float, str], rate: int = _RATE) -> bytes:
    """Return the chunks of some markers, in seconds and with their names; an empty name writes none."""
    points, names = b"", b""
    for number, (start_s, name) in enumerate(marks, start=1):
        at = round(start_s * rate)
        points += struct.pack("<II4sIII", number, at, b"data", 0, 0, at)
        if name:
            names += chunk(b"labl", struct.pack("<I", number) + name.encode() + b"\0")
    return chunk(b"cue ", struct.pack("<I", len(marks)) + points) + chunk(b"LIST", b"adtl" + names)


def marked_wav(*marks: tuple[float, str], pcm: bytes = b"") -> bytes:
    """Return mono 16-bit PCM at 44.1 kHz as a WAV file with these markers behind the sound."""
    form = struct.pack("<HHIIHH", 1, 1, _RATE, 2 * _RATE, 2, 16)
    body = b"WAVE" + chunk(b"fmt ", form) + chunk(b"data", pcm) + (marker_chunks(*marks) if marks else b"")
    return chunk(b"RIFF", body)
