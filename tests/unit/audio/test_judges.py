"""The judges are judged: by signals whose answer is known, by arithmetic, and by another meter."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from tests.support import judges
from tests.support.signals import crests, lone_crest, tones
from tests.unit.audio.sounds import Sound, silence, sine, speech


def _stereo(channel: Sound) -> Sound:
    return np.repeat(channel, 2, axis=1)


def test_the_k_weighting_adds_at_997_hertz_what_the_offset_of_the_scale_takes_away() -> None:
    """BS.1770-4, Annex 1: a 997 Hz sine at full scale in one front channel reads -3.01 LKFS."""
    assert judges.k_weighting_db(997) == pytest.approx(0.691, abs=0.002)


def test_filtering_by_the_spectrum_is_filtering_sample_by_sample() -> None:
    sound = speech(0.4, 48_000)
    filtered = sound[:, 0]
    for (b0, b1, b2), (_, a1, a2) in judges.K_WEIGHTING:
        taken = [0.0, 0.0, *filtered]
        given = [0.0, 0.0]
        for at in range(2, len(taken)):
            forward = b0 * taken[at] + b1 * taken[at - 1] + b2 * taken[at - 2]
            given.append(forward - a1 * given[-1] - a2 * given[-2])
        filtered = np.array(given[2:])
    right = np.zeros_like(filtered)
    power = np.mean(filtered**2)
    alone = np.stack([sound[:, 0], right], axis=1)
    assert judges.integrated_lufs(alone, 48_000) == pytest.approx(-0.691 + 10 * np.log10(power), abs=1e-9)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_another_meter_hears_the_same_loudness(rate: int, channels: int) -> None:
    sound = np.concatenate([speech(4, rate, channels), silence(1, rate, channels)])
    other = pyloudnorm.Meter(rate, "DeMan").integrated_loudness(
        _stereo(sound[:, :1]) if channels == 1 else sound
    )
    assert judges.integrated_lufs(sound, rate) == pytest.approx(other, abs=0.01)


def test_what_nobody_hears_has_no_loudness() -> None:
    assert judges.integrated_lufs(silence(1, 44_100), 44_100) == -np.inf
    assert judges.integrated_lufs(sine(0.3, 44_100, dbfs=-20), 44_100) == -np.inf


def test_what_lies_below_the_absolute_gate_does_not_count() -> None:
    sound = _stereo(tones((-69.5, 10), (-70.5, 10), rate=48_000))
    assert judges.integrated_lufs(sound, 48_000) == pytest.approx(-69.5, abs=0.03)


def test_the_short_term_follows_a_step_for_three_seconds() -> None:
    levels = judges.short_term_lufs(_stereo(tones((-33, 5), (-23, 5), rate=48_000)), 48_000)
    assert len(levels) == 71
    assert levels[:21] == pytest.approx(-33, abs=0.01)
    assert levels[50:] == pytest.approx(-23, abs=0.01)
    assert levels[35] == pytest.approx(10 * np.log10((10**-3.3 + 10**-2.3) / 2), abs=0.01)
    assert np.all(np.diff(levels[20:51]) > 0)


def test_the_range_leaves_out_what_is_20_lu_below() -> None:
    sound = tones((-20, 20), (-30, 20), (-55, 20), rate=8000)
    assert judges.loudness_range_lu(sound, 8000) == pytest.approx(10, abs=0.1)


def test_the_range_goes_from_the_softest_tenth_to_the_loudest_twentieth() -> None:
    sound = tones(*((-40 + step / 5, 0.5) for step in range(100)), rate=8000)
    levels = judges.short_term_lufs(sound, 8000)
    assert judges.loudness_range_lu(sound, 8000) == pytest.approx(0.85 * np.ptp(levels), abs=0.05)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
@pytest.mark.parametrize(("divisor", "degrees"), [(4, 0), (4, 45), (6, 60), (8, 67.5)])
def test_the_crest_of_a_tone_is_found_wherever_it_lies(rate: int, divisor: int, degrees: float) -> None:
    assert judges.true_peak_dbtp(crests(rate, divisor, degrees, 0.5), rate) == pytest.approx(-6.02, abs=0.005)


def test_a_lone_crest_is_the_same_wherever_it_falls_between_the_samples() -> None:
    peaks = [judges.true_peak_dbtp(lone_crest(48_000, offset), 48_000) for offset in range(4)]
    assert np.ptp(peaks) < 0.001


def test_the_strict_meter_finds_what_hides_between_four_points_a_sample() -> None:
    """All crests of this tone lie an eighth of a sample off."""
    sound = crests(48_000, 2.5, 72, 1)
    strict, four = (judges.true_peak_dbtp(sound, 48_000, oversampling=points) for points in (16, 4))
    assert strict == pytest.approx(0, abs=0.01)
    assert four == pytest.approx(-0.44, abs=0.01)


@pytest.mark.parametrize("at", [0, 16_383, 12_288, 100_000])
def test_a_single_sample_is_its_own_crest_at_any_place(at: int) -> None:
    sound = np.zeros((100_001, 2))
    sound[at, 1] = -0.5
    assert judges.true_peak_dbtp(sound, 44_100) == pytest.approx(-6.02, abs=0.001)


def test_silence_has_no_crest_to_speak_of() -> None:
    assert judges.true_peak_dbtp(silence(1, 44_100), 44_100) < -500


@pytest.mark.parametrize("added_db", [-30, -60, -90])
def test_a_harmonic_that_was_added_is_found(added_db: float) -> None:
    tone = sine(1, 48_000, dbfs=-1, hertz=997)
    spoiled = tone + sine(1, 48_000, dbfs=-1 + added_db, hertz=3 * 997)
    assert judges.thd_db(spoiled, 48_000, 997) == pytest.approx(added_db, abs=0.01)


def test_a_tone_that_only_got_softer_or_later_is_not_spoiled() -> None:
    assert judges.thd_db(0.3 * sine(1, 48_000, dbfs=0, hertz=997)[17:] + 0.01, 48_000, 997) < -200


def test_a_clipped_tone_is_spoiled_in_the_channel_that_clips() -> None:
    tone = sine(1, 48_000, dbfs=0, hertz=997)
    tone[:, 1] = np.clip(tone[:, 1], -0.9, 0.9)
    assert -30 < judges.thd_db(tone, 48_000, 997) < -25
