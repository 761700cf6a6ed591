"""The K-weighting of ITU-R BS.1770, many samples at a time.

A recursive filter needs each result for the next, which is slow in Python. But it is linear: what comes out
of a short block, and the state it is left in, are sums over the samples that went in and over the state
before. So all blocks are filtered at once by one matrix, as if each began in silence; the states then run
through all of them, and what they add comes on top.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podpub.audio.source.forming import Samples

_LONGEST_BLOCK = 72


class KWeighting:
    """The filter, which hears a sound piece by piece.

    Args:
        step: Every piece is some times so many frames long.
    """

    def __init__(self, channels: int, sample_rate: int, step: int) -> None:
        self._block = max(frames for frames in range(1, _LONGEST_BLOCK + 1) if step % frames == 0)
        heard, left = _responses(k_weighting(sample_rate), self._block)
        self._heard = heard.astype(np.float32)
        self._left_by_samples = left[: self._block].astype(np.float32)
        self._left_by_state = left[self._block :]
        self._state = np.zeros((channels, left.shape[1]))

    def weighted(self, pcm: Samples) -> NDArray[np.float32]:
        """Return the next piece weighted, (channels, frames)."""
        blocks = np.ascontiguousarray(pcm.T).reshape(len(self._state), -1, self._block)
        before = self._states(blocks @ self._left_by_samples)
        weighted = np.concatenate([blocks, before.astype(np.float32)], axis=2) @ self._heard
        return weighted.reshape(len(self._state), -1)

    def _states(self, by_samples: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the state in which the filter meets each block.

        Args:
            by_samples: The state that each block would leave behind had it begun in silence.
        """
        states = np.concatenate([self._state[:, None], by_samples], axis=1)
        reach, over_reach = 1, self._left_by_state
        while reach < states.shape[1]:  # each round adds what comes from twice as far back
            states[:, reach:] += states[:, :-reach] @ over_reach
            reach, over_reach = reach * 2, over_reach @ over_reach
        self._state = states[:, -1]
        return states[:, :-1]


def k_weighting(sample_rate: int) -> NDArray[np.float64]:
    """Return the K-weighting filter as second-order sections: a shelf for the head, and a high-pass.

    ITU-R BS.1770-5, annex 1, gives coefficients for 48 kHz; these are the filters behind them, brought to any
    rate by the bilinear transform. A section is b0, b1, b2, a1, a2, with a0 at 1.
    """
    return np.array(
        [
            _shelf(1681.974450955533, 3.999843853973347, 0.7071752369554196, sample_rate),
            _high_pass(38.13547087602444, 0.5003270373238773, sample_rate),
        ]
    )


def _responses(sections: NDArray[np.float64], frames: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what a filter answers to each sample of a block alone, and to each number of its state.

    Returns:
        heard: One row for each sample and each number of the state: the block that comes out.
        left: The same rows: the state it leaves behind.
    """
    numbers = 2 * len(sections)
    fed = np.vstack([np.eye(frames), np.zeros((numbers, frames))])
    heard = np.empty_like(fed)
    state = np.hstack([np.zeros((numbers, frames)), np.eye(numbers)])
    for at in range(frames):
        signal = fed[:, at]
        for section, (b0, b1, b2, a1, a2) in enumerate(sections):
            soon, later = 2 * section, 2 * section + 1
            passed = b0 * signal + state[soon]
            state[soon] = b1 * signal - a1 * passed + state[later]
            state[later] = b2 * signal - a2 * passed
            signal = passed
        heard[:, at] = signal
    return heard, state.T


def _shelf(hertz: float, gain_db: float, q: float, sample_rate: int) -> list[float]:
    k = math.tan(math.pi * hertz / sample_rate)
    high = 10 ** (gain_db / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    return [
        (high + band * k / q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / q + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    ]


def _high_pass(hertz: float, q: float, sample_rate: int) -> list[float]:
    k = math.tan(math.pi * hertz / sample_rate)
    a0 = 1 + k / q + k * k
    return [1.0, -2.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0]
