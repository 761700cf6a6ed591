"""True peaks: the highest the waveform goes, also between its samples (ITU-R BS.1770-5, annex 2)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podpub.audio.source.forming import Samples

GROUP = 8
"""Frames that share one peak."""
REACH = 16
"""Frames of context that the peaks at both ends of a stretch need; a multiple of `GROUP`."""

_OVERSAMPLING = 4
_TAPS = 12
# How far above its nearest samples a waveform may rise between them: at most so often as high. A sine does
# so at 0.29 of the sample rate, above everything that speech and music have at full level.
_RISES_BY_MOST = 1.6
_AT_ONCE = 1024  # groups whose samples fit into the processor's cache


class TruePeak:
    """Watches for the highest true peak, block by block."""

    def __init__(self, channels: int) -> None:
        self._before = np.zeros((2 * REACH, channels), np.float32)
        self._highest = 0.0

    def hear(self, block: Samples) -> None:
        """Listen on; `REACH` frames behind, which wait for what follows."""
        pcm = np.concatenate([self._before, block])
        groups = len(pcm) // GROUP - 2 * REACH // GROUP
        used = pcm[: groups * GROUP + 2 * REACH]
        self._highest = max(self._highest, float(group_peaks(used, self._highest).max(initial=0.0)))
        self._before = pcm[groups * GROUP :]

    def heard_dbtp(self) -> float:
        """Return the true peak, -inf for digital silence; nothing more can be heard then."""
        self.hear(np.zeros((2 * REACH + GROUP, self._before.shape[1]), np.float32))
        return 20 * math.log10(self._highest) if self._highest else -math.inf


def group_peaks(pcm: Samples, above: float) -> NDArray[np.float32]:
    """Return the peak of every group of `GROUP` frames, in the loudest channel.

    A group's peak is its true peak wherever that lies above `above`; elsewhere it may be that of the samples
    alone, which costs next to nothing. Oversampling is only done where something is near; a burst of nothing
    but treble, above a third of the sample rate, may hide from that.

    Args:
        pcm: `REACH` frames of context, whole groups, `REACH` frames of context.
        above: Linear.
    """
    peaks = _sample_peaks(pcm)
    near = peaks * _RISES_BY_MOST > above
    near[1:] |= near[:-1].copy()
    near[:-1] |= near[1:].copy()
    margin = REACH // GROUP
    inner = peaks[margin:-margin].copy()
    hot = np.flatnonzero(near[margin:-margin])
    for at in range(0, len(hot), _AT_ONCE):
        some = _curved(pcm, hot[at : at + _AT_ONCE], above)
        if some.size:
            inner[some] = np.maximum(inner[some], _peaks_between(pcm, some))
    return inner


def _curved(pcm: Samples, groups: NDArray[np.intp], above: float) -> NDArray[np.intp]:
    """Return those of the groups whose waveform bends enough to rise above `above`.

    A wave rises above its samples by no more than a third of their second difference, up to a third of the
    sample rate; an eighth at low frequencies, as a parabola does.
    """
    around = _around(pcm, groups, 2)
    bend = np.abs(around[2:] - 2 * around[1:-1] + around[:-2]).max(axis=0)
    height = np.abs(around).max(axis=0)
    bent: NDArray[np.intp] = groups[_loudest(height + bend / 3, pcm.shape[1]) > above]
    return bent


def loudest_channel(pcm: Samples) -> NDArray[np.float32]:
    """Return how far each frame is from zero, in the channel where it is furthest."""
    peaks = np.abs(pcm[:, 0])
    for channel in range(1, pcm.shape[1]):
        np.maximum(peaks, np.abs(pcm[:, channel]), out=peaks)
    return peaks


def _sample_peaks(pcm: Samples) -> NDArray[np.float32]:
    peaks = loudest_channel(pcm)
    frames = GROUP
    while frames > 1:  # halves, since numpy is slow along short axes
        peaks = np.maximum(peaks[0::2], peaks[1::2])
        frames //= 2
    return peaks


def _peaks_between(pcm: Samples, groups: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the highest interpolated value of each of these groups."""
    around = _around(pcm, groups, _TAPS)
    between = np.zeros((len(_BETWEEN), GROUP, around.shape[1]), np.float32)
    # added up tap by tap, in a fixed order: a matrix product may round differently on every processor
    for at, taps in enumerate(_BETWEEN.T, start=1):
        between += taps[:, None, None] * around[at : at + GROUP]
    return _loudest(np.abs(between).max(axis=(0, 1)), pcm.shape[1])


def _around(pcm: Samples, groups: NDArray[np.intp], reach: int) -> Samples:
    """Return the frames of each group with so many before and behind: (frames, groups x channels)."""
    frames = np.arange(-reach, GROUP + reach)
    around: Samples = pcm[frames[:, None] + (REACH + groups * GROUP)].reshape(len(frames), -1)
    return around


def _loudest(peaks: NDArray[np.float32], channels: int) -> NDArray[np.float32]:
    """Return of (groups x channels) the highest of each group."""
    highest: NDArray[np.float32] = peaks.reshape(-1, channels).max(axis=1)
    return highest


def _interpolators() -> NDArray[np.float32]:
    """Return, for each point between two samples, the weights of the twelve samples on either side."""
    distances = np.arange(1 - _TAPS, _TAPS + 1)
    points = np.arange(1, _OVERSAMPLING) / _OVERSAMPLING
    offsets = points[:, None] - distances[None, :]
    window = np.i0(6.0 * np.sqrt(np.clip(1 - (offsets / _TAPS) ** 2, 0, None))) / np.i0(6.0)
    return (np.sinc(offsets) * window).astype(np.float32)


_BETWEEN = _interpolators()
