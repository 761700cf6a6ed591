"""Chapters are heard where they belong, and told when they cannot be."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.errors import ConfigError
from podpub.model import Chapter, Places, Timeline
from podpub.pipeline.material.chapters import Contents, contents, heard_chapters
from tests.support.samples import episode, production, release

TRIMMED = Timeline(trimmed_start_s=10, recording_s=100, lead_s=5, total_s=120, trimmed_end_s=30)
BARE = Timeline(trimmed_start_s=10, recording_s=100, lead_s=0, total_s=100)


def chapters(*starts_s: float) -> tuple[Chapter, ...]:
    return tuple(Chapter(start_s, f"bei {start_s:g}") for start_s in starts_s)


def table(*starts_s: float, timeline: Timeline = TRIMMED) -> Contents:
    one = production(Path("/show"), episode=episode(chapters=chapters(*starts_s)))
    places = Places(Path("/show"), {(one.file, "chapters"): 7})
    return contents(one, timeline, places, None)


def heard(*starts_s: float, timeline: Timeline = TRIMMED) -> list[tuple[float, str]]:
    return [(one.start_s, one.title) for one in table(*starts_s, timeline=timeline).chapters]


def lost(*starts_s: float, timeline: Timeline = TRIMMED) -> list[str]:
    return [one.message for one in table(*starts_s, timeline=timeline).lost]


def test_chapters_move_by_intro_and_trimming() -> None:
    assert heard(0, 30, 60) == [(0, "bei 0"), (25, "bei 30"), (55, "bei 60")]
    assert lost(0, 30, 60) == []


def test_of_several_in_a_trimmed_beginning_the_last_is_heard_and_the_others_are_named() -> None:
    assert heard(2, 4, 9, 30) == [(5, "bei 9"), (25, "bei 30")]
    assert lost(2, 4, 9, 30) == [
        "the chapter “bei 2” at 00:00:02.000 fell into the cut before the beginning, at 00:00:10.000",
        "the chapter “bei 4” at 00:00:04.000 fell into the cut before the beginning, at 00:00:10.000",
    ]


def test_a_finding_stands_at_the_chapters() -> None:
    (one,) = table(2, 10).lost
    assert (one.code, one.where) == ("fell-into-cut", "episodes/042-vertrauen-im-team/episode.yaml:7")
    assert "trim" in one.fix


def test_a_chapter_at_the_very_beginning_is_heard_when_there_is_an_intro_for_it() -> None:
    assert heard(0, 9, 30) == [(0, "bei 0"), (5, "bei 9"), (25, "bei 30")]
    assert heard(0, 9, 30, timeline=BARE) == [(0, "bei 9"), (20, "bei 30")]
    assert len(lost(0, 9, 30, timeline=BARE)) == 1


def test_a_chapter_in_the_silence_at_the_end_is_named_and_left_out() -> None:
    assert heard(0, 30, 110, 139) == [(0, "bei 0"), (25, "bei 30")]
    assert [one.partition(" fell into ")[2] for one in lost(0, 30, 110, 139)] == [
        "the cut behind the end, at 00:01:50.000"
    ] * 2


@pytest.mark.parametrize("start_s", [140, 4000])
def test_a_chapter_behind_the_end_of_the_recording_is_refused(start_s: float) -> None:
    with pytest.raises(ConfigError, match=f"bei {start_s}.*00:02:20") as caught:
        table(0, start_s)
    assert "chapters" in caught.value.fix


def test_chapters_of_a_recording_that_was_put_away_stay_as_they_were_released() -> None:
    released = release(episode=episode(chapters=chapters(0, 7)))
    one = production(Path("/nowhere"), episode=episode(chapters=()), recorded_chapters=True)
    places = Places(Path("/nowhere"), {})
    assert contents(one, TRIMMED, places, released).chapters == chapters(0, 7)


@given(
    starts_s=st.sets(st.integers(0, 200_000), max_size=12).map(lambda ms: sorted(one / 1000 for one in ms)),
    trimmed_s=st.sampled_from([0.0, 5.5, 20.0]),
    lead_s=st.sampled_from([0.0, 4.25]),
)
def test_every_chapter_is_heard_in_order_or_told(
    starts_s: list[float], trimmed_s: float, lead_s: float
) -> None:
    timeline = Timeline(trimmed_s, 150.0, lead_s, 150.0 + lead_s, trimmed_end_s=201.0)
    found = table(*starts_s, timeline=timeline)
    assert len(found.chapters) + len(found.lost) == len(starts_s)
    assert all(before.start_s < after.start_s for before, after in pairwise(found.chapters))
    assert all(0 <= one.start_s <= timeline.total_s for one in found.chapters)
    assert heard_chapters(chapters(*starts_s), timeline) == found.chapters
