"""PCM blocks become an MP3 file. lameenc's door."""

from __future__ import annotations

import functools
import re
from array import array
from importlib.metadata import version
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import lameenc

from podpub.audio.mp3.frames import parse_header, split
from podpub.audio.mp3.info import Stream, crc16, info_frame, info_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from podpub.audio.forming import Form
    from podpub.audio.program import Block

_QUALITY = 3
_DELAY = 576
_SIGNATURE = re.compile(rb"LAME\d+\.\d+")
# LAME lowers what it is given, so that the noise it adds does not clip: by these decibels, which are
# given back beforehand.
_LAME_LOWERS_BY_DB = {192: 0.265, 224: 0.176, 256: 0.0, 320: 0.0}
_LAME_LOWERS_MOST_BITRATES_BY_DB = 0.446


def write_mp3(file: BinaryIO, blocks: Iterable[Block], form: Form, bitrate_kbps: int, samples: int) -> None:
    """Encode a program of so many samples into `file`: constant bitrate, with an Info frame in front.

    The level of the file is the level of the blocks. The frame's place is kept first and filled last.
    """
    stream = encoded(blocks, form, bitrate_kbps)
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


def encoded(blocks: Iterable[Block], form: Form, bitrate_kbps: int) -> Iterator[list[bytes]]:
    """Encode blocks and yield whole frames, some at a time, never none; LAME ends with one in any case."""
    encoder = _lame(form.channels, form.sample_rate, bitrate_kbps)
    rest = b""
    for block in blocks:
        lifted = block.apply_gain(_LAME_LOWERS_BY_DB.get(bitrate_kbps, _LAME_LOWERS_MOST_BITRATES_BY_DB))
        frames, rest = split(rest + encoder.encode(lifted.set_sample_width(2).raw_data))
        if frames:
            yield frames
    frames, rest = split(rest + encoder.flush())
    if frames:
        yield frames


def lame_version() -> str:
    """Return which LAME encodes, and what carries it: `4.0 (lameenc 1.9.0)`."""
    return f"{_signature().removeprefix('LAME')} (lameenc {version('lameenc')})"


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
