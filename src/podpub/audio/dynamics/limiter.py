"""A true-peak limiter with look-ahead: all channels together, and never in a hurry.

How far the sound must come down is known before it has to. The reduction moves in decibels: down within
the look-ahead along an S, held over the waves of the lowest voices, up again at an even pace. Such a gain
changes slowly against any wave it is applied to, and so leaves no distortion behind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.metering.loudness import STEPS_A_SECOND
from podpub.audio.metering.truepeak import GROUP, REACH, group_peaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from podpub.audio.source.forming import Samples

_LOOK_AHEAD_S = 0.005
_RELEASE_DB_A_SECOND = 60.0
_CONTEXT = REACH // GROUP
HEAVY_DB = 6.0
# Reductions are kept to a thousandth of a decibel, rounded up: the last bit of a logarithm is not the
# same on every processor, and the file must be.
_FINENESS = 1000
# Where the frames of a group lie between its middle and those of its neighbours
_OFFSETS = ((np.arange(GROUP) + 0.5) / GROUP - 0.5).astype(np.float32)
_WAY_BACK, _WAY_ON = np.maximum(-_OFFSETS, 0), np.maximum(_OFFSETS, 0)


@dataclass(frozen=True, slots=True)
class Reduction:
    """How hard a limiter worked.

    Attributes:
        most_db: The largest gain reduction.
        heavy_share: Share of the time with more than 6 dB of it.
    """

    most_db: float = 0.0
    heavy_share: float = 0.0


class Limiter:
    """Keeps PCM at a true peak, block by block.

    Args:
        limit_dbtp: True peak that is not passed.
    """

    def __init__(self, limit_dbtp: float, channels: int, sample_rate: int) -> None:
        self._limit = 10 ** (limit_dbtp / 20)
        self._smooth = math.ceil(_LOOK_AHEAD_S * sample_rate / GROUP)
        self._hold = self._smooth + 1  # one more, for the way between two groups
        self._around = self._hold + self._smooth + 1
        self._release_db = _RELEASE_DB_A_SECOND * GROUP / sample_rate
        self._pcm = np.zeros((REACH, channels), np.float32)
        self._needed_db = np.zeros(self._around)
        self._last_db = 0.0
        self._frames_in, self._frames_out = 0, 0
        self._most_db, self._groups, self._heavy_groups = 0.0, 0, 0
        self._step = sample_rate // STEPS_A_SECOND
        self._by_step: dict[int, float] = {}

    @property
    def reduction(self) -> Reduction:
        """What was done so far."""
        return Reduction(self._most_db, self._heavy_groups / max(self._groups, 1))

    def by_step_db(self) -> NDArray[np.float64]:
        """Return the most that was taken away in each tenth of a second so far."""
        course = np.zeros(-(-min(self._frames_in, self._frames_out) // self._step))
        for at, most in self._by_step.items():
            course[at : at + 1] = most  # nothing, in the silence behind the end
        return course

    def limited(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Yield as many frames as there are in `blocks`, in blocks of other lengths."""
        for block in blocks:
            self._frames_in += len(block)
            yield self._next(block)
        silence = np.zeros(((self._around + _CONTEXT + 1) * GROUP, self._pcm.shape[1]), np.float32)
        yield self._next(silence)[: self._frames_in - self._frames_out]

    def _next(self, block: Samples) -> Samples:
        """Take a block in, and return what is far enough behind to be known."""
        self._pcm = np.concatenate([self._pcm, block])
        self._look_ahead()
        groups = len(self._needed_db) - 2 * self._around
        if groups <= 0:
            return self._pcm[:0]
        reduction_db = self._smoothed(self._needed_db)
        self._count(reduction_db[1:-1])
        start, end = REACH, REACH + groups * GROUP
        ready = _reduced(self._pcm[start:end], reduction_db)
        self._pcm = self._pcm[end - REACH :]
        self._needed_db = self._needed_db[groups:]
        self._frames_out += len(ready)
        return ready

    def _look_ahead(self) -> None:
        """Find out by how much each new group must come down, with the release behind every peak."""
        known = len(self._needed_db) - self._around
        new = (len(self._pcm) - 2 * REACH) // GROUP - known
        if new <= 0:
            return
        stretch = self._pcm[known * GROUP : (known + new) * GROUP + 2 * REACH]
        needed_db = self._released(group_peaks(stretch, self._limit) / self._limit)
        self._last_db = float(needed_db[-1])
        self._needed_db = np.concatenate([self._needed_db, needed_db])

    def _released(self, over: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the reduction for peaks, in parts of the limit, that falls slowly behind each."""
        if not self._last_db and over.max() <= 1:
            return np.zeros(len(over))
        excess_db = np.ceil(20 * np.log10(np.maximum(over, 1)) * _FINENESS) / _FINENESS
        climb_db = self._release_db * np.arange(1, len(over) + 1)
        released_db = np.maximum(np.maximum.accumulate(excess_db + climb_db), self._last_db) - climb_db
        needed_db: NDArray[np.float64] = np.maximum(released_db, 0)
        return needed_db

    def _smoothed(self, needed_db: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a reduction that is enough everywhere: the most of what is near, and two moving means."""
        if not needed_db.any():
            return np.zeros(len(needed_db) - 2 * self._around + 2)
        held_db = _moving_maximum(needed_db, 2 * self._hold + 1)
        return _moving_mean(_moving_mean(held_db, self._smooth + 1), self._smooth + 1)

    def _count(self, reduction_db: NDArray[np.float64]) -> None:
        self._most_db = max(self._most_db, float(reduction_db.max(initial=0.0)))
        if reduction_db.any():
            self._note(reduction_db)
        self._groups += len(reduction_db)
        self._heavy_groups += int(np.count_nonzero(reduction_db > HEAVY_DB))

    def _note(self, reduction_db: NDArray[np.float64]) -> None:
        """Keep the most of each tenth of a second."""
        steps = (self._groups + np.arange(len(reduction_db))) * GROUP // self._step
        begins = np.flatnonzero(np.diff(steps, prepend=-1))
        for step, most in zip(steps[begins].tolist(), np.maximum.reduceat(reduction_db, begins), strict=True):
            if most:
                self._by_step[step] = max(self._by_step.get(step, 0.0), float(most))


def _reduced(pcm: Samples, reduction_db: NDArray[np.float64]) -> Samples:
    """Return the frames with the reduction applied, which is given for one group more at either end."""
    touched = np.flatnonzero(_moving_maximum(reduction_db, 3))
    if not touched.size:
        return pcm
    gains = (10 ** (-reduction_db / 20)).astype(np.float32)
    before, own, after = (gains[touched + at, None] for at in (0, 1, 2))
    by_frame = own + (before - own) * _WAY_BACK + (after - own) * _WAY_ON
    reduced = pcm.copy()
    reduced.reshape(-1, GROUP, pcm.shape[1])[touched] *= by_frame[:, :, None]
    return reduced


def _moving_maximum(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the highest of every so many neighbours; doubles the width until it is reached."""
    highest, reached = values, 1
    while reached < width:
        further = min(reached, width - reached)
        highest = np.maximum(highest[:-further], highest[further:])
        reached += further
    return highest


def _moving_mean(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    sums = np.cumsum(np.concatenate([[0.0], values]))
    means: NDArray[np.float64] = (sums[width:] - sums[:-width]) / width
    return means
