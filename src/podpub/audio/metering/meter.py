"""The meter: PCM in, energies and peaks out, a tenth of a second at a time. scipy's door."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.metering.loudness import STEPS_A_SECOND, Energies
from podpub.audio.metering.truepeak import loudest_channel

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
        from scipy.signal import sosfilt  # noqa: PLC0415 - heavy, so it loads with the first meter

        self._filter = sosfilt
        self._step = form.sample_rate // STEPS_A_SECOND
        self._sections = k_weighting(form.sample_rate)
        self._state = np.zeros((len(self._sections), form.channels, 2))
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
        heard, self._state = self._filter(self._sections, pcm.T.astype(np.float64), zi=self._state)
        by_step = heard.reshape(len(self._weights), -1, self._step)
        self._energies.append(self._weights @ np.einsum("csn,csn->cs", by_step, by_step) / self._step)
        self._peaks.append(loudest_channel(pcm).reshape(-1, self._step).max(axis=1).astype(np.float64))


def k_weighting(sample_rate: int) -> NDArray[np.float64]:
    """Return the K-weighting filter as second-order sections: a shelf for the head, and a high-pass.

    ITU-R BS.1770-5, annex 1, gives coefficients for 48 kHz; these are the filters behind them, brought to any
    rate by the bilinear transform.
    """
    return np.array(
        [
            _shelf(1681.974450955533, 3.999843853973347, 0.7071752369554196, sample_rate),
            _high_pass(38.13547087602444, 0.5003270373238773, sample_rate),
        ]
    )


def _shelf(hertz: float, gain_db: float, q: float, sample_rate: int) -> list[float]:
    k = math.tan(math.pi * hertz / sample_rate)
    high = 10 ** (gain_db / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    return [
        (high + band * k / q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / q + k * k) / a0,
        1.0,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    ]


def _high_pass(hertz: float, q: float, sample_rate: int) -> list[float]:
    k = math.tan(math.pi * hertz / sample_rate)
    a0 = 1 + k / q + k * k
    return [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0]
