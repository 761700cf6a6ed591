from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.audio.dynamics.conversation import curves
from podpub.audio.dynamics.curve import Curve
from podpub.audio.dynamics.leveling import closed, own_voices, ridden, speaker_spread_lu, voiced
from podpub.audio.metering.loudness import energy, levels
from podpub.model import Leveling

if TYPE_CHECKING:
    from podpub.audio.metering.loudness import Energies

BREATH_LUFS = -52.0
TURN_STEPS = 120
PAUSE_STEPS = 15

hands = st.sampled_from([Leveling.GENTLE, Leveling.STRONG])


def _turn(lufs: float, steps: int = TURN_STEPS, seed: int = 0) -> Energies:
    """Return somebody talking: syllables that swing by some decibels, and short gaps between words."""
    chance = np.random.default_rng(seed)
    swing_db = chance.normal(0, 3, steps)
    swing_db[::9] -= 14
    syllables: Energies = energy(lufs) * 10 ** (swing_db / 10)
    return syllables


def _pause(steps: int = PAUSE_STEPS) -> Energies:
    """Return a room in which somebody breathes."""
    return np.full(steps, energy(BREATH_LUFS))


def _talk(*turns_lufs: float) -> Energies:
    parts = [part for seed, lufs in enumerate(turns_lufs) for part in (_turn(lufs, seed=seed), _pause())]
    return np.concatenate(parts)


def _after(energies: Energies, curve: Curve | None) -> Energies:
    assert curve is not None
    return energies * 10 ** (curve.gains_db / 10)


@pytest.mark.parametrize(
    ("leveling", "left_lu"), [pytest.param(Leveling.GENTLE, 7, id="gentle"), (Leveling.STRONG, 3.5)]
)
def test_a_quiet_guest_comes_up_to_a_loud_host(leveling: Leveling, left_lu: float) -> None:
    talk = _talk(-20, -32, -20, -32)
    assert speaker_spread_lu(talk) == pytest.approx(12, abs=2.5)
    levelled = _after(talk, ridden(talk, leveling))
    assert speaker_spread_lu(levelled) < left_lu
    host = slice(20, 100)
    assert levels(levelled[host]) == pytest.approx(levels(talk[host]), abs=1.5)


@given(hand=hands, guest=st.floats(-38, -20))
@settings(max_examples=30)
def test_pauses_and_breath_are_never_raised(hand: Leveling, guest: float) -> None:
    talk = _talk(-20, guest, -20, guest)
    curve = ridden(talk, hand)
    assert curve is not None
    for turn in range(4):
        middle = (turn + 1) * TURN_STEPS + turn * PAUSE_STEPS + PAUSE_STEPS // 2
        assert curve.gains_db[middle - 1 : middle + 2].max() <= 0.05


@pytest.mark.parametrize("hand", [Leveling.GENTLE, Leveling.STRONG])
def test_a_breath_in_a_quiet_room_is_no_quiet_voice(hand: Leveling) -> None:
    """Far above the room's noise, and still no word: it is not raised with the guest's words."""
    room, breath = np.full(9, energy(-75)), np.full(6, energy(-50))
    pause = np.concatenate([room[:5], breath, room[5:]])
    guest = [part for seed in range(4) for part in (_turn(-32, 60, seed), pause)]
    talk = np.concatenate([_turn(-20), pause, *guest])
    curve = ridden(talk, hand)
    assert curve is not None
    for turn in range(4):
        start = TURN_STEPS + len(pause) + 60 * (turn + 1) + len(pause) * turn + 5
        assert curve.gains_db[start + 1 : start + 5].max() < 1.5
        words = start - 5 - 30
        assert curve.gains_db[words - 10 : words + 10].mean() > 4


@pytest.mark.parametrize("turn_s", [4, 8, 12])
def test_speakers_are_told_apart_however_long_their_turns_are(turn_s: int) -> None:
    turns = [_turn(-20 if turn % 2 == 0 else -34, turn_s * 10, turn) for turn in range(10)]
    talk = np.concatenate([part for turn in turns for part in (turn, _pause())])
    assert speaker_spread_lu(talk) == pytest.approx(14, abs=2.5)


@given(hand=hands, guest=st.floats(-38, -20))
@settings(max_examples=30)
def test_the_fader_follows_speakers_and_not_syllables(hand: Leveling, guest: float) -> None:
    """No pumping: while one person speaks, the gain stays where it is."""
    curve = ridden(_talk(-20, guest, -20, guest), hand)
    assert curve is not None
    assert np.abs(np.diff(curve.gains_db)).max() < 5
    for turn in range(4):
        start = turn * (TURN_STEPS + PAUSE_STEPS)
        while_speaking = curve.gains_db[start + 25 : start + TURN_STEPS - 25]
        assert np.ptp(while_speaking) < 2.5


def test_an_even_voice_is_hardly_touched() -> None:
    talk = _talk(-22, -22, -22)
    curve = ridden(talk, Leveling.STRONG)
    assert curve is not None
    assert np.abs(curve.gains_db).max() < 2.5


def test_switched_off_or_with_nobody_speaking_there_is_no_curve() -> None:
    assert ridden(_talk(-20, -32), Leveling.OFF) is None
    assert ridden(np.zeros(100), Leveling.STRONG) is None
    assert speaker_spread_lu(np.zeros(100)) == 0
    assert speaker_spread_lu(np.zeros(0)) == 0


def test_speech_is_told_from_the_room_it_is_in() -> None:
    spoken = voiced(_talk(-20, -30))
    assert spoken[:TURN_STEPS].mean() > 0.9
    assert not spoken[TURN_STEPS + 2 : TURN_STEPS + PAUSE_STEPS - 2].any()
    assert spoken[TURN_STEPS + PAUSE_STEPS : 2 * TURN_STEPS + PAUSE_STEPS].mean() > 0.9


@pytest.mark.parametrize("leak_db", [-12, -20, -40])
@pytest.mark.parametrize("quieter_lu", [0, 10])
def test_a_neighbours_voice_is_told_from_the_own(leak_db: float, quieter_lu: float) -> None:
    """Also where the guest is so quiet that the host is nearly as loud in the guest's microphone."""
    host = np.concatenate([_turn(-22, seed=1), _pause(), _pause(TURN_STEPS)])
    guest = np.concatenate([_pause(TURN_STEPS), _pause(), _turn(-22 - quieter_lu, seed=2)])
    leak = 10 ** (leak_db / 10)
    of_host, of_guest = own_voices([host + leak * guest, guest + leak * host])
    first, late = slice(5, TURN_STEPS - 5), slice(TURN_STEPS + PAUSE_STEPS + 5, -5)
    assert of_host[first].mean() > 0.8
    assert of_guest[late].mean() > 0.8
    assert of_guest[first].mean() < 0.05
    assert of_host[late].mean() < 0.05


@pytest.mark.parametrize("leveling", list(Leveling))
def test_levelled_tracks_stay_closed_while_others_speak(leveling: Leveling) -> None:
    """What leaks into a quiet guest's track is no quiet voice to be raised."""
    host = np.concatenate([_turn(-22, seed=1), _pause(), _pause(TURN_STEPS)])
    guest = np.concatenate([_pause(TURN_STEPS), _pause(), _turn(-34, seed=2)])
    tracks = [host + 0.015 * guest, guest + 0.004 * host]
    of_host, of_guest = curves(tracks, leveling)
    assert of_host is not None
    assert of_guest is not None
    while_host, while_guest = slice(10, TURN_STEPS - 10), slice(TURN_STEPS + PAUSE_STEPS + 10, -10)
    assert of_guest.gains_db[while_host].max() < 12 - 13
    assert of_guest.gains_db[while_guest].mean() == pytest.approx(12, abs=1.5)
    assert np.abs(of_host.gains_db[while_host]).max() < 3


def test_two_who_speak_at_once_are_both_heard() -> None:
    host = np.concatenate([_turn(-22, seed=1), _turn(-22, seed=2), _pause(TURN_STEPS)])
    guest = np.concatenate([_pause(TURN_STEPS), _turn(-25, seed=3), _turn(-25, seed=4)])
    of_host, of_guest = own_voices([host + 0.01 * guest, guest + 0.01 * host])
    both = slice(TURN_STEPS + 5, 2 * TURN_STEPS - 5)
    assert of_host[both].mean() > 0.8
    assert of_guest[both].mean() > 0.7


def test_a_closed_microphone_is_turned_down_softly_and_opens_before_the_first_word() -> None:
    host, guest = np.arange(100) < 50, np.arange(100) >= 60
    of_host, of_guest = closed([host, guest])
    assert of_guest.gains_db[:45].max() < -14
    assert of_guest.gains_db[60:].min() > -1
    assert of_host.gains_db[:50].min() > -1
    assert np.abs(np.diff(of_guest.gains_db)).max() < 5


def test_a_curve_moves_in_straight_lines_and_holds_at_both_ends() -> None:
    ramp = Curve(np.array([0.0, 6.0, 6.0]))
    sound = np.full((1500, 2), 0.1, np.float32)
    gains_db = 20 * np.log10(ramp.over(sound, 0, 4000)[:, 0] / 0.1)
    assert gains_db[:200] == pytest.approx(np.zeros(200), abs=0.02)
    assert gains_db[600:] == pytest.approx(np.full(900, 6.0), abs=0.02)
    assert 2 < gains_db[400] < 4


@given(cut=st.integers(0, 1500))
def test_a_curve_applied_in_two_parts_is_the_same_curve(cut: int) -> None:
    ramp = Curve(np.array([0.0, 6.0, -3.0]))
    sound = np.full((1500, 2), 0.1, np.float32)
    parts = np.concatenate([ramp.over(sound[:cut], 0, 4000), ramp.over(sound[cut:], cut, 4000)])
    assert np.array_equal(parts, ramp.over(sound, 0, 4000))
