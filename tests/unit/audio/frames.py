"""A second reader of MP3 frames for the tests: what a decoder would take out of the bit reservoir."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.audio.coding.mp3.frames import parse_header

if TYPE_CHECKING:
    from collections.abc import Sequence

GRANULE_BITS = 59


@dataclass(frozen=True, slots=True)
class Content:
    """What a frame says: its side information but for the pointer, and where its main data lies.

    Attributes:
        start, end: Of the main data, counted in bytes of main data from the beginning of the stream.
        room: Where the frame's own room begins, counted the same way.
    """

    side: int
    start: int
    end: int
    room: int
    main_data: bytes


def contents(frames: Sequence[bytes]) -> list[Content]:
    """Read what a decoder would, frame by frame (ISO/IEC 11172-3, 2.4.1.7)."""
    found: list[Content] = []
    stream = b""
    for frame in frames:
        header = parse_header(frame)
        side_info = frame[4 : 4 + header.side_info_bytes]
        bits = 8 * len(side_info)
        side = int.from_bytes(side_info, "big")
        head = 9 + (5 + 4 if header.channels == 1 else 3 + 8)
        lengths = [
            side >> (bits - head - 12 - GRANULE_BITS * part) & 0xFFF for part in range(2 * header.channels)
        ]
        room = len(stream)
        stream += frame[4 + len(side_info) :]
        start = room - (side >> bits - 9)
        end = start + (sum(lengths) + 7) // 8
        found.append(Content(side & (1 << bits - 9) - 1, start, end, room, stream[start:end]))
    return found
