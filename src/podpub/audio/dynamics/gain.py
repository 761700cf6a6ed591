"""Decisions about level: how much gain, when to limit, what a limiter costs, when to give up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.metering.loudness import (
    ABSOLUTE_GATE_LUFS,
    gated_lufs,
    gating_blocks,
    integrated_lufs,
    levels,
    range_lu,
)
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from podpub.audio.metering.loudness import Energies, Levels
    from podpub.model import Mastering, Measurement

TOLERANCE_LU = 0.1
SETTLED_LU = 0.02
SHORTEST_S = 1.0
CODEC_MARGIN_DB = 1.0
_MOST_GAIN_DB = 36.0
_MOST_GAIN_FOR_A_STEADY_SOUND_DB = 20.0
_STEADY_RANGE_LU = 1.5
_STEADY_SPREAD_LU = 3.0
_MOST_GAIN_EVER_DB = 90.0
_FINENESS_DB = 0.001
# A peak that is held down by some decibels takes its tenth of a second with it by about so much of that
_DRAWN_ALONG = 0.65


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """What is known of a stretch of sound, tenth of a second by tenth of a second.

    Attributes:
        energies: K-weighted; see `loudness`.
        peaks: Highest sample, linear.
        peak_dbtp: No true peak of the stretch is higher.
    """

    energies: Energies
    peaks: NDArray[np.float64]
    peak_dbtp: float

    def between(self, start: int, end: int) -> Sound:
        """Return the sound from one step to another."""
        return Sound(self.energies[start:end], self.peaks[start:end], self.peak_dbtp)

    @property
    def lufs(self) -> float:
        """Integrated loudness."""
        return integrated_lufs(self.energies)

    def energies_after(self, gain_db: float, ceiling_dbtp: float) -> Energies:
        """Return about what the energies are after this gain and a limiter at the ceiling."""
        over_db = self.over_db(gain_db, ceiling_dbtp)
        return self.energies * 10 ** ((gain_db - _DRAWN_ALONG * over_db) / 10)

    def over_db(self, gain_db: float, ceiling_dbtp: float) -> Levels:
        """Return by how much the samples of each step would pass the ceiling after this gain."""
        with np.errstate(divide="ignore"):
            return np.maximum(20 * np.log10(self.peaks) + gain_db - ceiling_dbtp, 0)


def limit_dbtp(gain_db: float, peak_dbtp: float, ceiling_dbtp: float) -> float | None:
    """Return the level at which to limit *before* the gain, or None where no peak gets near the ceiling.

    A limiter before the gain at `ceiling - gain` does what one behind the gain does at the ceiling.
    """
    return None if peak_dbtp + gain_db <= ceiling_dbtp else ceiling_dbtp - gain_db


def predicted_lufs(sounds: Sequence[Sound], gains_db: Sequence[float], ceiling_dbtp: float) -> float:
    """Return about how loud sounds are one after the other, each with its gain, limited at the ceiling."""
    blocks = [
        gating_blocks(sound.energies_after(gain_db, ceiling_dbtp))
        for sound, gain_db in zip(sounds, gains_db, strict=True)
    ]
    return gated_lufs(np.concatenate(blocks))


def gain_db(
    sounds: Sequence[Sound], gains_db: Sequence[float], target_lufs: float, ceiling_dbtp: float
) -> float:
    """Return what to raise sounds by, on top of their gains, so that they are about at the target together.

    A limiter takes energy away, so that a decibel of gain may bring much less than one LU: the gain is
    found by halving. It is rounded, since the last bits of a loudness may differ between processors.
    """
    low, high = -_MOST_GAIN_EVER_DB, _MOST_GAIN_EVER_DB
    while high - low > _FINENESS_DB / 10:
        middle = (low + high) / 2
        if predicted_lufs(sounds, [one + middle for one in gains_db], ceiling_dbtp) < target_lufs:
            low = middle
        else:
            high = middle
    return round(low / _FINENESS_DB) * _FINENESS_DB


def between_db(tries: Sequence[tuple[float, float]], target_lufs: float, *, otherwise_db: float) -> float:
    """Return the gain between a try that was too quiet and one too loud; `otherwise_db` if there are none.

    Args:
        tries: Loudness and gain of each.
        target_lufs: Where to.
        otherwise_db: The gain to try next as long as all tries lie on one side.
    """
    quiet = max((one for one in tries if one[0] < target_lufs), default=None)
    loud = min((one for one in tries if one[0] > target_lufs), default=None)
    if not quiet or not loud:
        return otherwise_db
    share = (target_lufs - quiet[0]) / (loud[0] - quiet[0])
    return round((quiet[1] + share * (loud[1] - quiet[1])) / _FINENESS_DB) * _FINENESS_DB


def unusable(heard: Energies, duration_s: float, target_lufs: float) -> str | None:
    """Return why a recording cannot be brought to the target in good conscience, or None.

    Args:
        heard: The recording as it is.
        duration_s: Its length.
        target_lufs: Where it shall be.
    """
    lufs = integrated_lufs(heard)
    if duration_s < SHORTEST_S:
        return say(
            "it is {duration_s:.2f} s long, and loudness needs at least {shortest_s:.0f} s",
            duration_s=duration_s,
            shortest_s=SHORTEST_S,
        )
    if math.isinf(lufs):
        return say("it is silent")
    wanted_db = target_lufs - lufs
    if wanted_db > _MOST_GAIN_DB:
        return say("at {lufs:.1f} LUFS it is so quiet that only noise would be heard", lufs=lufs)
    steady = range_lu(heard) < _STEADY_RANGE_LU and spread_lu(heard) < _STEADY_SPREAD_LU
    if steady and wanted_db > _MOST_GAIN_FOR_A_STEADY_SOUND_DB:
        return say("it is a steady, quiet sound at {lufs:.1f} LUFS: nothing but noise", lufs=lufs)
    return None


def spread_lu(energies: Energies) -> float:
    """Return how far the momentary loudness of what can be heard moves: 10th to 95th percentile."""
    moments = levels(gating_blocks(energies))
    heard = moments[moments > ABSOLUTE_GATE_LUFS]
    if not heard.size:
        return 0.0
    low, high = np.percentile(heard, (10, 95))
    return float(high - low)


def loudness_error_lu(result: Measurement, settings: Mastering) -> float:
    """Return by how much the result is too loud; negative: too quiet."""
    return result.lufs - settings.target_lufs


def peak_excess_db(result: Measurement, settings: Mastering) -> float:
    """Return by how much the result passes the ceiling; 0 where it does not."""
    return max(result.true_peak_dbtp - settings.ceiling_dbtp, 0.0)
