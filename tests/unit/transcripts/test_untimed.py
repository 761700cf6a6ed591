"""JSON, HTML and plain text: with times wherever there are any."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podpub.model import Cue, Transcript, UntimedTranscript
from podpub.transcripts import read


def _cues(text: str, name: str = "t.json") -> tuple[Cue, ...]:
    reading = read(text.encode(), name)
    assert [one.message for one in reading.findings] == []
    assert isinstance(reading.transcript, Transcript)
    return reading.transcript.cues


def _untimed(text: str, name: str) -> UntimedTranscript:
    transcript = read(text.encode(), name).transcript
    assert isinstance(transcript, UntimedTranscript)
    return transcript


HALLO = (Cue(0.5, 1.25, "Hallo zusammen", "Mira"), Cue(1.25, 2.0, "Tach", "Jonas"))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            {
                "version": "1.0.0",
                "segments": [
                    {"speaker": "Mira", "startTime": 0.5, "endTime": 1.25, "body": "Hallo\nzusammen\n"},
                    {"speaker": "Jonas", "startTime": 1.25, "endTime": 2, "body": "Tach"},
                ],
            },
            id="podcast namespace",
        ),
        pytest.param(
            {
                "text": " Hallo zusammen Tach",
                "segments": [
                    {
                        "id": 0,
                        "start": 0.5,
                        "end": 1.25,
                        "text": " Hallo zusammen",
                        "speaker": "Mira",
                        "words": [],
                    },
                    {"id": 1, "start": 1.25, "end": 2.0, "text": " Tach", "speaker": "Jonas"},
                ],
                "language": "de",
            },
            id="WhisperX",
        ),
        pytest.param(
            {
                "text": "Hallo zusammen Tach",
                "chunks": [
                    {"timestamp": [0.5, 1.25], "text": " Hallo zusammen", "speaker": "Mira"},
                    {"timestamp": [1.25, 2.0], "text": " Tach", "speaker": "Jonas"},
                    {"timestamp": [2.0, None], "text": None},
                ],
            },
            id="Hugging Face's Whisper",
        ),
        pytest.param(
            {
                "utterances": [
                    {"start": 500, "end": 1250, "text": "Hallo zusammen", "speaker": "Mira", "words": []},
                    {"start": 1250, "end": 2000, "text": "Tach", "speaker": "Jonas", "words": []},
                ],
            },
            id="AssemblyAI, in milliseconds",
        ),
        pytest.param(
            {
                "result": {"language": "de"},
                "transcription": [
                    {
                        "timestamps": {"from": "00:00:00,500", "to": "00:00:01,250"},
                        "offsets": {"from": 500, "to": 1250},
                        "text": " Hallo zusammen",
                        "speaker": "Mira",
                    },
                    {"offsets": {"from": 1250, "to": 2000}, "text": " Tach", "speaker": "Jonas"},
                ],
            },
            id="whisper.cpp",
        ),
        pytest.param(
            [
                {"start": 0.5, "end": 1.25, "text": "Hallo zusammen", "speaker": "Mira", "confidence": 0.9},
                {"start": "00:00:01.250", "end": "2.0", "text": "Tach", "speaker": {"name": "Jonas"}},
            ],
            id="Auphonic",
        ),
        pytest.param(
            [
                {
                    "start": "0",
                    "start_ms": 500,
                    "end_ms": 1250,
                    "speaker": "1",
                    "voice": "Mira",
                    "text": "Hallo zusammen",
                },
                {
                    "start": "1",
                    "start_ms": 1250,
                    "end_ms": 2000,
                    "speaker": "Jonas",
                    "voice": "",
                    "text": "Tach",
                },
            ],
            id="Podlove",
        ),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_is_read_whichever_tool_has_written_it(document: Any, indent: int | None) -> None:
    assert _cues(json.dumps(document, indent=indent)) == HALLO


def test_whisper_knows_no_speakers_and_some_lengths_are_missing() -> None:
    segments = [{"start": 0, "end": 0, "text": "A"}, {"start": 3, "text": "B"}, {"start": 3, "text": " "}]
    assert _cues(json.dumps({"segments": segments})) == (Cue(0, 1, "A"), Cue(3, 4, "B"))


def test_in_json_nobody_speaks_for_a_segment_that_names_nobody() -> None:
    segments = [{"start": 0, "end": 1, "text": "A", "speaker": "Mia"}, {"start": 1, "end": 2, "text": "B"}]
    assert [cue.speaker for cue in _cues(json.dumps({"segments": segments}))] == ["Mia", ""]


def test_an_unreadable_segment_is_told_with_its_line() -> None:
    segments = [{"start": 0, "end": 1, "text": "A"}, {"start": None, "end": 2, "text": "B"}, {"start": 3}, 7]
    found = read(json.dumps({"segments": segments}, indent=1).encode(), "t.json").findings
    assert [(one.code, one.where) for one in found] == [
        ("cue-unreadable", "t.json:8"),
        ("cue-unreadable", "t.json:13"),
        ("cue-unreadable", "t.json:16"),
    ]
    assert found[0].message == "a segment has no `start` with a time, or no `text` with words"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('{"segments": [\n{"start": 0,}]}', "t.json:2: this is no JSON: ", id="broken"),
        pytest.param("[" * 100_000, "t.json:1: this JSON is nested too deeply", id="deep"),
        pytest.param('[{"start": ' + "9" * 5000 + "}]", "numbers too long", id="long number"),
        pytest.param('[{"start": 1e999, "text": "x"}]', "no `start` with a time", id="infinite"),
        pytest.param('[{"start": ' + "9" * 400 + ', "text": "x"}]', "no `start` with a time", id="large"),
        pytest.param('[{"start": NaN, "text": "x"}]', "no `start` with a time", id="not a number"),
        pytest.param('[{"start": -1, "text": "x"}]', "no `start` with a time", id="negative"),
        pytest.param('[{"start": true, "text": "x"}]', "no `start` with a time", id="a truth"),
        pytest.param('{"a": 1}', "has no segments", id="other JSON"),
        pytest.param("{}", "has no segments", id="an empty object"),
        pytest.param("[]", "has no segments", id="an empty list"),
        pytest.param("Hallo", "this is no JSON", id="no JSON"),
    ],
)
def test_json_that_cannot_be_used_says_why(text: str, told: str) -> None:
    (found,) = read(text.encode(), "t.json").findings
    assert told in f"{found.where}: {found.message}"


def test_halves_of_characters_do_not_come_through() -> None:
    assert _cues('[{"start": 0, "end": 1, "text": "a\\ud800b\\u0000c\\u2028d"}]')[0].text == "a b c d"


NAMESPACE = """\
<cite>Kevin:</cite>
<time>0:00</time>
<p>
  We have an update planned where we would like to give the ability to upload an
  artwork file for these videos &amp; more
</p>
<cite>Alban :</cite>
<time>0:09</time>
<p>You're triggering Tom right now.</p>
<p>Really.</p>
"""


def test_html_with_times_has_cues() -> None:
    kevin, alban = _cues(NAMESPACE, "t.html")
    assert (kevin.start_s, kevin.speaker, alban.start_s, alban.speaker) == (0, "Kevin", 9, "Alban")
    assert kevin.text.startswith("We have an update planned where we would like")
    assert kevin.text.endswith("to upload an artwork file for these videos & more")
    assert alban.text == "You're triggering Tom right now. Really."


def test_a_heading_of_html_is_said_by_nobody() -> None:
    assert len(_cues(f"<h1>Folge 1</h1>\n{NAMESPACE}", "t.html")) == 2


def test_html_without_times_is_published_clean() -> None:
    page = _untimed(
        "<!DOCTYPE html><html><head><title>Weg</title><style>p{}</style></head><body onload='x()'>"
        "<h1>Folge 1</h1><cite class=a>Mira:</cite><p onclick=x()>Hallo <b>zusammen</b>"
        "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x()'>hier</a></p>"
        "</body></html>",
        "t.html",
    )
    assert page.is_html
    assert page.speakers == ("Mira",)
    assert page.body == "<h1>Folge 1</h1><cite>Mira:</cite><p>Hallo <b>zusammen</b>hier</p>"


def test_html_where_some_times_are_missing_loses_them_all_and_says_so() -> None:
    reading = read(NAMESPACE.replace("<time>0:09</time>", "").encode(), "t.html")
    assert [one.code for one in reading.findings] == ["times-missing"]
    assert isinstance(reading.transcript, UntimedTranscript)
    assert "0:00" not in reading.transcript.body


def test_a_time_of_html_that_is_none_is_told_with_its_line() -> None:
    (found,) = read(NAMESPACE.replace("0:09", "neun").encode(), "t.html").findings
    assert (found.code, found.where) == ("cue-unreadable", "t.html:8")


def test_plain_text_stays_as_it_is() -> None:
    text = _untimed("\ufeffMira: Hallo \r\n\r\n\r\n\r\nJonas: Um 12:30 Uhr\x07.\r\n", "t.txt")
    assert text == UntimedTranscript("Mira: Hallo\n\nJonas: Um 12:30 Uhr.", speakers=("Mira", "Jonas"))


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:00] Mira: Hallo\nzusammen\n\n[00:00:03] Jonas: Tach\n",
        "0:00 Mira: Hallo zusammen\n0:03 Jonas: Tach\n",
        "Mira  0:00\nHallo zusammen\n\nJonas  0:03\nTach\n",
        "Mira (00:00):\nHallo zusammen\n\nJonas (00:03):\nTach\n",
    ],
    ids=["brackets", "bare", "Otter", "parentheses"],
)
def test_plain_text_whose_paragraphs_begin_with_times_has_cues(text: str) -> None:
    assert [(cue.start_s, cue.speaker, cue.text) for cue in _cues(text, "t.txt")] == [
        (0, "Mira", "Hallo zusammen"),
        (3, "Jonas", "Tach"),
    ]


@pytest.mark.parametrize(("text", "name"), [("<p> </p>", "t.html"), (" \n\n", "t.txt")])
def test_a_transcript_that_says_nothing_is_refused(text: str, name: str) -> None:
    assert [one.code for one in read(text.encode(), name).findings] == ["transcript-empty"]
