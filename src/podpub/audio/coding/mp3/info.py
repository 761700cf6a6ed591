"""The Info frame: a silent first frame that tells players the exact length, and where to seek.

After the "Xing"/"Info" header and the LAME tag (revision 1), whose layouts Gabriel Bouvigne described.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import fastcrc

from podpub.audio.coding.mp3.frames import HEADER_BYTES, SAMPLES_A_FRAME, smallest_bitrate_kbps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.audio.coding.mp3.frames import FrameHeader

_INFO_BYTES = 4 + 4 + 4 + 4 + 100 + 4
_LAME_BYTES = 36
_SEEK_POINTS = 100
_HAS_FRAMES_BYTES_SEEK_TABLE_QUALITY = 0b1111
_CONSTANT_BITRATE = 1
_STEREO_MODES = {0: 1, 1: 3, 2: 2, 3: 0}
_SOURCE_RATES = {32_000: 0, 44_100: 1, 48_000: 2}
_BIGGEST_BITRATE_IN_THE_TAG = 255


@dataclass(frozen=True, slots=True)
class Stream:
    """What there is to say about a finished stream.

    Attributes:
        first: Header of its first frame.
        offsets: Where each frame begins, in bytes after the Info frame.
        bytes: Length of all frames together.
        delay: Samples that the encoder put in front.
        samples: Samples of the program, a channel.
        encoder: Name and version, at most nine characters; players trust `delay` after a name they know.
        crc: CRC-16 of all frames.
    """

    first: FrameHeader
    offsets: Sequence[int]
    bytes: int
    delay: int
    samples: int
    encoder: str
    crc: int

    @property
    def padding(self) -> int:
        """Samples behind the program, up to the end of the last frame."""
        return len(self.offsets) * SAMPLES_A_FRAME - self.delay - self.samples


def info_header(first: FrameHeader) -> FrameHeader:
    """Return the header of the Info frame for a stream that begins with `first`.

    Its bitrate follows the stream's, and is higher only where the tag would not fit.
    """
    needed = HEADER_BYTES + first.side_info_bytes + _INFO_BYTES + _LAME_BYTES
    return replace(first, bitrate_kbps=smallest_bitrate_kbps(needed, first), padding=False, crc=False)


def info_frame(stream: Stream) -> bytes:
    """Return the Info frame of a stream."""
    header = info_header(stream.first)
    whole = header.frame_bytes + stream.bytes
    info = struct.pack(
        ">4sIII100sI",
        b"Info",
        _HAS_FRAMES_BYTES_SEEK_TABLE_QUALITY,
        len(stream.offsets),
        whole,
        seek_table(stream.offsets, header.frame_bytes, whole),
        0,
    )
    start = header.to_bytes() + bytes(header.side_info_bytes) + info + _lame_tag(stream, whole)
    return (start + crc16(start).to_bytes(2, "big")).ljust(header.frame_bytes, b"\0")


def seek_table(offsets: Sequence[int], before: int, whole: int) -> bytes:
    """Return for every hundredth of the time where it begins, in 256ths of the file.

    Args:
        offsets: Where each frame begins, in bytes after the Info frame.
        before: Length of the Info frame.
        whole: Length of Info frame and frames together.
    """
    starts = [offsets[len(offsets) * point // _SEEK_POINTS] for point in range(_SEEK_POINTS)]
    return bytes(256 * (before + start) // whole for start in starts)


def crc16(data: bytes, crc: int = 0) -> int:
    """Continue the CRC-16 (x^16 + x^15 + x^2 + 1, reflected) that the LAME tag uses, over `data`."""
    return fastcrc.crc16.arc(data, crc)


def _lame_tag(stream: Stream, whole: int) -> bytes:
    """Return the LAME tag but for its own CRC; what is not known (low-pass, replay gain) is zero."""
    first = stream.first
    return struct.pack(
        ">9sBB8xBB3sBxHIH",
        stream.encoder.encode("ascii"),
        _CONSTANT_BITRATE,
        0,
        0,
        min(first.bitrate_kbps, _BIGGEST_BITRATE_IN_THE_TAG),
        (stream.delay << 12 | stream.padding).to_bytes(3, "big"),
        _SOURCE_RATES[first.sample_rate] << 6 | _STEREO_MODES[first.mode] << 2,
        0,
        whole,
        stream.crc,
    )
