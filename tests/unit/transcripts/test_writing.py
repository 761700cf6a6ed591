"""What is written is read back, by us and by others, and cannot break out of its place."""

from __future__ import annotations

import io
import json
from html import unescape
from typing import TYPE_CHECKING

import pysubs2
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from podpub.model import Cue, Transcript, UntimedTranscript, one_line
from podpub.transcripts import read, read_own, renamed, unknown_speakers, written
from podpub.transcripts.writing import phrased, write_json, write_webvtt

if TYPE_CHECKING:
    from podpub.transcripts import Reading

_texts = (
    st.one_of(
        st.text(min_size=1),
        st.sampled_from(["-->", "<v X>", "&lt;", "NOTE", "2", "1:00 → 2", "x" * 200, "a b " * 60]),
    )
    .map(lambda text: one_line(text).replace(": ", ":"))
    .filter(bool)
)


@st.composite
def _transcripts(draw: st.DrawFn) -> Transcript:
    starts = sorted(draw(st.lists(st.integers(0, 400_000_000), min_size=1, max_size=8)))
    lengths = draw(st.lists(st.integers(1, 100_000), min_size=len(starts), max_size=len(starts)))
    names = draw(st.one_of(st.just(st.just("")), st.just(_texts)))
    return Transcript(
        tuple(
            Cue(start / 1000, (start + length) / 1000, draw(_texts), draw(names))
            for start, length in zip(starts, lengths, strict=True)
        )
    )


def _read(text: str, name: str) -> Reading:
    return read(text.encode(), name)


@given(_transcripts())
def test_webvtt_is_read_back_the_same(transcript: Transcript) -> None:
    assert _read(write_webvtt(transcript), "t.vtt").transcript == transcript


@given(_transcripts())
def test_json_is_read_back_the_same(transcript: Transcript) -> None:
    assert _read(write_json(transcript), "t.json").transcript == transcript
    assert _read(write_json(transcript), "t.json").findings == ()


@given(_transcripts())
def test_webvtt_py_reads_the_same_cues(transcript: Transcript) -> None:
    captions = webvtt.from_buffer(io.StringIO(write_webvtt(transcript)), strict=True).captions
    assert len(captions) == len(transcript.cues)
    for caption, cue in zip(captions, transcript.cues, strict=True):
        assert caption.start_in_seconds == int(cue.start_s)
        assert one_line(unescape(caption.text)) == cue.text
        assert unescape(caption.voice or "") == cue.speaker


HOSTILE = Transcript(
    (
        Cue(0.0, 1.0, "--> 00:00:02.000 <script>alert(1)</script> & Söhne", 'Mira <b> & "Co" > alle'),
        Cue(
            1.5,
            3723.004,
            "Eine lange Zeile mit vielen Wörtern, die niemand auf einmal lesen kann, ohne Umbruch.",
        ),
    )
)


def test_no_words_break_out_of_their_cue() -> None:
    assert write_webvtt(HOSTILE) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:01.000\n"
        '<v Mira &lt;b&gt; &amp; "Co" &gt; alle>'
        "--&gt; 00:00:02.000 &lt;script&gt;alert(1)&lt;/script&gt; &amp; Söhne\n\n"
        "00:00:01.500 --> 01:02:03.004\n"
        "Eine lange Zeile mit vielen Wörtern, die niemand auf einmal lesen\nkann, ohne Umbruch.\n"
    )


def test_a_name_makes_no_arrow_of_the_sign_behind_it() -> None:
    dashes = Transcript((Cue(0.0, 1.0, "Ja", "wer auch immer ---"),))
    assert write_webvtt(dashes).count("-->") == 1
    assert _read(write_webvtt(dashes), "t.vtt").transcript == dashes


def test_json_is_that_of_the_podcast_namespace() -> None:
    assert json.loads(write_json(HOSTILE)) == {
        "version": "1.0.0",
        "segments": [
            {
                "speaker": HOSTILE.cues[0].speaker,
                "startTime": 0.0,
                "endTime": 1.0,
                "body": HOSTILE.cues[0].text,
            },
            {"startTime": 1.5, "endTime": 3723.004, "body": HOSTILE.cues[1].text},
        ],
    }


def test_pysubs2_reads_the_same_words_at_the_same_times() -> None:
    plain = Transcript((Cue(0.5, 1.25, "Hallo zusammen."), Cue(3600.0, 3601.999, "Grüße & Küsse")))
    events = pysubs2.SSAFile.from_string(write_webvtt(plain), format_="vtt").events
    assert [(one.start, one.end) for one in events] == [(500, 1250), (3_600_000, 3_601_999)]
    assert events[0].plaintext == "Hallo zusammen."


VADER = [("Darth Vader", 0.5, 0.75, "I"), ("Darth Vader", 1.0, 1.25, "am"), ("Darth Vader", 1.5, 2.0, "your")]
VADER += [("Darth Vader", 2.25, 2.5, "father."), ("Luke", 2.75, 3.0, "Nooooo"), ("Luke", 4.5, 5.0, "never")]


def test_single_words_are_gathered_into_captions_and_stay_single_in_json() -> None:
    words = Transcript(tuple(Cue(start, end, said, who) for who, start, end, said in VADER))
    assert phrased(words).cues == (
        Cue(0.5, 2.5, "I am your father.", "Darth Vader"),
        Cue(2.75, 3.0, "Nooooo", "Luke"),
        Cue(4.5, 5.0, "never", "Luke"),
    )
    (_, webvtt_bytes), (_, json_bytes) = written(words, "en")
    assert webvtt_bytes.count(b"-->") == 3
    assert json_bytes.count(b"startTime") == 6


@given(_transcripts())
def test_what_is_published_is_published_the_same_from_its_json(transcript: Transcript) -> None:
    """So a show that was restored from its storage uploads nothing new."""
    files = dict(written(transcript, "de"))
    back = read(files["json"], "t.json").transcript
    assert back is not None
    assert dict(written(back, "de")) == files


@pytest.mark.parametrize(
    ("source", "extension"),
    [("<cite>Mira:</cite><p>Hallo &amp; Tach</p>", "html"), ("Mira: Hallo\n\nJonas: Tach", "txt")],
)
def test_untimed_transcripts_are_published_the_same_from_what_was_published(
    source: str, extension: str
) -> None:
    first = _read(source, f"t.{extension}").transcript
    assert first is not None
    ((kind, body),) = written(first, "de")
    again = read(body, f"t.{extension}").transcript
    assert again is not None
    assert (kind, written(again, "de")) == (extension, ((extension, body),))


def test_a_page_names_its_language_and_encoding() -> None:
    ((_, body),) = written(UntimedTranscript("<p>Grüße</p>", is_html=True), 'de"><script>')
    assert b'<html lang="de&quot;&gt;&lt;script&gt;">' in body
    assert b'<meta charset="utf-8">' in body


NAMES = {"SPEAKER_00": "Mira  Sommer", "SPEAKER_01": "Jonas & Co"}


def test_speakers_get_the_names_that_the_host_gives() -> None:
    cues = Transcript((Cue(0, 1, "Hallo", "SPEAKER_00"), Cue(1, 2, "Tach", "Ben")))
    changed = renamed(cues, NAMES)
    assert changed.speakers == ("Mira Sommer", "Ben")
    assert renamed(cues, {}) == cues
    assert unknown_speakers(cues, NAMES) == ("SPEAKER_01",)


@pytest.mark.parametrize(
    ("source", "name", "body"),
    [
        ("SPEAKER_00: Hallo\nSPEAKER_02: Tach", "t.txt", "Mira Sommer: Hallo\nSPEAKER_02: Tach"),
        (
            "<cite>SPEAKER_01:</cite><p>Hallo</p>",
            "t.html",
            "<cite>Jonas &amp; Co:</cite><p>Hallo</p>",
        ),
    ],
)
def test_speakers_of_untimed_transcripts_get_their_names_too(source: str, name: str, body: str) -> None:
    transcript = _read(source, name).transcript
    assert isinstance(transcript, UntimedTranscript)
    changed = renamed(transcript, NAMES)
    assert isinstance(changed, UntimedTranscript)
    assert changed.body == body
    assert set(changed.speakers) & {"Mira Sommer", "Jonas & Co"}


@given(_transcripts())
def test_what_was_written_is_read_at_once_and_just_as_it_was(transcript: Transcript) -> None:
    assert read_own(write_webvtt(transcript).encode()) == transcript


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT",
        b"WEBVTT - Title\n\n00:00:00.000 --> 00:00:01.000\nA\n",
        b"WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.000\nA\n",
        b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000 align:start\nA\n",
        b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<i>A</i>\n",
        b"WEBVTT\n\n00:00:02.000 --> 00:00:01.000\nA\n",
        b"WEBVTT\n\n00:00:02.000 --> 00:00:03.000\nA\n\n00:00:01.000 --> 00:00:03.000\nB\n",
        b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n\xff\n",
        b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nA\r\n",
    ],
)
def test_what_podpub_would_not_have_written_is_left_to_the_reader_for_all_kinds(content: bytes) -> None:
    assert read_own(content) is None
