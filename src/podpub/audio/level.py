"""Finds the gains, of each piece and then of the joined program, on passes that measure and do not encode."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.audio.gain import SETTLED_LU, TOLERANCE_LU, limit_dbtp, next_gain_db
from podpub.audio.loudness import loudness_of
from podpub.audio.program import Program, blocks
from podpub.audio.progress import part, told

if TYPE_CHECKING:
    from podpub.audio.ffmpeg import Ffmpeg
    from podpub.audio.program import Piece
    from podpub.model import Tell

_PASSES = 5


class OutOfReachError(Exception):
    """No gain brings a piece to the target below the ceiling; `within_reach_lufs` is as near as it comes."""

    def __init__(self, within_reach_lufs: float) -> None:
        super().__init__(within_reach_lufs)
        self.within_reach_lufs = within_reach_lufs


def levelled(
    program: Program, target_lufs: float, ceiling_dbtp: float, *, ffmpeg: Ffmpeg, tell: Tell
) -> Program:
    """Return the program with every piece of it, and then the whole, at the target.

    The pieces come with the gain that does as long as nothing has to be limited; without a limiter, a piece
    needs no pass.

    Raises:
        OutOfReachError: The limiter takes away what the gain brings.
    """
    parts = len(program.pieces) + 1
    pieces: list[Piece] = []
    for at, piece in enumerate(program.pieces):
        alone = shifted(Program((piece,), (), program.form), 0.0, ceiling_dbtp)
        if alone.pieces[0].limit_dbtp is not None:
            alone = _settled(alone, target_lufs, ceiling_dbtp, ffmpeg, part(tell, "level", at, parts))
        pieces += alone.pieces
    whole = replace(program, pieces=tuple(pieces))
    if len(pieces) > 1:
        whole = _settled(whole, target_lufs, ceiling_dbtp, ffmpeg, part(tell, "level", parts - 1, parts))
    tell("level", 1.0)
    return whole


def shifted(program: Program, by_db: float, ceiling_dbtp: float) -> Program:
    """Return the program with all of it raised, and limited where a peak would pass the ceiling then."""
    return replace(program, pieces=tuple(_raised(piece, by_db, ceiling_dbtp) for piece in program.pieces))


def _raised(piece: Piece, by_db: float, ceiling_dbtp: float) -> Piece:
    gain_db = piece.gain_db + by_db
    return replace(piece, gain_db=gain_db, limit_dbtp=limit_dbtp(gain_db, piece.peak_dbtp, ceiling_dbtp))


def _settled(
    program: Program, target_lufs: float, ceiling_dbtp: float, ffmpeg: Ffmpeg, tell: Tell
) -> Program:
    """Raise or lower the whole until a measuring pass agrees with the target."""
    tries: list[tuple[float, float]] = []
    for number in range(_PASSES):
        shift_db = next_gain_db(tries, target_lufs) if tries else 0.0
        trial = shifted(program, shift_db, ceiling_dbtp)
        tries.append((shift_db, _measured(trial, ffmpeg, part(tell, "level", number, _PASSES))))
        if abs(tries[-1][1] - target_lufs) <= SETTLED_LU:
            return trial
    shift_db, lufs = min(tries, key=lambda one: abs(one[1] - target_lufs))
    if abs(lufs - target_lufs) > TOLERANCE_LU:
        raise OutOfReachError(lufs)
    return shifted(program, shift_db, ceiling_dbtp)


def _measured(program: Program, ffmpeg: Ffmpeg, tell: Tell) -> float:
    form = program.form
    with closing(blocks(program, ffmpeg=ffmpeg)) as pcm:
        heard = (block.set_sample_width(2).raw_data for block in told(pcm, program.samples, tell, "level"))
        return loudness_of(heard, form.channels, form.sample_rate, ffmpeg=ffmpeg)
