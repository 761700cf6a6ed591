from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.dynamics.gain import (
    Sound,
    between_db,
    gain_db,
    limit_dbtp,
    predicted_lufs,
    spread_lu,
    unusable,
)
from podpub.audio.metering.loudness import energy

if TYPE_CHECKING:
    from podpub.audio.metering.loudness import Energies

targets = st.floats(-31, -9)
peaks = st.floats(-60, 40)
ceilings = st.floats(-9.5, 0)
gains = st.floats(-40, 60)
levels = st.lists(st.floats(-40, -10), min_size=8, max_size=40)
crests_db = st.floats(3, 20)


def _sound(levels_lufs: list[float], crest_db: float) -> Sound:
    """Return a sound of these levels, whose peaks stand so far above them."""
    peaks = 10 ** ((np.array(levels_lufs) + crest_db) / 20)
    energies = np.array([energy(level) for level in levels_lufs])
    return Sound(energies, peaks, 20 * np.log10(peaks.max()))


def _steady(lufs: float, seconds: float = 60) -> Energies:
    return np.full(int(seconds * 10), energy(lufs))


def _speech(lufs: float, seconds: float = 60) -> Energies:
    """Return syllables that swing by 12 dB around a level, some seconds louder, some softer."""
    at = np.arange(int(seconds * 10))
    swing: Energies = 10 ** ((6 * np.sin(at * 0.9) + 6 * np.sin(at / 40)) / 10)
    return energy(lufs) * swing


@given(gain=gains, peak=peaks, ceiling=ceilings)
def test_no_peak_passes_the_ceiling(gain: float, peak: float, ceiling: float) -> None:
    limit = limit_dbtp(gain, peak, ceiling)
    left = peak if limit is None else min(peak, limit)
    assert left + gain <= ceiling + 1e-9


@given(gain=gains, peak=peaks, ceiling=ceilings)
def test_the_limiter_touches_only_what_needs_it(gain: float, peak: float, ceiling: float) -> None:
    limit = limit_dbtp(gain, peak, ceiling)
    assert (limit is None) == (peak + gain <= ceiling)
    assert limit is None or limit < peak + 1e-9


@given(levels=levels, target=targets)
def test_what_needs_no_limiter_comes_exactly_to_the_target(levels: list[float], target: float) -> None:
    sound = _sound(levels, 3)
    gain = gain_db([sound], [0.0], target, ceiling_dbtp=200)
    assert gain == pytest.approx(target - sound.lufs, abs=0.001)


@given(levels=levels, crest=crests_db, target=targets)
def test_the_gain_makes_up_for_what_a_limiter_takes(levels: list[float], crest: float, target: float) -> None:
    sound = _sound(levels, crest)
    gain = gain_db([sound], [0.0], target, ceiling_dbtp=-1)
    assert predicted_lufs([sound], [gain], -1) == pytest.approx(target, abs=0.3)
    assert gain >= target - sound.lufs - 0.01


@given(levels=levels, target=targets)
def test_several_sounds_keep_their_differences(levels: list[float], target: float) -> None:
    sounds = [_sound(levels, 3), _sound(levels[::-1], 3)]
    more = gain_db(sounds, [2.0, -1.0], target, ceiling_dbtp=200)
    assert predicted_lufs(sounds, [2.0 + more, -1.0 + more], 200) == pytest.approx(target, abs=0.01)


@pytest.mark.parametrize(
    ("heard", "seconds", "because"),
    [
        pytest.param(np.zeros(600), 60, "silent", id="silence"),
        pytest.param(_speech(-20, 0.9), 0.9, "0.90 s long", id="too short"),
        pytest.param(_speech(-58), 60, "so quiet", id="needs more than 36 dB"),
        pytest.param(_steady(-40), 60, "steady", id="a quiet hiss"),
    ],
)
def test_what_cannot_become_an_episode_is_told_why(heard: Energies, seconds: float, because: str) -> None:
    assert because in (unusable(heard, seconds, -16) or "")


@pytest.mark.parametrize(
    ("heard", "seconds"),
    [
        pytest.param(_speech(-48), 60, id="quiet speech"),
        pytest.param(_speech(-48, 3), 3, id="a short, quiet sentence"),
        pytest.param(_steady(-30), 60, id="steady but not so quiet"),
        pytest.param(_speech(-9), 60, id="loud"),
    ],
)
def test_what_can_become_an_episode_is_let_through(heard: Energies, seconds: float) -> None:
    assert unusable(heard, seconds, -16) is None


def test_the_spread_leaves_out_silence() -> None:
    talk = np.array([energy(-30.0)] * 20 + [0.0] * 20)
    assert spread_lu(talk[:20]) == pytest.approx(0)
    assert spread_lu(talk) < 7
    assert spread_lu(np.zeros(0)) == 0


@given(target=st.floats(-20, -12), slope=st.floats(0.2, 1), bend=st.floats(0, 0.02))
def test_between_two_tries_the_gain_is_found_in_a_few_steps(target: float, slope: float, bend: float) -> None:
    """Whatever a limiter does to the curve, as long as more gain is louder."""

    def loudness(gain: float) -> float:
        return -16 + slope * gain - bend * gain * abs(gain)

    tries = [(loudness(gain), gain) for gain in (-9.0, 9.0)]
    is_louder_throughout = slope > 2 * bend * 9
    if not (is_louder_throughout and tries[0][0] < target < tries[1][0]):
        return
    for _ in range(5):
        gain = between_db(tries, target, otherwise_db=99)
        tries.append((loudness(gain), gain))
    assert min(abs(heard - target) for heard, _ in tries) < 0.1


def test_tries_on_one_side_leave_the_next_gain_to_the_prediction() -> None:
    assert between_db([(-20, 1.0), (-18, 3.0)], -16, otherwise_db=7.5) == 7.5
