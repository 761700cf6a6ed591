"""Whatever a file holds, it is read or refused: quickly, and never with an error of our own."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.model import Transcript
from podpub.transcripts import read, written
from podpub.transcripts.writing import write_webvtt

_PIECES = st.sampled_from(
    [
        "WEBVTT", "\n", "\n\n", "\r\n", "00:00:01.000 --> 00:00:02.000", "1:2,3 -> 4:5", "-->",
        "<v Mia>", "</v>", "<", ">", "NOTE", "STYLE", "1", "2", "Mia: Ja", "[A]: b", "{\\an8}",
        "<p>", "</p>", "<cite>", "</cite>", "<time>", "</time>", "0:01", "&amp;", "&#0;", "{", "}",
        "[", "]", '"', ":", ",", '"segments"', '"start"', '"end"', '"text"', "9", "1e999", "null",
        "\\ud800", "\ufeff", "\x00", "\u2028", "ä", "<script>", "<!--", "<time>0:01</time>",
        "[0:01] a", "Mia 0:02",
    ]
)  # fmt: skip

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _survives(content: bytes, name: str) -> None:
    reading = read(content, name)
    assert reading.transcript is not None or reading.findings
    assert all(one.message and one.fix and ":" in one.where for one in reading.findings)
    if reading.transcript:
        files = dict(written(reading.transcript, "de"))
        assert not any(_UNSEEN.search(body.decode()) for body in files.values())
        if isinstance(reading.transcript, Transcript):
            assert len(reading.lines) == len(reading.transcript.cues)
            again = read(write_webvtt(reading.transcript).encode(), "t.vtt")
            assert [one.code for one in again.findings] == []


@given(content=st.binary(max_size=200), name=st.sampled_from(["t.vtt", "t.json", "t.html", "t.txt"]))
def test_any_bytes(content: bytes, name: str) -> None:
    _survives(content, name)


@given(
    pieces=st.lists(_PIECES, max_size=30),
    name=st.sampled_from(["t.vtt", "t.srt", "t.json", "t.html", "t.txt"]),
)
def test_any_pieces_of_transcripts(pieces: list[str], name: str) -> None:
    _survives("".join(pieces).encode("utf-8", "replace"), name)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "segments",
                    "transcription",
                    "start",
                    "end",
                    "text",
                    "speaker",
                    "offsets",
                    "from",
                    "to",
                    "body",
                    "startTime",
                    "start_ms",
                ]
            ),
            below,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(document=_json)
def test_any_json(document: object) -> None:
    _survives(json.dumps(document).encode(), "t.json")


_LONG = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<v", "<v a", "&", "1:", "1:00", "{\\", "[0:01", "<p>", "<b>", "<time>", "<cite>a",
        "<!--", "a\n", "-", "1:00->", "[", '{"segments":[', '"', "NOTE\n\n",
        "00:00:01.000 --> 00:00:02.000\n", "Mia: a\n", "[0:01] a\n", "\r", "a b ", "\\",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "head", ["", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n", "<p>"]
)
def test_nothing_takes_longer_than_its_length_allows(head: str, piece: str) -> None:
    """Anything quadratic would be felt here."""
    _survives((head + piece * (_LONG // len(piece))).encode(), "t.txt")


@pytest.mark.parametrize("blank", [" ", "\t", "\n", " \n"])
@pytest.mark.parametrize("head", ["Mia 0:02", "[0:01] -", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v", "<v.a "])
def test_nobody_waits_for_the_end_of_many_blanks(head: str, blank: str) -> None:
    """Where two patterns could share them, each way would be tried."""
    _survives((head + blank * (_LONG // len(blank)) + "x").encode(), "t.txt")
