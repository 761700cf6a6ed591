"""The program: pieces of sound, levelled, cut and joined, as a stream of pydub blocks. pydub's door."""

from __future__ import annotations

import functools
import warnings
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from podpub.audio.cut import HIDDEN_FADE_MS
from podpub.audio.dynamics.limiter import Limiter, Reduction
from podpub.audio.metering.loudness import STEPS_A_SECOND
from podpub.audio.source.tape import playing
from podpub.errors import SourceError
from podpub.model import say

with warnings.catch_warnings():
    # pydub 0.25.1 looks for an ffmpeg on PATH, which podpub does not need it to find, and is older than
    # the rules about escapes in strings
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from numpy.typing import NDArray

    from podpub.audio.dynamics.curve import Curve
    from podpub.audio.dynamics.gain import Sound
    from podpub.audio.source.decode import Source
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.audio.source.forming import Form, Samples
    from podpub.audio.source.tape import Tape

Block = Any
"""A pydub AudioSegment of 32-bit PCM; pydub has no types."""

_BLOCK_S = 1
_WIDTH = 4
_FULL_SCALE = 2**31 - 128  # the highest 32-bit number that floating point of 32 bits can say
_HEADROOM_DB = 1.0
_SHORT_BY_S = 0.1


@dataclass(frozen=True, slots=True)
class Track:
    """A file, and how it goes into a piece.

    Attributes:
        filters: What brings it to the published channels and rate, and cleans it.
        samples: Its length at that rate.
        curve: Gain of its own, over the whole file.
    """

    source: Source
    filters: str
    samples: int
    curve: Curve | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of one or more tracks, heard at once, as it goes into the program.

    Attributes:
        start, samples: Which part of the tracks, in samples of the published rate.
        faded_in, faded_out: Whether silence was cut off there, so that a short fade hides the cut.
        sound: What is known of the stretch, the tracks together, before gain and limiter.
        gain_db: What it is raised by.
        limit_dbtp: The true peak it is limited to before the gain; None leaves it alone.
    """

    tracks: tuple[Track, ...]
    start: int
    samples: int
    faded_in: bool
    faded_out: bool
    sound: Sound
    gain_db: float = 0.0
    limit_dbtp: float | None = None

    @property
    def top_dbtp(self) -> float:
        """The highest peak that can come out, before the gain."""
        peak_dbtp = self.sound.peak_dbtp
        return peak_dbtp if self.limit_dbtp is None else min(peak_dbtp, self.limit_dbtp)


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


class Playback:
    """A program that is played once.

    Args:
        program: Levelled or not.
    """

    def __init__(self, program: Program, *, ffmpeg: Ffmpeg) -> None:
        self.program = program
        self._ffmpeg = ffmpeg
        self._limiters = [_limiter(piece, program.form) for piece in program.pieces]

    def reduction(self, piece: int) -> Reduction:
        """Return how hard the limiter of a piece worked so far."""
        limiter = self._limiters[piece]
        return limiter.reduction if limiter else Reduction()

    def limited_db(self) -> NDArray[np.float64]:
        """Return the most that limiters took away in each tenth of a second of the program so far."""
        step, at = self.program.form.sample_rate // STEPS_A_SECOND, 0
        course = np.zeros(-(-self.program.samples // step))
        overlaps = (*self.program.overlaps, 0)
        for piece, limiter, after in zip(self.program.pieces, self._limiters, overlaps, strict=True):
            if limiter:
                own, start = limiter.by_step_db(), at // step
                heard = course[start : start + len(own)]
                np.maximum(heard, own[: len(heard)], out=heard)
            at += piece.samples - after
        return course

    def blocks(self, louder_by_db: float = 0.0) -> Generator[Block]:
        """Yield the program in blocks of a second or less: 32-bit PCM, exact to the sample.

        Close the iterator when leaving it early; it holds an ffmpeg.

        Raises:
            SourceError: A file can no longer be decoded.
        """
        form, ending = self.program.form, None
        overlaps = (0, *self.program.overlaps, 0)
        for piece, limiter, (before, after) in zip(
            self.program.pieces, self._limiters, pairwise(overlaps), strict=True
        ):
            with ExitStack() as tapes:
                sound = _sound(piece, limiter, form, tapes, self._ffmpeg)
                reel = _Reel(sound, replace(piece, gain_db=piece.gain_db + louder_by_db), form)
                if before:
                    yield _crossfaded(ending, reel.take(before))
                for frames in _shares(piece.samples - before - after, _BLOCK_S * form.sample_rate):
                    yield reel.take(frames)
                if after:
                    ending = reel.take(after)


def block(pcm: bytes, form: Form) -> Block:
    """Return 32-bit PCM as a block."""
    return AudioSegment(data=pcm, sample_width=_WIDTH, frame_rate=form.sample_rate, channels=form.channels)


def samples_of(one: Block) -> Samples:
    """Return the PCM of a block in floating point."""
    pcm = np.frombuffer(one.raw_data, np.int32).reshape(-1, one.channels)
    return pcm.astype(np.float32) / np.float32(_FULL_SCALE)


class _Reel:
    """Hands out a piece in blocks of any wished length, at its gain, its cuts hidden."""

    def __init__(self, sound: Iterator[Samples], piece: Piece, form: Form) -> None:
        self._sound = sound
        self._piece = piece
        self._form = form
        self._rest = np.zeros((0, form.channels), np.float32)
        self._done = 0

    def take(self, frames: int) -> Block:
        """Return exactly so many frames."""
        parts, there = [self._rest], len(self._rest)
        while there < frames:
            parts.append(next(self._sound))
            there += len(parts[-1])
        pcm = np.concatenate(parts)
        self._rest = pcm[frames:]
        self._done += frames
        return self._faded(self._levelled(pcm[:frames]), frames)

    def _levelled(self, pcm: Samples) -> Block:
        top_db = self._piece.top_dbtp + _HEADROOM_DB
        whole = np.clip(pcm * (_FULL_SCALE * 10 ** (-top_db / 20)), -_FULL_SCALE, _FULL_SCALE)
        return block(whole.astype(np.int32).tobytes(), self._form).apply_gain(self._piece.gain_db + top_db)

    def _faded(self, one: Block, frames: int) -> Block:
        if self._piece.faded_in and self._done == frames:
            one = one.fade_in(HIDDEN_FADE_MS)
        if self._piece.faded_out and self._done == self._piece.samples:
            one = one.fade_out(HIDDEN_FADE_MS)
        return one


def _limiter(piece: Piece, form: Form) -> Limiter | None:
    return None if piece.limit_dbtp is None else Limiter(piece.limit_dbtp, form.channels, form.sample_rate)


def _sound(
    piece: Piece, limiter: Limiter | None, form: Form, tapes: ExitStack, ffmpeg: Ffmpeg
) -> Iterator[Samples]:
    """Return the tracks of a piece, mixed and limited; silence stands for what a resampler swallowed."""
    running = [
        tapes.enter_context(playing(track.source, _cut(track, piece), form.channels, ffmpeg=ffmpeg))
        for track in piece.tracks
    ]
    mixed = _mixed(piece, running, form)
    return limiter.limited(mixed) if limiter else mixed


def _mixed(piece: Piece, tapes: list[Tape], form: Form) -> Iterator[Samples]:
    at = piece.start
    for frames in _shares(piece.samples, _BLOCK_S * form.sample_rate):
        heard = (
            _ridden(track, tape.read(frames), at, form)
            for track, tape in zip(piece.tracks, tapes, strict=True)
        )
        yield functools.reduce(np.add, (_padded(pcm, frames) for pcm in heard))
        at += frames
    for track, tape in zip(piece.tracks, tapes, strict=True):
        _require_all(track, tape, piece, form)


def _ridden(track: Track, pcm: Samples, at: int, form: Form) -> Samples:
    return track.curve.over(pcm, at, form.sample_rate) if track.curve else pcm


def _padded(pcm: Samples, frames: int) -> Samples:
    return pcm if len(pcm) == frames else np.pad(pcm, ((0, frames - len(pcm)), (0, 0)))


def _require_all(track: Track, tape: Tape, piece: Piece, form: Form) -> None:
    expected = min(piece.start + piece.samples, track.samples) - piece.start
    missing_s = (expected - tape.played) / form.sample_rate
    if missing_s > _SHORT_BY_S:
        raise SourceError(
            say(
                "{name} was {missing_s:.1f} s longer when it was measured",
                name=track.source.file.name,
                missing_s=missing_s,
            ),
            fix=say("Make sure that nothing writes to it, and try again."),
        )


def _cut(track: Track, piece: Piece) -> str:
    return f"{track.filters},atrim=start_sample={piece.start}:end_sample={piece.start + piece.samples}"


def _crossfaded(ending: Block, beginning: Block) -> Block:
    """Return both at once, the first going and the second coming; never louder than the louder of them."""
    length_ms = len(ending)
    return ending.fade_out(length_ms).overlay(beginning.fade_in(length_ms))


def _shares(frames: int, most: int) -> Iterator[int]:
    """Split a length into block lengths."""
    while frames > 0:
        yield min(frames, most)
        frames -= most
