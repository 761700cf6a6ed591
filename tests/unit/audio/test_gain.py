from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.gain import headroom_db, limit_dbtp, next_gain_db, spread_lu, unusable
from podpub.model import Measurement

loudnesses = st.floats(-60, 0)
targets = st.floats(-31, -9)
peaks = st.floats(-60, 40)
ceilings = st.floats(-9.5, 0)
gains = st.floats(-40, 60)


def _heard(lufs: float, *, seconds: float = 60, lra_lu: float = 6) -> Measurement:
    return Measurement(lufs, -3.0, lra_lu, 2, 48_000, round(seconds * 48_000))


@given(gain_db=gains, peak=peaks, ceiling=ceilings)
def test_no_peak_passes_the_ceiling(gain_db: float, peak: float, ceiling: float) -> None:
    limit = limit_dbtp(gain_db, peak, ceiling)
    left = peak if limit is None else min(peak, limit)
    assert left + gain_db <= ceiling + 1e-9


@given(gain_db=gains, peak=peaks, ceiling=ceilings)
def test_the_limiter_touches_only_what_needs_it(gain_db: float, peak: float, ceiling: float) -> None:
    limit = limit_dbtp(gain_db, peak, ceiling)
    assert (limit is None) == (peak + gain_db <= ceiling)
    assert limit is None or limit < peak + 1e-9


@given(peak=peaks)
def test_32_bit_pcm_holds_every_peak_with_room_for_a_resampler(peak: float) -> None:
    assert peak - headroom_db(peak) <= -6
    assert headroom_db(peak) >= 12


@given(lufs=loudnesses, target=targets)
def test_without_a_limiter_the_first_correction_is_the_last(lufs: float, target: float) -> None:
    assert lufs + next_gain_db([(0.0, lufs)], target) == pytest.approx(target)


@given(lufs=st.floats(-40, -10), target=targets, slope=st.floats(0.45, 1))
def test_four_passes_find_the_gain_whatever_is_limited(lufs: float, target: float, slope: float) -> None:
    """A limiter as a straight line: one decibel of gain brings `slope` LU, at any gain above zero."""

    def loudness(gain_db: float) -> float:
        return lufs + (slope * gain_db if gain_db > 0 else gain_db)

    tries = [(0.0, loudness(0.0))]
    for _ in range(3):
        gain_db = next_gain_db(tries, target)
        tries.append((gain_db, loudness(gain_db)))
    assert min(abs(heard - target) for _, heard in tries) <= 0.1


@given(tries=st.lists(st.tuples(gains, loudnesses), min_size=1, max_size=5), target=targets)
def test_the_next_gain_goes_towards_the_target(tries: list[tuple[float, float]], target: float) -> None:
    gain_db = next_gain_db(tries, target)
    assert math.isfinite(gain_db)
    assert (gain_db - tries[-1][0]) * (target - tries[-1][1]) >= 0


@pytest.mark.parametrize(
    ("heard", "spread", "because"),
    [
        pytest.param(_heard(-math.inf), 0, "silent", id="silence"),
        pytest.param(_heard(-20, seconds=0.9), 9, "0.90 s long", id="too short"),
        pytest.param(_heard(-54), 9, "so quiet", id="needs more than 36 dB"),
        pytest.param(_heard(-40, lra_lu=0.4), 0.9, "steady", id="a quiet hiss"),
    ],
)
def test_what_cannot_become_an_episode_is_told_why(heard: Measurement, spread: float, because: str) -> None:
    assert because in (unusable(heard, spread, -16) or "")


@pytest.mark.parametrize(
    ("heard", "spread"),
    [
        pytest.param(_heard(-46), 12, id="quiet speech"),
        pytest.param(_heard(-46, seconds=3, lra_lu=0), 12, id="a short, quiet sentence"),
        pytest.param(_heard(-30, lra_lu=0.2), 0.5, id="steady but not so quiet"),
        pytest.param(_heard(-5), 3, id="loud"),
    ],
)
def test_what_can_become_an_episode_is_let_through(heard: Measurement, spread: float) -> None:
    assert unusable(heard, spread, -16) is None


def test_the_spread_leaves_out_silence_and_the_first_filling_of_the_window() -> None:
    assert spread_lu([-60, -50, -40, -30.0, -30.0, -90.0, -90.0, -30.0]) == 0
    assert spread_lu([]) == 0
