"""The meter: PCM in, energies and peaks out, a tenth of a second at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.metering.loudness import STEPS_A_SECOND, Energies
from podpub.audio.metering.truepeak import loudest_channel
from podpub.audio.metering.weighting import KWeighting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podpub.audio.source.forming import Form, Samples


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What was heard, tenth of a second by tenth of a second.

    Attributes:
        energies: K-weighted mean square, added up over the channels; less than a step at the end is left out.
        peaks: Highest sample of all channels, linear; the last one sees to the very end.
    """

    energies: Energies
    peaks: NDArray[np.float64]

    def extended(self, steps: int) -> Steps:
        """Return the same with silence behind it, so many steps long."""
        missing = steps - len(self.energies)
        return Steps(np.pad(self.energies, (0, missing)), np.pad(self.peaks, (0, missing)))


class Meter:
    """Hears PCM block by block."""

    def __init__(self, form: Form) -> None:
        self._step = form.sample_rate // STEPS_A_SECOND
        self._filter = KWeighting(form.channels, form.sample_rate, self._step)
        self._weights = np.array(form.weights)
        self._rest = np.zeros((0, form.channels), np.float32)
        self._energies = [np.zeros(0)]
        self._peaks = [np.zeros(0)]

    def hear(self, block: Samples) -> None:
        """Listen on."""
        pcm = np.concatenate([self._rest, block])
        whole = len(pcm) // self._step * self._step
        self._rest = pcm[whole:]
        if whole:
            self._take(pcm[:whole])

    def heard(self) -> Steps:
        """Return what was heard so far."""
        peaks = np.concatenate(self._peaks)
        if len(self._rest) and peaks.size:
            peaks[-1] = max(peaks[-1], float(loudest_channel(self._rest).max()))
        return Steps(np.concatenate(self._energies), peaks)

    def _take(self, pcm: Samples) -> None:
        by_step = self._filter.weighted(pcm).reshape(len(self._weights), -1, self._step)
        self._energies.append(self._weights @ np.vecdot(by_step, by_step) / self._step)
        self._peaks.append(loudest_channel(pcm).reshape(-1, self._step).max(axis=1).astype(np.float64))
