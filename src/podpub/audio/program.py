"""The program: pieces of sound, levelled, cut and joined, as a stream of pydub blocks. pydub's door."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podpub.audio.cut import FADE_STEPS_A_SECOND
from podpub.audio.decode import call, file_input, refusal
from podpub.audio.gain import headroom_db
from podpub.audio.running import Running
from podpub.errors import SourceError

with warnings.catch_warnings():
    # pydub 0.25.1 looks for an ffmpeg on PATH, which podpub does not need it to find, and is older than
    # the rules about escapes in strings
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from podpub.audio.decode import Source
    from podpub.audio.ffmpeg import Ffmpeg

Block = Any
"""A pydub AudioSegment of 32-bit PCM; pydub has no types."""

_BLOCK_S = 5
_WIDTH = 4
_OVERSAMPLING = 4
_SHORT_BY_S = 0.1


@dataclass(frozen=True, slots=True)
class Form:
    """How the published PCM is laid out."""

    channels: int
    sample_rate: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file as it goes into the program.

    Attributes:
        start, samples: Which part, in samples of the published rate.
        faded_in, faded_out: Whether silence was cut off there, so that a short fade hides the cut.
        peak_dbtp: True peak of the file in the published channels.
        gain_db: What it is raised by.
        limit_dbtp: The true peak it is limited to before the gain; None leaves it alone.
    """

    source: Source
    start: int
    samples: int
    faded_in: bool
    faded_out: bool
    peak_dbtp: float
    gain_db: float = 0.0
    limit_dbtp: float | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """Pieces in the order they are heard, and the samples by which each overlaps the next."""

    pieces: tuple[Piece, ...]
    overlaps: tuple[int, ...]
    form: Form

    @property
    def samples(self) -> int:
        """Length in samples."""
        return sum(piece.samples for piece in self.pieces) - sum(self.overlaps)


def blocks(program: Program, *, ffmpeg: Ffmpeg) -> Generator[Block]:
    """Yield the program, levelled and joined, in blocks of some seconds: 32-bit PCM, exact to the sample.

    Close the iterator when leaving it early; it holds an ffmpeg.

    Raises:
        SourceError: A file can no longer be decoded.
    """
    ending: Block = None
    overlaps = (0, *program.overlaps, 0)
    for piece, before, after in zip(program.pieces, overlaps, overlaps[1:], strict=False):
        with _playing(piece, program.form, ffmpeg) as tape:
            if before:
                yield _crossfaded(ending, tape.take(before))
            for frames in _shares(piece.samples - before - after, _BLOCK_S * program.form.sample_rate):
                yield tape.take(frames)
            if after:
                ending = tape.take(after)


def mix(source: Source, channels: int) -> str:
    """Return the filter that brings a source to so many channels, in floating point.

    Mono goes to both sides at full level, stereo to mono as the mean; what has more channels is mixed
    down after ITU-R BS.775, as ffmpeg does by default.
    """
    ways = {
        (1, 1): "pan=mono|c0=c0",
        (2, 2): "pan=stereo|c0=c0|c1=c1",
        (1, 2): "pan=stereo|c0=c0|c1=c0",
        (2, 1): "pan=mono|c0=0.5*c0+0.5*c1",
    }
    layout = "mono" if channels == 1 else "stereo"
    way = ways.get((source.channels, channels), f"aformat=channel_layouts={layout}")
    return f"aformat=sample_fmts=fltp,{way}"


def block(pcm: bytes, form: Form) -> Block:
    """Return 32-bit PCM as a block."""
    return AudioSegment(data=pcm, sample_width=_WIDTH, frame_rate=form.sample_rate, channels=form.channels)


class _Tape:
    """Plays decoded PCM in blocks of any wished length, at the piece's gain."""

    def __init__(self, running: Running, piece: Piece, form: Form) -> None:
        self._pcm = running.stdout
        self._form = form
        self._gain_db = piece.gain_db + headroom_db(piece.peak_dbtp)
        self.missing = 0

    def take(self, frames: int) -> Block:
        """Return exactly so many frames; silence stands for what a resampler swallowed at the end."""
        size = frames * self._form.channels * _WIDTH
        pcm = self._pcm.read(size)
        self.missing += (size - len(pcm)) // (self._form.channels * _WIDTH)
        return block(pcm.ljust(size, b"\0"), self._form).apply_gain(self._gain_db)


@contextmanager
def _playing(piece: Piece, form: Form, ffmpeg: Ffmpeg) -> Iterator[_Tape]:
    sink = ("-c:a", "pcm_s32le", "-f", "s32le", "pipe:1")
    file = piece.source.file
    with Running(call(ffmpeg, file_input(file), _filters(piece, form, ffmpeg), sink)) as running:
        tape = _Tape(running, piece, form)
        yield tape
        running.stdout.read(1)  # the end of the pipe, so that ffmpeg ends by itself
        if running.finish() != 0:
            raise refusal(file, running.words)
        if tape.missing > _SHORT_BY_S * form.sample_rate:
            raise SourceError(
                f"{file.name} was {tape.missing / form.sample_rate:.1f} s longer when it was measured",
                fix="Make sure that nothing writes to it, and try again.",
            )


def _filters(piece: Piece, form: Form, ffmpeg: Ffmpeg) -> str:
    """Return the filters that make a piece of a file: channels, rate, cut, limiter, headroom."""
    chain = [mix(piece.source, form.channels)]
    if piece.source.sample_rate != form.sample_rate:
        chain.append(resampler(form.sample_rate, ffmpeg))
    chain.append(f"atrim=start_sample={piece.start}:end_sample={piece.start + piece.samples},asetpts=N")
    chain.extend(_hidden_cuts(piece, form.sample_rate))
    level_db = -headroom_db(piece.peak_dbtp)
    if piece.limit_dbtp is not None:
        chain.append(_limiter(piece.limit_dbtp, form.sample_rate, ffmpeg))
        level_db += piece.limit_dbtp
    chain.append(f"volume={level_db:.6f}dB:precision=double,atrim=end_sample={piece.samples}")
    return ",".join(chain)


def _limiter(limit_dbtp: float, sample_rate: int, ffmpeg: Ffmpeg) -> str:
    """Return a true-peak limiter; what leaves it has its limit at full scale.

    The filter's own limit reaches down to -24 dB only, so the signal comes to the limit instead. Four times
    the rate shows it the peaks between the samples (ITU-R BS.1770-4, annex 2).
    """
    up = resampler(_OVERSAMPLING * sample_rate, ffmpeg)
    down = resampler(sample_rate, ffmpeg)
    return (
        f"volume={-limit_dbtp:.6f}dB:precision=double,{up},"
        f"alimiter=limit=1:level=disabled:latency=1:attack=5:release=50,{down}"
    )


def resampler(sample_rate: int, ffmpeg: Ffmpeg) -> str:
    """Return the best resampler that this ffmpeg has."""
    return f"aresample={sample_rate}" + (":resampler=soxr" if ffmpeg.soxr else "")


def _hidden_cuts(piece: Piece, sample_rate: int) -> list[str]:
    length = sample_rate // FADE_STEPS_A_SECOND
    fades = []
    if piece.faded_in:
        fades.append(f"afade=t=in:start_sample=0:nb_samples={length}")
    if piece.faded_out:
        fades.append(f"afade=t=out:start_sample={piece.samples - length}:nb_samples={length}")
    return fades


def _crossfaded(ending: Block, beginning: Block) -> Block:
    """Return both at once, the first going and the second coming; never louder than the louder of them."""
    length_ms = len(ending)
    return ending.fade_out(length_ms).overlay(beginning.fade_in(length_ms))


def _shares(frames: int, most: int) -> Iterator[int]:
    """Split a length into block lengths."""
    while frames > 0:
        yield min(frames, most)
        frames -= most
