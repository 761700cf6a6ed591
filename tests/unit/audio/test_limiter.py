from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.audio.limiter import Limiter
from podpub.audio.truepeak import GROUP, REACH, Samples, TruePeak, group_peaks
from tests.support.judges import short_term_lufs, true_peak_dbtp
from tests.unit.audio.sounds import Sound, sine, speech

RATE = 44_100


def _limited(sound: Samples, limit_dbtp: float, cuts: tuple[int, ...] = ()) -> tuple[Samples, Limiter]:
    limiter = Limiter(limit_dbtp, sound.shape[1], RATE)
    blocks = (sound[start:end] for start, end in pairwise([0, *cuts, len(sound)]))
    return np.concatenate(list(limiter.limited(blocks))), limiter


def _loud_speech(seconds: float, channels: int = 2, seed: int = 1) -> Samples:
    return speech(seconds, RATE, channels, level=0.5, seed=seed).astype(np.float32)


def _true_peak_dbtp(sound: Samples) -> float:
    peak = TruePeak(sound.shape[1])
    peak.hear(sound)
    return peak.heard_dbtp()


def _short_term(sound: Samples) -> Sound:
    return short_term_lufs(sound.astype(np.float64), RATE)


@given(
    limit=st.floats(-20, -3),
    channels=st.sampled_from([1, 2]),
    seed=st.integers(0, 100),
    cuts=st.lists(st.integers(0, 40_000), max_size=4).map(sorted),
)
@settings(max_examples=25)
def test_no_true_peak_passes_the_limit_and_no_sample_is_lost(
    limit: float, channels: int, seed: int, cuts: list[int]
) -> None:
    sound = _loud_speech(0.93, channels, seed)
    limited, _ = _limited(sound, limit, tuple(cuts))
    assert limited.shape == sound.shape
    assert _true_peak_dbtp(limited) <= limit + 0.05
    assert np.array_equal(limited, _limited(sound, limit)[0])


def test_what_stays_below_the_limit_is_not_touched() -> None:
    sound = _loud_speech(1)
    limited, limiter = _limited(sound, _true_peak_dbtp(sound) + 0.01)
    assert np.array_equal(limited, sound)
    assert limiter.reduction.most_db == 0


def test_silence_and_a_single_frame_come_through() -> None:
    assert len(_limited(np.zeros((RATE, 2), np.float32), -6)[0]) == RATE
    assert len(_limited(np.ones((1, 2), np.float32), -6)[0]) == 1
    assert len(_limited(np.zeros((0, 2), np.float32), -6)[0]) == 0


def test_both_sides_come_down_together() -> None:
    """A peak on the left must not move the speaker to the right."""
    sound = (speech(1, RATE, 2, level=0.1)).astype(np.float32)
    sound[20_000:20_010, 0] = 0.9
    limited, _ = _limited(sound, -12)
    touched = np.abs(sound).min(axis=1) > 1e-4
    gains = limited[touched] / sound[touched]
    assert np.abs(gains[:, 0] - gains[:, 1]).max() < 1e-5
    assert gains.min() < 0.3


@pytest.mark.parametrize("hertz", [60, 110, 440, 3000])
def test_a_tone_held_down_stays_a_pure_tone(hertz: float) -> None:
    """The gain must not follow the wave: total harmonic distortion and noise, 6 dB above the limit."""
    tone = sine(2, RATE, 1, dbfs=-3, hertz=hertz).astype(np.float32)
    limited, limiter = _limited(tone, -9)
    middle = limited[RATE // 2 : -RATE // 4, 0].astype(np.float64)
    time = np.arange(len(middle)) / RATE
    basis = np.stack([np.sin(2 * np.pi * hertz * time), np.cos(2 * np.pi * hertz * time)], axis=1)
    pure = basis @ np.linalg.lstsq(basis, middle, rcond=None)[0]
    distortion_db = 10 * np.log10(np.mean((middle - pure) ** 2) / np.mean(pure**2))
    assert distortion_db < -60
    assert limiter.reduction.most_db == pytest.approx(6, abs=0.1)


def test_the_gain_moves_slowly_and_recovers() -> None:
    """A click in a tone: down within the look-ahead, up within a fifth of a second, and no step anywhere."""
    tone = np.full((RATE, 1), 0.1, np.float32)
    tone[20_000:20_004] = 0.8
    limited, _ = _limited(tone, -12)
    gains_db = 20 * np.log10(limited / tone)[:, 0]
    assert np.abs(np.diff(gains_db)).max() < 0.15
    assert gains_db[20_000 - round(0.012 * RATE)] == 0
    assert -12 < gains_db[20_000] < -10.1
    assert gains_db[20_000 + round(0.2 * RATE)] == 0


def test_how_hard_it_worked_is_told() -> None:
    tone = sine(4, RATE, 2, dbfs=-10).astype(np.float32)
    tone[RATE : RATE + RATE // 2] *= 2.5
    _, limiter = _limited(tone, -10)
    assert limiter.reduction.most_db == pytest.approx(8, abs=0.1)
    assert limiter.reduction.heavy_share == pytest.approx(0.5 / 4, abs=0.02)


def test_a_limiter_that_works_all_the_time_is_as_sure_as_one_that_rests() -> None:
    square = np.sign(sine(1, RATE, 2, dbfs=0, hertz=70)).astype(np.float32)
    assert _true_peak_dbtp(_limited(square, -6)[0]) <= -5.95


@given(phase=st.floats(0, 6.3), step=st.floats(0.02, 1.75))
def test_the_peak_of_a_tone_is_found_wherever_its_samples_lie(phase: float, step: float) -> None:
    """ITU-R BS.1770-5, annex 2, note 2: four times the rate sees a peak to 0.55 dB."""
    tone = np.sin(phase + step * np.arange(2 * REACH + 40 * GROUP)).astype(np.float32)[:, None]
    assert group_peaks(tone, 0.5).max() == pytest.approx(1, rel=0.06)


def test_peaks_far_below_what_matters_cost_no_oversampling() -> None:
    quiet = np.full((2 * REACH + 10 * GROUP, 2), 0.01, np.float32)
    assert group_peaks(quiet, 0.5) == pytest.approx(np.full(10, 0.01))


def test_a_stricter_meter_agrees_that_the_limit_is_kept() -> None:
    """At sixteen times the rate, by another hand; speech that is held down by up to eight decibels."""
    sound = _loud_speech(4)
    limited, limiter = _limited(sound, _true_peak_dbtp(sound) - 8)
    assert limiter.reduction.most_db == pytest.approx(8, abs=0.2)
    assert true_peak_dbtp(limited, RATE) <= _true_peak_dbtp(sound) - 8 + 0.1


def test_loud_and_soft_passages_keep_their_relation() -> None:
    """The short-term loudness curve, before and after three decibels less of peak, is one curve."""
    sound = np.concatenate([_loud_speech(6, seed=2), _loud_speech(6, seed=3) / 2])
    limited, _ = _limited(sound, _true_peak_dbtp(sound) - 3)
    change_lu = _short_term(limited) - _short_term(sound)
    assert change_lu.max() <= 0.01
    assert change_lu.min() > -1.0
    assert np.abs(np.diff(change_lu)).max() < 0.5


def test_speech_below_the_limit_is_left_alone_a_moment_after_a_peak() -> None:
    """No pumping: a sixth of a second after a peak of six decibels too much, nothing is left of it."""
    sound = speech(2, RATE, 2, level=0.05).astype(np.float32)
    sound[RATE : RATE + 40] = 0.5
    limited, _ = _limited(sound, -12)
    after = RATE + RATE // 6 + 40
    assert np.array_equal(limited[after:], sound[after:])
    before = RATE - round(0.012 * RATE)
    assert np.array_equal(limited[:before], sound[:before])
