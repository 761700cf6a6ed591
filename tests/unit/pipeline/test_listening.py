from __future__ import annotations

from pathlib import Path

import pytest

from podpub.checks import RULES
from podpub.model import Faults, Foresight, Gap, Leveling, Mastering, Places, Prospect, TrackFaults
from podpub.pipeline.material.listening import sound_findings
from tests.support.samples import production


def _prospects(spread_lu: float, heavy_share: float) -> tuple[Prospect, ...]:
    return tuple(
        Prospect(leveling, spread_lu / divisor, heavy_share / divisor)
        for divisor, leveling in enumerate(Leveling, start=1)
    )


def _told(prospects: tuple[Prospect, ...], leveling: Leveling, heavy_share: float | None = None) -> list[str]:
    episode = production(Path("/show"), mastering=Mastering(leveling=leveling))
    places = Places(Path("/show"), {})
    found = sound_findings(Foresight(prospects), episode, places, heavy_share=heavy_share)
    return [f"{one.code}: {one.message} {one.fix}" for one in found]


def test_voices_far_apart_are_told_with_what_each_leveling_would_leave() -> None:
    (told,) = _told(_prospects(12, 0), Leveling.OFF)
    assert "speakers-apart: the loudest speaker stands 12 LU above the quietest" in told
    assert "`gentle` would leave 6 LU, `strong` would leave 4 LU" in told


def test_who_levels_already_hears_only_of_more() -> None:
    (told,) = _told(_prospects(20, 0), Leveling.GENTLE)
    assert "10 LU above" in told
    assert "`gentle`" not in told
    assert "`strong` would leave 7 LU" in told


def test_where_no_leveling_helps_another_way_is_named() -> None:
    (told,) = _told(_prospects(30, 0), Leveling.STRONG)
    assert "microphone of its own" in told


@pytest.mark.parametrize(("spread_lu", "heavy_share"), [(8, 0.01), (0, 0)])
def test_what_sounds_well_is_not_talked_about(spread_lu: float, heavy_share: float) -> None:
    assert _told(_prospects(spread_lu, heavy_share), Leveling.OFF) == []
    assert _told((), Leveling.OFF) == []


def test_a_recording_that_is_held_down_too_hard_is_too_dynamic() -> None:
    (told,) = _told(_prospects(0, 0.06), Leveling.OFF)
    assert "6% of it has to be held down by more than 6 dB" in told
    assert "`gentle` would make it 3%" in told


def test_the_limiter_that_has_worked_knows_better() -> None:
    assert _told(_prospects(0, 0.06), Leveling.OFF, heavy_share=0.002) == []
    (told,) = _told(_prospects(0, 0.0), Leveling.STRONG, heavy_share=0.2)
    assert "20% of it" in told
    assert "ask for less `loudness`" in told


GOOD = TrackFaults("a.wav", 48_000)
BREAKS: dict[str, list[Faults]] = {
    "clipping": [Faults((TrackFaults("a.wav", 48_000, clips=3, first_clip_s=65),))],
    "silence-long": [Faults((GOOD,), (Gap(3725, 12),))],
    "channel-silent": [
        Faults((TrackFaults("a.wav", 48_000, silent_side=side),)) for side in ("left", "right")
    ],
    "channels-alike": [Faults((TrackFaults("a.wav", 48_000, same_sides=True),))],
    "hum": [Faults((TrackFaults("a.wav", 48_000, hum_hz=50, hum_lu=-44),))],
    "rate-low": [Faults((TrackFaults("a.wav", 22_050),)), Faults((TrackFaults("a.wav", 8_000),))],
    "rates-mixed": [Faults((GOOD, TrackFaults("b.wav", 44_100)))],
    "offset": [Faults((TrackFaults("a.wav", 48_000, offset=-0.011),))],
}
PASSES: dict[str, list[Faults]] = {
    "clipping": [Faults((TrackFaults("a.wav", 48_000, clips=2),))],
    "silence-long": [Faults((GOOD,))],
    "channel-silent": [Faults((GOOD,))],
    "channels-alike": [Faults((TrackFaults("a.wav", 48_000, same_sides=True), GOOD))],
    "hum": [Faults((TrackFaults("a.wav", 48_000, hum_hz=50, hum_lu=-46),))],
    "rate-low": [Faults((TrackFaults("a.wav", 32_000),))],
    "rates-mixed": [Faults((GOOD, GOOD))],
    "offset": [Faults((TrackFaults("a.wav", 48_000, offset=0.009),))],
}


def _faulty(faults: Faults, **settings: int) -> list[tuple[str, str]]:
    episode = production(Path("/show"), mastering=Mastering(**settings))  # type: ignore[arg-type]
    found = sound_findings(Foresight((), faults), episode, Places(Path("/show"), {}))
    return [(one.code, one.message) for one in found]


@pytest.mark.parametrize(("code", "faults"), [(code, one) for code, cases in BREAKS.items() for one in cases])
def test_each_fault_of_a_recording_is_told(code: str, faults: Faults) -> None:
    assert [found for found, _ in _faulty(faults)] == [code]


@pytest.mark.parametrize("faults", [one for cases in PASSES.values() for one in cases])
def test_what_just_is_no_fault_is_left_alone(faults: Faults) -> None:
    assert _faulty(faults) == []


def test_every_rule_about_sound_is_broken_and_just_not_broken() -> None:
    rules = {rule.code for rule in RULES if rule.sound}
    assert rules == {*BREAKS, "speakers-apart", "too-dynamic"}
    assert set(PASSES) == set(BREAKS)


def test_times_are_told_as_players_show_them() -> None:
    assert _faulty(BREAKS["clipping"][0])[0][1] == "a.wav is overdriven in 3 places, first at 1:05"
    assert _faulty(BREAKS["silence-long"][0])[0][1] == "nothing is heard for 12 s at 1:02:05"


def test_equal_channels_do_not_matter_to_a_mono_show() -> None:
    assert _faulty(BREAKS["channels-alike"][0], channels=1) == []
