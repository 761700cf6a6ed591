"""Transcripts move with the recording."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podpub.model import Timeline
from podpub.transcripts import retime

AFTER_AN_INTRO = Timeline(trimmed_start_s=0, recording_s=4000, lead_s=5.25, total_s=4005.25)


def test_webvtt_cues_move_by_the_intro() -> None:
    vtt = "WEBVTT\n\n1\n00:01.000 --> 00:59:59.900 align:start\n<v Mia>Von 12:30.000 --> 12:31.000?\n"
    assert retime(vtt, AFTER_AN_INTRO) == (
        "WEBVTT\n\n1\n00:00:06.250 --> 01:00:05.150 align:start\n<v Mia>Von 12:30.000 --> 12:31.000?\n"
    )


def test_subrip_keeps_its_comma() -> None:
    srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\nGrüß Gott\r\n"
    assert retime(srt, AFTER_AN_INTRO) == "1\n00:00:06,250 --> 00:00:07,750\nGrüß Gott\n"


def test_a_byte_order_mark_goes_away() -> None:
    assert retime("\ufeffWEBVTT\n", AFTER_AN_INTRO) == "WEBVTT\n"


def test_a_cue_in_a_trimmed_beginning_moves_to_the_cut() -> None:
    trimmed = Timeline(trimmed_start_s=3, recording_s=10, lead_s=0, total_s=10)
    assert retime("00:01.000 --> 00:04.000", trimmed) == "00:00:00.000 --> 00:00:01.000"


@given(cue_ms=st.integers(0, 4_000_000))
def test_without_trimming_every_time_moves_by_the_same(cue_ms: int) -> None:
    cue_s, ms = divmod(cue_ms, 1000)
    stamp = f"{cue_s // 3600:02}:{cue_s // 60 % 60:02}:{cue_s % 60:02}.{ms:03}"
    moved = retime(f"{stamp} --> {stamp}", AFTER_AN_INTRO).split(" --> ")[0]
    hours, minutes, seconds = moved.split(":")
    moved_ms = round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
    assert moved_ms == cue_ms + 5250
