from __future__ import annotations

from pathlib import Path

import pytest

from podpub.model import Leveling, Mastering, Places, Prospect
from podpub.pipeline.listening import sound_findings
from tests.support.samples import production


def _prospects(spread_lu: float, heavy_share: float) -> tuple[Prospect, ...]:
    return tuple(
        Prospect(leveling, spread_lu / divisor, heavy_share / divisor)
        for divisor, leveling in enumerate(Leveling, start=1)
    )


def _told(prospects: tuple[Prospect, ...], leveling: Leveling, heavy_share: float | None = None) -> list[str]:
    episode = production(Path("/show"), mastering=Mastering(leveling=leveling))
    found = sound_findings(prospects, episode, Places(Path("/show"), {}), heavy_share=heavy_share)
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
