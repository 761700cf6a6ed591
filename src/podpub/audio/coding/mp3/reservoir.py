"""The bit reservoir: a frame's main data may begin before its header, in room that earlier frames left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.audio.coding.mp3.frames import HEADER_BYTES, parse_header

if TYPE_CHECKING:
    from collections.abc import Sequence

_CRC_BYTES = 2


def main_data_begin(frame: bytes) -> int:
    """Return how many bytes before the header a frame's main data begins, headers and side info not counted.

    Nine bits at the start of the side information: 511 at most (ISO/IEC 11172-3, 2.4.2.7).
    """
    at = _side_info_at(frame)
    return int.from_bytes(frame[at : at + 2], "big") >> 7


def main_data_at(frame: bytes) -> int:
    """Return where in a frame the room for main data begins; it reaches to the frame's end."""
    return _side_info_at(frame) + parse_header(frame).side_info_bytes


def last_main_data(frames: Sequence[bytes], count: int) -> bytes:
    """Return the last bytes of main data in frames, as many as asked for or all there are."""
    found = b""
    for frame in reversed(frames):
        if len(found) >= count:
            break
        found = frame[main_data_at(frame) :] + found
    return found[len(found) - min(count, len(found)) :]


def with_last_main_data(frames: Sequence[bytes], wanted: bytes) -> list[bytes]:
    """Return the frames with other bytes at the end of their main data.

    Raises:
        ValueError: The frames have no room for so much.
    """
    changed = list(frames)
    for number in reversed(range(len(changed))):
        if not wanted:
            break
        frame = changed[number]
        at = max(main_data_at(frame), len(frame) - len(wanted))
        left = len(wanted) - (len(frame) - at)
        changed[number] = frame[:at] + wanted[left:]
        wanted = wanted[:left]
    if wanted:
        raise ValueError(f"no room for the first {len(wanted)} bytes")
    return changed


def _side_info_at(frame: bytes) -> int:
    return HEADER_BYTES + _CRC_BYTES * parse_header(frame).crc
