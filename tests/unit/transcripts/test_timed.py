"""WebVTT and SubRip as tools write them, with the faults that they have."""

from __future__ import annotations

import pytest

from podpub.model import Cue, Transcript
from podpub.transcripts import read


def _cues(text: str | bytes, name: str = "t.vtt") -> tuple[Cue, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    reading = read(content, name)
    assert [one.message for one in reading.findings] == []
    assert isinstance(reading.transcript, Transcript)
    return reading.transcript.cues


def _faults(text: str, name: str = "t.vtt") -> list[str]:
    reading = read(text.encode(), name)
    return [f"{one.level} {one.code} {one.where}: {one.message}" for one in reading.findings]


YOUTUBE = """\
WEBVTT - some title
Kind: captions
Language: de
X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0

STYLE
::cue(v[voice="Mira"]) { color: red }

NOTE
Written by hand.
Second line.

intro
00:00.000 --> 00:02.500 align:start position:0%
<v.loud Mira Sommer>Willkommen<00:00:01.000><c.yellow> bei</c> <i>Auf &amp; ab</i>.

NOTE one line

00:00:02.500 --> 00:00:04.000
Zweite
Zeile
"""


def test_webvtt_with_all_that_may_stand_in_it() -> None:
    assert _cues(YOUTUBE) == (
        Cue(0.0, 2.5, "Willkommen bei Auf & ab.", "Mira Sommer"),
        Cue(2.5, 4.0, "Zweite Zeile", "Mira Sommer"),
    )


def test_without_empty_lines_and_identifiers_every_line_is_said() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nEins\n00:01.000 --> 00:02.000\nZwei\n"
    assert [cue.text for cue in _cues(text)] == ["Eins", "Zwei"]


def test_a_speaker_goes_on_until_another_is_named() -> None:
    cues = _cues(
        "WEBVTT\n\n00:00.000 --> 00:01.000\nMusik\n\n00:01.000 --> 00:02.000\n<v John>A\n\n"
        "00:02.000 --> 00:03.000\nB\n\n00:03.000 --> 00:04.000\n<v Tom>C</v>\n"
    )
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("", "Musik"),
        ("John", "A"),
        ("John", "B"),
        ("Tom", "C"),
    ]


def test_several_voices_in_one_cue_are_several_cues() -> None:
    cues = _cues("WEBVTT\n\n00:00.000 --> 00:01.000\n<v Anna>Ja?</v>\n<v Ben>Nein!</v>\n")
    assert cues == (Cue(0, 1, "Ja?", "Anna"), Cue(0, 1, "Nein!", "Ben"))


def test_a_plain_sign_is_no_tag() -> None:
    assert (
        _cues("WEBVTT\n\n00:00.000 --> 00:01.000\n1 < 2 & 3 > 2 <laut>\n")[0].text == "1 < 2 & 3 > 2 <laut>"
    )


def test_identifiers_may_be_words_or_numbers_and_the_empty_line_may_be_missing() -> None:
    text = "WEBVTT\n\n1\n00:00.000 --> 00:01.000\nEins\n2\n00:01.000 --> 00:02.000\nZwei\n\nlast one\n"
    text += "00:02.000 --> 00:03.000\nDrei\n"
    assert [cue.text for cue in _cues(text)] == ["Eins", "Zwei", "Drei"]


ZOOM = """\
WEBVTT

1
00:00:03.120 --> 00:00:05.910
Mira Sommer: Hört man mich?

2
00:00:06.000 --> 00:00:08.000
Jonas Brandt: Ja. Die Frage ist: warum?

3
00:00:08.000 --> 00:00:09.000
Die Antwort: niemand weiß es.
"""


def test_names_before_the_words_are_taken_for_speakers() -> None:
    assert [(cue.speaker, cue.text) for cue in _cues(ZOOM)] == [
        ("Mira Sommer", "Hört man mich?"),
        ("Jonas Brandt", "Ja. Die Frage ist: warum?"),
        ("Die Antwort", "niemand weiß es."),  # every line has a name here, as far as anybody can tell
    ]


def test_what_only_looks_like_a_name_stays_text() -> None:
    srt = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{said}\n\n"
        for n, said in enumerate(
            ("Anna: Hallo.", "Wie geht es?", "Gut.", "Das Ergebnis: null.", "Anna: So.", "Ja.", "Nein."), 1
        )
    )
    assert [(cue.speaker, cue.text) for cue in _cues(srt, "t.srt")][3:5] == [
        ("Anna", "Das Ergebnis: null."),
        ("Anna", "So."),
    ]
    assert _cues("1\n00:00:00,000 --> 00:00:01,000\nhttps://example.org\n", "t.srt")[0].speaker == ""


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("Ohne Namen.", "Anna: So.", "Anna: Ja."), id="not the first"),
        pytest.param(
            ("<v Ben>Anna: Hallo.</v>", "<v Ben>Anna: So.", "<v Ben>Anna: Ja."), id="there are voices"
        ),
    ],
)
def test_names_are_believed_only_where_they_stand_from_the_beginning(texts: tuple[str, ...]) -> None:
    blocks = [f"00:0{n}.000 --> 00:0{n}.900\n{said}" for n, said in enumerate(texts)]
    assert [cue.text for cue in _cues("\n\n".join(["WEBVTT", *blocks]))][1:] == ["Anna: So.", "Anna: Ja."]


WHISPERX = (
    "1\r\n00:00:00,031 --> 00:00:02,000\r\n[SPEAKER_00]: Hallo\r\n\r\n"
    "2\r\n00:00:02,000 --> 00:00:03,000\r\n[SPEAKER_01]: Tach\r\n"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(WHISPERX, [("SPEAKER_00", "Hallo"), ("SPEAKER_01", "Tach")], id="WhisperX"),
        pytest.param(
            "\ufeff1\n00:00:00,000 --> 00:00:01,000\n<i>Eins</i>\n2\n00:00:01,000 --> 00:00:02,000\n{\\a8}Z",
            [("", "Eins"), ("", "Z")],
            id="a mark, and no empty lines",
        ),
        pytest.param(
            "7\n00:00:00,000 --> 00:00:01,000\nIm Jahr\n2026\n\n7\n00:00:01,000 --> 00:00:02,000\nZwei\n",
            [("", "Im Jahr 2026"), ("", "Zwei")],
            id="broken numbering",
        ),
        pytest.param(
            "00:00:00,000 --> 00:00:01,000\n2026\n00:00:01,000 --> 00:00:02,000\nZwei\n",
            [("", "2026"), ("", "Zwei")],
            id="no numbers",
        ),
        pytest.param(
            "1\n00:00:00,000 --> 00:00:01,000\nEins\n\n2\n00:00:01,000 --> 00:00:02,000\nZwei\n".replace(
                "\n", "\r\r\n"
            ),
            [("", "Eins"), ("", "Zwei")],
            id="doubled line ends",
        ),
        pytest.param(
            "1\n0:00:00.0 --> 0:00:01.5\nEins\n\n\nund mehr\n\n2\n00:01,500 -> 00:02\nZwei\n",
            [("", "Eins und mehr"), ("", "Zwei")],
            id="sloppy times, and an empty line in the words",
        ),
        pytest.param(
            "1\n00:00:00,000 –> 00:00:01,000 X1:1 X2:2\nEins\n\n2\n00:00:01,000 → 00:00:02,000\nZwei\n",
            [("", "Eins"), ("", "Zwei")],
            id="arrows that Word made",
        ),
        pytest.param(
            "1\n00:00:00,000 --> 00:00:01,000\n\n2\n00:00:01,000 --> 00:00:02,000\nZwei\n",
            [("", "Zwei")],
            id="empty",
        ),
    ],
)
def test_subrip_is_read_whatever_has_become_of_it(text: str, told: list[tuple[str, str]]) -> None:
    assert [(cue.speaker, cue.text) for cue in _cues(text, "t.srt")] == told


def test_subrip_times_have_thousandths_behind_a_comma() -> None:
    cue = _cues("1\n01:02:03,040 --> 01:02:04,5\nHallo\n", "t.srt")[0]
    assert (cue.start_s, cue.end_s) == (3723.04, 3724.5)


def test_the_content_decides_and_not_the_name() -> None:
    assert _cues("1\n00:00:00,000 --> 00:00:01,000\nHallo\n", "t.vtt") == (Cue(0, 1, "Hallo"),)
    assert _cues("WEBVTT\n\n00:00.000 --> 00:01.000\nHallo\n", "t.json") == (Cue(0, 1, "Hallo"),)
    assert _cues("1\n00:00:00.000 --> 00:00:01.000\n<v Mia>Hallo\n", "t.srt") == (Cue(0, 1, "Hallo", "Mia"),)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_characters_are_known_by_their_mark(encoding: str) -> None:
    content = "1\n00:00:00,000 --> 00:00:01,000\nGrüße 👋\n".encode(encoding)
    assert _cues(content, "t.srt")[0].text == "Grüße 👋"


def test_a_cue_without_a_length_lasts_until_the_next() -> None:
    srt = "1\n00:00:01,000 --> 00:00:01,000\nEins\n\n2\n00:00:01,700 --> 00:00:01,700\nZwei\n"
    assert [(cue.start_s, cue.end_s) for cue in _cues(srt, "t.srt")] == [(1.0, 1.7), (1.7, 2.7)]


def test_everything_unreadable_is_told_at_once_with_its_line() -> None:
    srt = (
        "Vorspann\n\n1\n00:00:01,000 --> 00:00:02,000\nEins\n\n2\n00:00:o2,000 --> 00:00:03,000\nZwei\n\n"
        "3\n00:00:05,000 --> 00:00:04,000\nDrei\n\n4\n00:75:00,000 --> 00:80:00,000\nVier\n"
    )
    assert _faults(srt, "t") == [
        "error cue-unreadable t:1: “Vorspann” stands before the first cue and belongs to none",
        "error cue-unreadable t:8: “00:00:o2,000 --> 00:00:03,000” cannot be read as the times of a cue",
        "error cue-backwards t:12: the cue “Drei” at 00:00:05.000 ends before it begins, at 00:00:04.000",
        "error cue-unreadable t:16: “00:75:00,000 --> 00:80:00,000” cannot be read as the times of a cue",
    ]


def test_of_very_many_faults_the_first_are_told_and_how_many_there_are() -> None:
    told = _faults("WEBVTT\n\n" + "x --> y\nHallo\n\n" * 1000)
    assert len(told) == 21
    assert told[-1] == "error cue-unreadable t.vtt:63: 980 more problems of this kind follow"


def test_cues_out_of_order_are_put_into_order_and_told() -> None:
    reading = read(b"WEBVTT\n\n00:05.000 --> 00:06.000\nZwei\n\n00:01.000 --> 00:02.000\nEins\n", "t.vtt")
    assert isinstance(reading.transcript, Transcript)
    assert [cue.text for cue in reading.transcript.cues] == ["Eins", "Zwei"]
    assert reading.lines == (6, 3)
    assert [one.code for one in reading.findings] == ["cue-order"]
    assert (
        "one cue begins before the one above, the first is the cue “Eins” at 00:00:01.000"
        in reading.findings[0].message
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"WEBVTT\n", "error transcript-empty t.vtt:1: nothing is said", id="empty"),
        pytest.param(b"Hallo\n", "error transcript t.vtt:1: there are no cues in this file", id="no cues"),
        pytest.param(b"", "error transcript t.vtt:1: there are no cues", id="nothing"),
        pytest.param(
            b"WEBVTT\n\n00:00.000 --> 00:01.000\nGr\xfc\xdfe an alle\n",
            "error encoding t.vtt:4: the file is not UTF-8; as Windows-1252 (Latin-1) the word would be",
            id="Latin-1",
        ),
        pytest.param("WEBVTT👋".encode("utf-16")[:-1], "the file begins as UTF-16 and does not", id="cut"),
        pytest.param(b"PK\x03\x04...", "this is a Word document", id="Word"),
        pytest.param(b"{\\rtf1 Hallo}", "Rich Text", id="RTF"),
        pytest.param(b"RIFF\x00\x00WAVE", "this is a recording", id="sound"),
        pytest.param(b"\x00\x01\x02", "this is no text", id="binary"),
        pytest.param(b"x" * 20_000_001, "error too-large t.vtt:1", id="large"),
    ],
)
def test_a_file_that_is_no_transcript_is_called_by_its_name(content: bytes, told: str) -> None:
    (found,) = read(content, "t.vtt").findings
    assert told in f"{found.level} {found.code} {found.where}: {found.message}"
    assert found.fix
