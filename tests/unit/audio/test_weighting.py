"""The K-weighting by matrices is the recursive filter, whatever the rate and the pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.metering.weighting import KWeighting, k_weighting
from tests.support import judges


def _recursive(pcm: np.ndarray, sample_rate: int) -> np.ndarray:
    """Filter one channel sample by sample, as the difference equation reads."""
    signal = pcm.astype(np.float64).tolist()
    for b0, b1, b2, a1, a2 in k_weighting(sample_rate):
        x1 = x2 = y1 = y2 = 0.0
        for at, x in enumerate(signal):
            y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
            x1, x2, y1, y2 = x, x1, y, y1
            signal[at] = y
    return np.array(signal)


@given(
    rate=st.sampled_from([8000, 11_025, 22_050, 44_100, 48_000, 96_000, 44_089]),
    channels=st.integers(1, 3),
    pieces=st.lists(st.integers(1, 3), min_size=1, max_size=4),
    offset=st.sampled_from([0.0, 0.3]),
)
def test_it_is_the_recursive_filter(rate: int, channels: int, pieces: list[int], offset: float) -> None:
    step = rate // 40
    noise = np.random.default_rng(rate).uniform(-0.5, 0.5, (sum(pieces) * step, channels)) + offset
    pcm = noise.astype(np.float32)
    weighting = KWeighting(channels, rate, step)
    ends = np.cumsum(pieces)[:-1] * step
    heard = np.concatenate([weighting.weighted(piece) for piece in np.split(pcm, ends)], axis=1)
    for channel in range(channels):
        assert heard[channel] == pytest.approx(_recursive(pcm[:, channel], rate), abs=4e-5)


@pytest.mark.parametrize("hertz", [30, 100, 997, 3000, 10_000])
def test_a_tone_is_weighted_as_the_standard_says(hertz: int) -> None:
    tone = np.sin(2 * np.pi * hertz * np.arange(96_000) / 48_000).astype(np.float32)[:, None]
    heard = KWeighting(1, 48_000, 4800).weighted(tone)[0, 48_000:]
    assert 10 * np.log10(2 * np.mean(heard**2)) == pytest.approx(judges.k_weighting_db(hertz), abs=0.02)
