"""Frames of an MPEG-1 Layer III stream (ISO/IEC 11172-3, 2.4.1 to 2.4.3)."""

from __future__ import annotations

from dataclasses import dataclass

SAMPLES_A_FRAME = 1152
HEADER_BYTES = 4
_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES = (44_100, 48_000, 32_000)
_SYNC_VERSION_LAYER = 0xFFFA  # twelve bits of sync, MPEG-1, Layer III; the last bit says "no CRC"
_MONO = 3


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The four bytes at the start of a frame.

    Attributes:
        mode: 0 stereo, 1 joint stereo, 2 two languages, 3 mono.
        flags: The other bits of the last byte: mode extension, copyright, original, emphasis.
    """

    bitrate_kbps: int
    sample_rate: int
    padding: bool
    mode: int
    flags: int = 0
    crc: bool = False

    @property
    def channels(self) -> int:
        """One or two."""
        return 1 if self.mode == _MONO else 2

    @property
    def side_info_bytes(self) -> int:
        """Length of the side information that follows the header (and the CRC, where there is one)."""
        return 17 if self.mode == _MONO else 32

    @property
    def frame_bytes(self) -> int:
        """Length of the whole frame."""
        return 144_000 * self.bitrate_kbps // self.sample_rate + self.padding

    def to_bytes(self) -> bytes:
        """Return the header as it stands in the stream."""
        second = _SYNC_VERSION_LAYER | (not self.crc)
        rates = _KBPS.index(self.bitrate_kbps) << 4 | _RATES.index(self.sample_rate) << 2 | self.padding << 1
        return second.to_bytes(2, "big") + bytes([rates, self.mode << 6 | self.flags])


def parse_header(raw: bytes) -> FrameHeader:
    """Read the frame header at the start of `raw`.

    Raises:
        ValueError: There is none.
    """
    if len(raw) < HEADER_BYTES:
        raise ValueError("a frame header has four bytes")
    start, rates, last = int.from_bytes(raw[:2], "big"), raw[2], raw[3]
    bitrate, rate = rates >> 4, rates >> 2 & 3
    if start & 0xFFFE != _SYNC_VERSION_LAYER or bitrate in (0, 15) or rate == len(_RATES):
        raise ValueError(f"not an MPEG-1 Layer III frame: {raw[:4].hex()}")
    return FrameHeader(
        bitrate_kbps=_KBPS[bitrate],
        sample_rate=_RATES[rate],
        padding=bool(rates >> 1 & 1),
        mode=last >> 6,
        flags=last & 0x3F,
        crc=not start & 1,
    )


def split(raw: bytes) -> tuple[list[bytes], bytes]:
    """Split a stream into its whole frames and the beginning of the next.

    Raises:
        ValueError: There is something else than frames.
    """
    frames, at = [], 0
    while len(raw) - at >= HEADER_BYTES:
        end = at + parse_header(raw[at : at + HEADER_BYTES]).frame_bytes
        if end > len(raw):
            break
        frames.append(raw[at:end])
        at = end
    return frames, raw[at:]


def smallest_bitrate_kbps(payload_bytes: int, like: FrameHeader) -> int:
    """Return the lowest bitrate, not below that of `like`, whose frame has room for so many bytes in all.

    Raises:
        ValueError: No frame is that large.
    """
    for kbps in _KBPS:
        if kbps >= like.bitrate_kbps and 144_000 * kbps // like.sample_rate >= payload_bytes:
            return kbps
    raise ValueError(f"no frame holds {payload_bytes} bytes")
