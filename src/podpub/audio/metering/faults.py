"""What is wrong with a recording, heard in passing: clipping, silent sides, hum, an offset.

Everything is a sum or a small matrix product over a second of sound: it costs little beside the meter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from podpub.audio.metering.loudness import STEPS_A_SECOND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podpub.audio.source.forming import Form, Samples

_FULL = 0.9995  # 16 bit reach 0.99997; a little less after resampling
_HEADROOM = 1.5  # what goes so far above full scale was recorded in floating point, and is whole
_STEREO = 2
_SILENT_SIDE = 1e-7  # of the square, -70 dBFS
_SIDES_APART = 1e4  # 40 dB
_ALIKE = 1e-6  # -60 dB
_SAMPLED = 4  # of so many frames one is enough to compare sides
_LOW_HZ = 1000  # about; hum is looked for below half of it
_WINDOW = 1000
_MAINS_HZ = (50, 60)
_HARMONICS = 6
_BESIDE_HZ = (-8, -6, -4, 4, 6, 8)
_QUIET_PERCENT = 20  # of the moments: speech leaves every frequency alone now and then, hum never
_STANDS_OUT_DB = 10.0
_FEWEST_LINES = 2
_FEWEST_WINDOWS = 8
_MOST_WINDOWS = 1024


@dataclass(frozen=True, slots=True)
class Hum:
    """A hum of the mains; `hertz` is 0 where there is none, `dbfs` its level."""

    hertz: int = 0
    dbfs: float = -math.inf


class FaultFinder:
    """Hears PCM block by block."""

    def __init__(self, form: Form) -> None:
        self._step = form.sample_rate // STEPS_A_SECOND
        self._channels = form.channels
        self._frames = 0
        self._highest = 0.0
        self._clips = 0
        self._first_clip_s = 0.0
        self._squares = np.zeros(form.channels)
        self._difference = 0.0
        self._low = _LowEnd(form)

    def hear(self, block: Samples) -> None:
        """Listen on."""
        self._hear_clips(block)
        self._hear_sides(block)
        self._low.hear(block)
        self._frames += len(block)

    @property
    def overdriven(self) -> tuple[int, float]:
        """In how many tenths of a second the sound is cut off at full scale, and when first, in seconds."""
        return (0, 0.0) if self._highest > _HEADROOM else (self._clips, self._first_clip_s)

    @property
    def silent_side(self) -> str:
        """Which of two channels is silent."""
        if self._channels != _STEREO or not self._frames:
            return ""
        left, right = self._squares * _SAMPLED / self._frames
        if min(left, right) < _SILENT_SIDE and max(left, right) > _SIDES_APART * min(left, right):
            return "left" if left < right else "right"
        return ""

    @property
    def same_sides(self) -> bool:
        """Whether two channels are the same."""
        loud = float(self._squares.max(initial=0.0))
        return self._channels == _STEREO and loud > 0 and self._difference < _ALIKE * loud

    @property
    def offset(self) -> float:
        """How far the middle of the waveform lies from zero."""
        return self._low.middle

    @property
    def hum(self) -> Hum:
        """The hum of the mains."""
        return self._low.hum

    def _hear_clips(self, block: Samples) -> None:
        """Count the tenths of a second with three samples in a row at full scale."""
        highest = max(float(block.max(initial=0.0)), -float(block.min(initial=0.0)))
        self._highest = max(self._highest, highest)
        if highest < _FULL:
            return
        full = np.abs(block) >= _FULL
        runs = full[2:] & full[1:-1] & full[:-2]
        frames = np.flatnonzero(runs.any(axis=1)) + self._frames
        if not frames.size:
            return
        if not self._clips:
            self._first_clip_s = int(frames[0]) / (self._step * STEPS_A_SECOND)
        self._clips += len(np.unique(frames // self._step))

    def _hear_sides(self, block: Samples) -> None:
        if self._channels != _STEREO:
            return
        left, right = np.ascontiguousarray(block[::_SAMPLED].T)
        apart = left - right
        self._squares += (np.dot(left, left), np.dot(right, right))
        self._difference += float(np.dot(apart, apart))


class _LowEnd:
    """Listens to the lowest frequencies, a second at a time: to those of the mains and those beside them.

    Of each frequency it keeps how strong it was in every second; after a quarter of an hour in every other
    one, and so on.
    """

    def __init__(self, form: Form) -> None:
        self._thin = max(form.sample_rate // _LOW_HZ, 1)
        self._rate = form.sample_rate / self._thin
        self._mean = np.full(self._thin * form.channels, 1 / (self._thin * form.channels), np.float32)
        self._waves = _waves(self._rate)
        self._rows: list[NDArray[np.floating[Any]]] = []
        self._every, self._seconds, self._sum = 1, 0, 0.0

    def hear(self, block: Samples) -> None:
        """Listen to the beginning of a block, if it is a second long."""
        frames = self._thin * _WINDOW
        if len(block) < frames:
            return
        low = np.ascontiguousarray(block[:frames]).reshape(_WINDOW, -1) @ self._mean
        self._seconds += 1
        self._sum += float(low.mean())
        if self._seconds % self._every:
            return
        parts = low @ self._waves
        half = len(parts) // 2
        self._rows.append(parts[:half] ** 2 + parts[half:] ** 2)
        if len(self._rows) > _MOST_WINDOWS:
            self._rows = self._rows[::2]
            self._every *= 2

    @property
    def middle(self) -> float:
        """How far the middle of the waveform lies from zero."""
        return self._sum / self._seconds if self._seconds else 0.0

    @property
    def hum(self) -> Hum:
        """The stronger of the two mains, if it stands out at two harmonics at least."""
        if len(self._rows) < _FEWEST_WINDOWS:
            return Hum()
        quiet = np.percentile(np.stack(self._rows), _QUIET_PERCENT, axis=0)
        hums = [
            _hum(mains, quiet.reshape(len(_MAINS_HZ), _HARMONICS, -1)[at])
            for at, mains in enumerate(_MAINS_HZ)
        ]
        return max(hums, key=lambda one: one.dbfs)


def _frequencies() -> NDArray[np.float64]:
    """Return each harmonic of each mains, followed by what lies beside it."""
    harmonics = np.multiply.outer(_MAINS_HZ, np.arange(1, _HARMONICS + 1))
    beside: NDArray[np.float64] = np.add.outer(harmonics, (0, *_BESIDE_HZ)).ravel().astype(float)
    return beside


def _waves(rate: float) -> NDArray[np.float32]:
    """Return what a window is multiplied with to know how strong each frequency is, at full scale 1."""
    time = np.arange(_WINDOW) / rate
    bell = np.hanning(_WINDOW + 1)[:-1]
    angles = 2 * np.pi * np.multiply.outer(time, _frequencies())
    both = np.concatenate([np.cos(angles), np.sin(angles)], axis=1) * (bell / bell.sum())[:, None]
    waves: NDArray[np.float32] = both.astype(np.float32)
    return waves


def _hum(mains_hz: int, powers: NDArray[np.float64]) -> Hum:
    """Tell whether the harmonics of a mains stand out; a line of amplitude a has the power (a / 2)²."""
    lines, beside = powers[:, 0], np.median(powers[:, 1:], axis=1)
    out = lines > np.maximum(beside, 1e-14) * 10 ** (_STANDS_OUT_DB / 10)
    if out.sum() < _FEWEST_LINES or not out[:3].any():
        return Hum()
    return Hum(mains_hz, 10 * math.log10(2 * float(lines[out].sum())))
