"""Loudness out of K-weighted energies: integrated, momentary, short-term, range. Numbers in, numbers out.

An energy is the mean square of a tenth of a second after K-weighting, added up over the channels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Energies: TypeAlias = "NDArray[np.float64]"
Levels: TypeAlias = "NDArray[np.float64]"

STEPS_A_SECOND = 10
ABSOLUTE_GATE_LUFS = -70.0
_OFFSET_LU = -0.691
_MOMENT_STEPS = 4
_SHORT_TERM_STEPS = 30
_RELATIVE_GATE_LU = -10.0
_RANGE_GATE_LU = -20.0
# An LRA needs some 3-second windows: below 3.5 s, what it says is noise.
_STEPS_FOR_A_RANGE = 35


def integrated_lufs(energies: Energies) -> float:
    """Return the gated loudness of a programme, -inf for silence (ITU-R BS.1770-5, annex 1)."""
    return gated_lufs(_windows(energies, _MOMENT_STEPS))


def gated_lufs(blocks: Energies) -> float:
    """Return the loudness of gating blocks: of those above -70 LUFS, then of those above -10 LU."""
    loud = blocks[blocks > energy(ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return -math.inf
    gate = loud.mean() * 10 ** (_RELATIVE_GATE_LU / 10)
    return lufs(float(loud[loud > gate].mean()))


def gating_blocks(energies: Energies) -> Energies:
    """Return the energies of the 400 ms blocks, overlapping by 75 %, that the gates choose from."""
    return _windows(energies, _MOMENT_STEPS)


def momentary_lufs(energies: Energies) -> Levels:
    """Return the loudness of the 400 ms that end with each step; the first three are short of sound."""
    return levels(_windows(np.concatenate([np.zeros(_MOMENT_STEPS - 1), energies]), _MOMENT_STEPS))


def short_term_lufs(energies: Energies) -> Levels:
    """Return the loudness of the 3 s that end with each step, NaN before (EBU Tech 3341, 2.2)."""
    windows = levels(_windows(energies, _SHORT_TERM_STEPS))
    return np.concatenate([np.full(len(energies) - len(windows), np.nan), windows])


def range_lu(energies: Energies) -> float:
    """Return the loudness range: 10th to 95th percentile of the gated 3 s windows (EBU Tech 3342)."""
    if len(energies) < _STEPS_FOR_A_RANGE:
        return 0.0
    windows = _windows(energies, _SHORT_TERM_STEPS)
    loud = windows[windows > energy(ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return 0.0
    heard = np.sort(loud[loud > loud.mean() * 10 ** (_RANGE_GATE_LU / 10)])
    low, high = (heard[round(share * (len(heard) - 1))] for share in (0.10, 0.95))
    return lufs(float(high)) - lufs(float(low))


def lufs(energy: float) -> float:
    """Return the loudness of an energy."""
    return _OFFSET_LU + 10 * math.log10(energy) if energy > 0 else -math.inf


def levels(energies: Energies) -> Levels:
    """Return the loudness of each energy."""
    with np.errstate(divide="ignore"):
        return _OFFSET_LU + 10 * np.log10(energies)


def energy(lufs: float) -> float:
    """Return the energy of a loudness."""
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def _windows(energies: Energies, steps: int) -> Energies:
    """Return the mean of every so many neighbouring steps."""
    if len(energies) < steps:
        return np.zeros(0)
    means: Energies = np.lib.stride_tricks.sliding_window_view(energies, steps).mean(axis=1)
    return means
