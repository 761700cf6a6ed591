"""PCM blocks become an MP3 file. lameenc's door."""

from __future__ import annotations

import functools
import re
from array import array
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import lameenc

from podpub.audio.coding.mp3.frames import SAMPLES_A_FRAME, parse_header, split
from podpub.audio.coding.mp3.info import Stream, crc16, info_frame, info_header
from podpub.audio.coding.mp3.joining import OVERLAP_FRAMES, joined
from podpub.audio.coding.segments import segments, side_by_side

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from typing import BinaryIO

    from podpub.audio.program import Block
    from podpub.audio.source.forming import Form

_QUALITY = 3
_WIDTH = 2
_SIP_BYTES = 1 << 18
_DELAY = 576
_SIGNATURE = re.compile(rb"LAME\d+\.\d+")
_LAME_LOWERS_BY_DB = {192: 0.265, 224: 0.176, 256: 0.0, 320: 0.0}
_LAME_LOWERS_MOST_BITRATES_BY_DB = 0.446


@dataclass(frozen=True, slots=True)
class Encoding:
    """What decides about the bytes.

    Attributes:
        bitrate_kbps: Constant; of all channels together.
        segment_frames: After so many begins the next encoder: a minute or so, on every machine; no fewer than
            `OVERLAP_FRAMES`.
    """

    form: Form
    bitrate_kbps: int
    segment_frames: int = 2300


def write_mp3(
    file: BinaryIO, blocks: Iterable[Block], samples: int, encoding: Encoding, *, jobs: int
) -> None:
    """Encode a program of so many samples into `file`: constant bitrate, with an Info frame in front.

    The blocks come louder than the file shall be, by `lame_lowers_by_db`; its bytes are the same for any
    number of jobs. The Info frame's place is kept first and filled last.
    """
    with closing(encoded(blocks, encoding, jobs=jobs)) as stream:
        beginning = next(stream)
        first, offsets, length, crc = parse_header(beginning[0]), array("Q"), 0, 0
        file.write(bytes(info_header(first).frame_bytes))
        for frames in chain([beginning], stream):
            offsets.extend(accumulate(map(len, frames[:-1]), initial=length))
            written = b"".join(frames)
            length += len(written)
            crc = crc16(written, crc)
            file.write(written)
    file.seek(0)
    file.write(info_frame(Stream(first, offsets, length, _DELAY, samples, _signature(), crc)))


def encoded(blocks: Iterable[Block], encoding: Encoding, *, jobs: int) -> Generator[list[bytes]]:
    """Encode blocks in segments, side by side, and yield whole frames, many at a time, in order.

    Close the generator when leaving it early; it holds threads.
    """
    frame_bytes = SAMPLES_A_FRAME * encoding.form.channels * _WIDTH
    pcm = (block.set_sample_width(_WIDTH).raw_data for block in blocks)
    cut = segments(pcm, encoding.segment_frames * frame_bytes, OVERLAP_FRAMES * frame_bytes)
    with closing(side_by_side(partial(_stream, encoding), cut, jobs)) as streams:
        yield from joined(streams, encoding.segment_frames)


def lame_version() -> str:
    """Return which LAME encodes, and what carries it: `4.0 (lameenc 1.9.0)`."""
    return f"{_signature().removeprefix('LAME')} (lameenc {version('lameenc')})"


def lame_lowers_by_db(bitrate_kbps: int) -> float:
    """Return by how much LAME lowers what it is given, so that the noise it adds does not clip."""
    return _LAME_LOWERS_BY_DB.get(bitrate_kbps, _LAME_LOWERS_MOST_BITRATES_BY_DB)


def _stream(encoding: Encoding, pcm: bytearray) -> list[bytes]:
    """Encode a segment by itself, in sips, of which LAME makes small copies; it ends with a frame always."""
    form = encoding.form
    encoder = _lame(form.channels, form.sample_rate, encoding.bitrate_kbps)
    sips = (bytes(pcm[at : at + _SIP_BYTES]) for at in range(0, len(pcm), _SIP_BYTES))
    stream = b"".join([*map(encoder.encode, sips), encoder.flush()])
    frames, _ = split(stream)
    return frames


def _lame(channels: int, sample_rate: int, bitrate_kbps: int) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.set_channels(channels)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_bit_rate(bitrate_kbps)
    encoder.set_quality(_QUALITY)
    encoder.silence()
    return encoder


@functools.cache
def _signature() -> str:
    """Return LAME's name and version, which it leaves in the spare bits of every quiet moment."""
    encoder = _lame(1, 44_100, 128)
    stream = encoder.encode(bytes(2 * 44_100)) + encoder.flush()
    found = _SIGNATURE.search(stream)
    return found[0].decode() if found else "LAME"
