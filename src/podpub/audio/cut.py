"""Decisions about time: rates, sample counts, where silence ends, how long a cross-fade may be."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.metering.loudness import STEPS_A_SECOND

if TYPE_CHECKING:
    from podpub.audio.metering.loudness import Levels

FADE_STEPS_A_SECOND = 100
HIDDEN_FADE_MS = 10
_ROOM_S = 0.5
_BELOW_LU = 25.0
_LOUDEST_SILENCE_LUFS = -45.0


def published_rate(wanted: int | None, recorded: int) -> int:
    """Return the sample rate to publish at: as wanted, else the podcast rate of the recording's family."""
    if wanted is not None:
        return wanted
    return 48_000 if recorded % 8_000 == 0 else 44_100


def resampled(samples: int, source_rate: int, rate: int) -> int:
    """Return how many samples the same time takes at another rate."""
    return round(Fraction(samples * rate, source_rate))


def audible_s(momentary_lufs: Levels, lufs: float, duration_s: float) -> tuple[float, float]:
    """Return where sound begins and ends, with half a second of room on both sides.

    Silence is what stays 25 LU below the whole, and below -45 LUFS in any case. A momentary value covers the
    400 ms before it: sound begins in the last tenth of the first window that hears it, and ends in
    the first tenth of the last.
    """
    threshold = min(lufs - _BELOW_LU, _LOUDEST_SILENCE_LUFS)
    heard = np.flatnonzero(momentary_lufs > threshold)
    if not heard.size:
        return 0.0, duration_s
    start_s = heard[0] / STEPS_A_SECOND - _ROOM_S
    end_s = (heard[-1] - 2) / STEPS_A_SECOND + _ROOM_S
    lasts = heard[-1] + 1 == len(momentary_lufs)
    return max(float(start_s), 0.0), duration_s if lasts else min(float(end_s), duration_s)


def overlap(wanted_s: float, left: int, right: int, rate: int) -> int:
    """Return the samples of a cross-fade: as wanted, but no more than half of the shorter piece.

    Always whole hundredths of a second, which are whole samples at both podcast rates.
    """
    shorter_s = min(left, right) / rate
    steps = min(round(wanted_s * FADE_STEPS_A_SECOND), math.floor(shorter_s / 2 * FADE_STEPS_A_SECOND))
    return steps * (rate // FADE_STEPS_A_SECOND)
