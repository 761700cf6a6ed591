"""Decisions about level: how much gain, when to limit, when to give up. Numbers in, numbers out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Mastering, Measurement

TOLERANCE_LU = 0.3
SETTLED_LU = 0.1
SHORTEST_S = 1.0
CODEC_MARGIN_DB = 0.5
_ABSOLUTE_GATE_LUFS = -70.0
_WINDOW_STEPS = 4
_MOST_GAIN_DB = 36.0
_MOST_GAIN_FOR_A_STEADY_SOUND_DB = 20.0
_STEADY_RANGE_LU = 1.5
_STEADY_SPREAD_LU = 3.0
_HEADROOM_DB = 12.0
_OVERSHOOT_DB = 6.0
_FLATTEST_SLOPE = 0.25
_MOST_GAIN_EVER_DB = 90.0


def limit_dbtp(gain_db: float, peak_dbtp: float, ceiling_dbtp: float) -> float | None:
    """Return the level at which to limit *before* the gain, or None where no peak gets near the ceiling.

    A limiter before the gain at `ceiling - gain` does what one behind the gain does at the ceiling.
    """
    return None if peak_dbtp + gain_db <= ceiling_dbtp else ceiling_dbtp - gain_db


def headroom_db(peak_dbtp: float) -> float:
    """Return how far to lower what leaves the decoder, so that 32-bit PCM holds every peak of it."""
    return max(_HEADROOM_DB, peak_dbtp + _OVERSHOOT_DB)


def next_gain_db(tries: Sequence[tuple[float, float]], target_lufs: float) -> float:
    """Return the next gain to try, from the gains tried so far and the loudness each of them gave.

    A limiter takes energy away, so that a decibel of gain may bring much less than one LU: the last two
    tries tell how much.
    """
    gain_db, lufs = tries[-1]
    slope = 1.0
    if len(tries) > 1:
        earlier_db, earlier_lufs = tries[-2]
        if gain_db != earlier_db:
            slope = (lufs - earlier_lufs) / (gain_db - earlier_db)
    slope = min(max(slope, _FLATTEST_SLOPE), 1.0)
    return max(-_MOST_GAIN_EVER_DB, min(gain_db + (target_lufs - lufs) / slope, _MOST_GAIN_EVER_DB))


def unusable(heard: Measurement, spread_lu: float, target_lufs: float) -> str | None:
    """Return why a recording cannot be brought to the target in good conscience, or None.

    Args:
        heard: The recording as it is.
        spread_lu: How far its momentary loudness moves.
        target_lufs: Where it shall be.
    """
    if heard.duration_s < SHORTEST_S:
        return f"it is {heard.duration_s:.2f} s long, and loudness needs at least {SHORTEST_S:.0f} s"
    if math.isinf(heard.lufs):
        return "it is silent"
    gain_db = target_lufs - heard.lufs
    if gain_db > _MOST_GAIN_DB:
        return f"at {heard.lufs:.1f} LUFS it is so quiet that only noise would be heard"
    steady = heard.lra_lu < _STEADY_RANGE_LU and spread_lu < _STEADY_SPREAD_LU
    if steady and gain_db > _MOST_GAIN_FOR_A_STEADY_SOUND_DB:
        return f"it is a steady, quiet sound at {heard.lufs:.1f} LUFS: nothing but noise"
    return None


def spread_lu(momentary_lufs: Sequence[float]) -> float:
    """Return how far the momentary loudness of what can be heard moves: 10th to 95th percentile."""
    heard = sorted(level for level in momentary_lufs[_WINDOW_STEPS - 1 :] if level > _ABSOLUTE_GATE_LUFS)
    if not heard:
        return 0.0
    return heard[int(0.95 * (len(heard) - 1))] - heard[int(0.10 * (len(heard) - 1))]


def loudness_error_lu(result: Measurement, settings: Mastering) -> float:
    """Return by how much the result is too loud; negative: too quiet."""
    return result.lufs - settings.target_lufs


def peak_excess_db(result: Measurement, settings: Mastering) -> float:
    """Return by how much the result passes the ceiling; 0 where it does not."""
    return max(result.true_peak_dbtp - settings.ceiling_dbtp, 0.0)
