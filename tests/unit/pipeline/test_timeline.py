"""What fell into a cut is named: chapters, cues and soundbites alike."""

from __future__ import annotations

import pytest

from podpub.model import Level, Timeline
from podpub.pipeline.material.timeline import Mark, cut_findings, is_heard

TRIMMED = Timeline(trimmed_start_s=10, recording_s=100, lead_s=5, total_s=120, trimmed_end_s=30)


@pytest.mark.parametrize(
    ("start_s", "end_s", "kept"),
    [
        pytest.param(9, None, False, id="a moment before"),
        pytest.param(10, None, True, id="a moment at the cut"),
        pytest.param(110, None, True, id="a moment at the end"),
        pytest.param(111, None, False, id="a moment behind"),
        pytest.param(2, 10, False, id="all before"),
        pytest.param(2, 10.5, True, id="half before"),
        pytest.param(109, 115, True, id="half behind"),
        pytest.param(110, 115, False, id="all behind"),
        pytest.param(0, 140, True, id="around everything"),
    ],
)
def test_what_is_heard_at_all_is_kept(start_s: float, end_s: float | None, *, kept: bool) -> None:
    assert is_heard(Mark("the cue “Hm”", start_s, end_s), TRIMMED) is kept


def test_what_is_not_heard_is_told_with_its_name_its_time_and_its_line() -> None:
    marks = [
        Mark("the soundbite “Mut”", 3.25, 8),
        Mark("the cue “Ja.”", 20, 21),
        Mark("the cue “Äh”", 111, 112),
    ]
    first, second = cut_findings(marks, TRIMMED, "episodes/1/episode.yaml:9")
    assert (first.level, first.code, first.where) == (
        Level.WARNING,
        "fell-into-cut",
        "episodes/1/episode.yaml:9",
    )
    assert first.message.startswith("the soundbite “Mut” at 00:00:03.250 fell into the cut before")
    assert second.message.startswith("the cue “Äh” at 00:01:51.000 fell into the cut behind")
