"""Transcripts move with the recording."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podpub.model import Cue, Timeline, Transcript
from podpub.transcripts import heard, late_cues

AFTER_AN_INTRO = Timeline(trimmed_start_s=0, recording_s=4000, lead_s=5.25, total_s=4005.25)
TRIMMED = Timeline(trimmed_start_s=3, recording_s=10, lead_s=0, total_s=10)


def _transcript(*times: tuple[float, float]) -> Transcript:
    return Transcript(tuple(Cue(start, end, f"Satz {n}") for n, (start, end) in enumerate(times)))


def _times(transcript: Transcript | None) -> list[tuple[float, float]]:
    return [(cue.start_s, cue.end_s) for cue in transcript.cues] if transcript else []


def test_cues_move_by_the_intro() -> None:
    moved = heard(_transcript((1, 3599.9), (3600, 3601.001)), AFTER_AN_INTRO)
    assert _times(moved.transcript) == [(6.25, 3605.15), (3605.25, 3606.251)]
    assert moved.cut == ()


def test_what_is_cut_off_is_left_out_and_told() -> None:
    moved = heard(_transcript((0, 2), (1, 3), (1, 4), (12, 14), (14.5, 15)), TRIMMED)
    assert _times(moved.transcript) == [(0, 1), (9, 10)]
    assert moved.cut == (0, 1, 4)


def test_where_everything_is_cut_off_nothing_is_left() -> None:
    assert heard(_transcript((0, 1)), TRIMMED).transcript is None


def test_a_cue_that_is_a_little_late_is_heard_at_the_very_end() -> None:
    moved = heard(_transcript((4000.5, 4002)), AFTER_AN_INTRO)
    assert _times(moved.transcript) == [(4005.249, 4005.25)]


def test_cues_after_the_end_are_named_with_a_second_of_tolerance() -> None:
    assert late_cues(_transcript((0, 1), (11, 12), (11.001, 12)), 10) == (2,)


@given(start=st.integers(0, 3_999_000), length=st.integers(1, 1000))
def test_without_trimming_every_time_moves_by_the_same(start: int, length: int) -> None:
    moved = heard(_transcript((start / 1000, (start + length) / 1000)), AFTER_AN_INTRO)
    assert _times(moved.transcript) == [((start + 5250) / 1000, (start + length + 5250) / 1000)]


@given(
    times=st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 5000)), min_size=1, max_size=6),
    start_s=st.floats(0, 8),
    length_s=st.floats(0.1, 8),
    lead_s=st.floats(0, 5),
)
def test_every_cue_is_published_or_told(
    times: list[tuple[int, int]], start_s: float, length_s: float, lead_s: float
) -> None:
    transcript = _transcript(*sorted((start / 1000, (start + length) / 1000) for start, length in times))
    moved = heard(transcript, Timeline(start_s, length_s, lead_s, lead_s + length_s))
    assert len(_times(moved.transcript)) + len(moved.cut) == len(transcript.cues)
