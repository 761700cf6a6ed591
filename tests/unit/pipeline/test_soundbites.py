"""Soundbites are heard where they belong, and what was cut off is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podpub.model import Places, Soundbite, Timeline
from podpub.pipeline.material.soundbites import heard_soundbites, soundbite_findings
from tests.support.samples import episode, production

TRIMMED = Timeline(trimmed_start_s=10, recording_s=100, lead_s=5, total_s=120)
SHOW = Path("/show")


def _heard(one: Soundbite, timeline: Timeline = TRIMMED) -> tuple[list[tuple[float, float]], list[str]]:
    made = production(SHOW, episode=episode(soundbites=(one,)))
    places = Places(SHOW, {(made.file, "soundbites"): 7})
    found = soundbite_findings(made, timeline, places)
    heard = heard_soundbites(made, timeline)
    return [(bite.start_s, bite.duration_s) for bite in heard], [f"{f.where} {f.message}" for f in found]


def test_a_soundbite_moves_by_intro_and_trimming() -> None:
    assert _heard(Soundbite(30, 15)) == ([(25, 15)], [])


@pytest.mark.parametrize(
    ("one", "left", "told"),
    [
        pytest.param(Soundbite(4, 20, "Mut"), [(5, 14)], "6.0 s .*“Mut”.* the rest", id="beginning"),
        pytest.param(Soundbite(100, 20), [(95, 10)], "10.0 s .*at 100 s.* the rest is published", id="end"),
        pytest.param(Soundbite(2, 5), [], "5.0 s .* not published", id="before"),
        pytest.param(Soundbite(4000, 60), [], "60.0 s .* not published", id="after"),
    ],
)
def test_what_was_cut_off_is_told_with_its_line(
    one: Soundbite, left: list[tuple[float, float]], told: str
) -> None:
    heard, (message,) = _heard(one)
    assert heard == left
    assert message.startswith("episodes/042-vertrauen-im-team/episode.yaml:7 ")
    assert re.search(told, message)


def test_a_published_file_that_is_its_own_recording_moves_nothing() -> None:
    one = Soundbite(73.123, 42.25)
    assert _heard(one, TRIMMED.as_published) == ([(73.123, 42.25)], [])
    assert _heard(Soundbite(12.1, 0.3), TRIMMED.as_published) == ([(12.1, 0.3)], [])
