"""Finds the gains: by prediction, and where that is not sure, on a pass that measures and does not encode."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.audio.dynamics.gain import SETTLED_LU, between_db, gain_db, limit_dbtp, predicted_lufs
from podpub.audio.metering.loudness import integrated_lufs
from podpub.audio.metering.meter import Meter
from podpub.audio.program import Playback, samples_of
from podpub.audio.progress import part, told
from podpub.model import say

if TYPE_CHECKING:
    from podpub.audio.program import Piece, Program
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Tell

_PASSES = 6
_SMALL_STEP_LU = 0.15
_SMALL_OVERLAP = 0.01
_SMALL_LOSS_LU = 0.15


class OutOfReachError(Exception):
    """No gain brings a program to the target below the ceiling; `within_reach_lufs` is as near as it gets."""

    def __init__(self, within_reach_lufs: float) -> None:
        super().__init__(within_reach_lufs)
        self.within_reach_lufs = within_reach_lufs


def levelled(
    program: Program, target_lufs: float, ceiling_dbtp: float, *, ffmpeg: Ffmpeg, tell: Tell
) -> Program:
    """Return the program with every piece of it about, and the whole exactly, at the target.

    Raises:
        OutOfReachError: The limiter takes away what the gain brings.
    """
    pieces = tuple(_at(piece, target_lufs, ceiling_dbtp) for piece in program.pieces)
    program = replace(program, pieces=pieces)
    predicted = predicted_lufs([one.sound for one in pieces], [one.gain_db for one in pieces], ceiling_dbtp)
    program = _shifted(program, _step_db(program, target_lufs - predicted, ceiling_dbtp), ceiling_dbtp)
    if not _is_predictable(program, ceiling_dbtp):
        program = _settled(program, target_lufs, ceiling_dbtp, ffmpeg, tell)
    tell(say("level"), 1.0)
    return program


def _at(piece: Piece, target_lufs: float, ceiling_dbtp: float) -> Piece:
    """Return a piece about at the target, all by itself."""
    return _with_gain(piece, gain_db([piece.sound], [0.0], target_lufs, ceiling_dbtp), ceiling_dbtp)


def _shifted(program: Program, by_db: float, ceiling_dbtp: float) -> Program:
    """Return the program with all of it raised."""
    pieces = (_with_gain(piece, piece.gain_db + by_db, ceiling_dbtp) for piece in program.pieces)
    return replace(program, pieces=tuple(pieces))


def _step_db(program: Program, by_lu: float, ceiling_dbtp: float) -> float:
    """Return by how many decibels to raise a program until it is about so much louder, limited as it is."""
    sounds, gains_db = [one.sound for one in program.pieces], [one.gain_db for one in program.pieces]
    return gain_db(sounds, gains_db, predicted_lufs(sounds, gains_db, ceiling_dbtp) + by_lu, ceiling_dbtp)


def _with_gain(piece: Piece, gain_db: float, ceiling_dbtp: float) -> Piece:
    limit = limit_dbtp(gain_db, piece.sound.peak_dbtp, ceiling_dbtp)
    return replace(piece, gain_db=gain_db, limit_dbtp=limit)


def _is_predictable(program: Program, ceiling_dbtp: float) -> bool:
    """Tell whether a prediction will do: little is limited, nothing mixed or ridden, hardly an overlap."""
    sounds, gains_db = [one.sound for one in program.pieces], [one.gain_db for one in program.pieces]
    freely = predicted_lufs(sounds, gains_db, math.inf)
    lost_lu = freely - predicted_lufs(sounds, gains_db, ceiling_dbtp)
    plain = all(len(piece.tracks) == 1 and piece.tracks[0].curve is None for piece in program.pieces)
    return plain and lost_lu < _SMALL_LOSS_LU and sum(program.overlaps) < _SMALL_OVERLAP * program.samples


def _settled(
    program: Program, target_lufs: float, ceiling_dbtp: float, ffmpeg: Ffmpeg, tell: Tell
) -> Program:
    """Measure and correct until the target is met, or the last step is so small that it must be right."""
    tries: list[tuple[float, float]] = []
    shift_db = 0.0
    for number in range(_PASSES):
        trial = _shifted(program, shift_db, ceiling_dbtp)
        lufs = _measured_lufs(trial, ffmpeg, part(tell, say("level"), number, _PASSES))
        missing_lu = target_lufs - lufs
        if abs(missing_lu) <= SETTLED_LU:
            return trial
        tries.append((lufs, shift_db))
        # where the limiter took more than was predicted, the next step is the larger
        further_db = shift_db + _step_db(trial, missing_lu * len(tries), ceiling_dbtp)
        shift_db = between_db(tries, target_lufs, otherwise_db=further_db)
        if abs(missing_lu) <= _SMALL_STEP_LU:
            return _shifted(program, shift_db, ceiling_dbtp)
    raise OutOfReachError(min((lufs for lufs, _ in tries), key=lambda one: abs(one - target_lufs)))


def _measured_lufs(program: Program, ffmpeg: Ffmpeg, tell: Tell) -> float:
    form = program.form
    meter = Meter(form)
    with closing(Playback(program, ffmpeg=ffmpeg).blocks()) as pcm:
        for block in told(pcm, program.samples, tell, say("level")):
            meter.hear(samples_of(block))
    return integrated_lufs(meter.heard().energies)
