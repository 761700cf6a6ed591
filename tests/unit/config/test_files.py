"""File names, and the bytes behind them."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from podpub.model import TrackSource

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.config.conftest import Shelf

_PLACE = "episodes/042-vertrauen/episode.yaml"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("audio: recordin.wav", "Did you mean `recording.wav`?", id="nearly"),
        pytest.param("audio: x/y.wav", "Put it into the folder x, or correct the name.", id="no-folder"),
        pytest.param("audio: .", "names a folder, not a file", id="folder"),
        pytest.param("audio: pipe.wav", "names a device or a pipe, not a file", id="pipe"),
        pytest.param("audio: /dev/zero", "names a device or a pipe, not a file", id="device"),
        pytest.param("audio: https://example.org/a.wav", "names a web address", id="url"),
        pytest.param(
            "image: https://example.org/a.png", "Download the file into the show's folder", id="image-url"
        ),
        pytest.param("audio: s3://bucket/a.wav", "names a web address", id="s3"),
        pytest.param(f"audio: {'x' * 255}", "names a file that is not there", id="long-name"),
        pytest.param("transcripts: recording.wav", "Export it as WebVTT (.vtt)", id="no-transcript"),
        pytest.param("notes: notes.md", "names a file that is not there", id="notes"),
        pytest.param("image: ../../../cover.png", "lies outside the show's folder", id="image-outside"),
        pytest.param("notes: /etc/../notes.md", "is not there", id="notes-outside"),
        pytest.param("image: link.png", "lies outside the show's folder", id="image-link"),
        pytest.param("mastering: {intro: in.flac}", "`intro` names a file", id="intro"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(shelf: Shelf, tmp_path: Path, line: str, told: str) -> None:
    outside = tmp_path.parent / "cover.png"
    outside.touch()
    (shelf.folder / "link.png").symlink_to(outside)
    os.mkfifo(shelf.folder / "pipe.wav")
    (found,) = shelf.with_episode(line).findings()
    assert told in found


def test_nobody_waits_for_a_pipe_in_the_place_of_an_episode(shelf: Shelf) -> None:
    shelf.episode_file.unlink()
    os.mkfifo(shelf.episode_file)
    (found,) = shelf.findings()
    assert found.startswith(f"error not-a-file {_PLACE}:1: this is no file")


def test_a_recording_may_lie_anywhere(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> None:
    recording = tmp_path_factory.mktemp("desk") / "final v2.wav"
    recording.touch()
    assert shelf.with_episode(f"audio: {recording}").production().tracks[0].file == recording
    relative = os.path.relpath(recording, shelf.folder)
    assert shelf.with_episode(f"audio: {relative}").production().tracks[0].file == recording


def test_the_paths_of_the_show_start_at_the_show(shelf: Shelf) -> None:
    (shelf.root / "intro.flac").touch()
    production = shelf.with_show("audio: {intro: intro.flac}").production()
    assert production.mastering.intro == shelf.root / "intro.flac"


_ONE = unicodedata.normalize("NFC", "Gespräch.wav")
_TWO = unicodedata.normalize("NFD", "Gespräch.wav")


@pytest.mark.parametrize(("written", "stored"), [(_ONE, _TWO), (_TWO, _ONE)], ids=["one", "two"])
def test_an_umlaut_may_be_one_character_or_two(shelf: Shelf, written: str, stored: str) -> None:
    (shelf.folder / stored).touch()
    assert shelf.with_episode(f"audio: {written}").production().tracks[0].file == shelf.folder / stored


def test_notes_are_a_text_or_the_file_it_names(shelf: Shelf) -> None:
    (shelf.folder / "notes.md").write_bytes(b"\xef\xbb\xbf# Links\r\n\r\n- eins\r\n")
    assert shelf.with_episode("notes: notes.md").production().episode.notes == "# Links\r\n\r\n- eins"
    assert shelf.with_episode("notes: see notes.md").production().episode.notes == "see notes.md"
    assert shelf.with_episode("notes: |\n  a\n  b.md\n").production().episode.notes == "a\nb.md"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"x" * 1_000_001, "error too-large {}:1: the file is larger than 1 MB", id="large"),
        pytest.param(
            "title: ä".encode("utf-16"), "error encoding {}:1: the file is saved as UTF-16", id="utf16"
        ),
        pytest.param(
            b"guid: 1\ntitle: Augenh\xf6he heute",
            "error encoding {}:2: the file is not UTF-8; as Windows-1252 (Latin-1) the word would be `Augenh",
            id="latin1",
        ),
        pytest.param(
            b"title: a\x08b",
            "error control-character {}:1: `title` has an invisible character in it (U+0008)",
            id="raw",
        ),
        pytest.param(
            b"guid: a\ntitle: a\xe2\x80\xa8b",
            "error control-character {}:2: `title` has an invisible character in it (U+2028)",
            id="line-separator",
        ),
        pytest.param(b"", "error empty-file {}:1: the file is empty", id="empty"),
    ],
)
def test_a_file_that_is_no_text_is_told(shelf: Shelf, content: bytes, told: str) -> None:
    shelf.episode_file.write_bytes(content)
    assert shelf.findings()[0].startswith(told.format(_PLACE))


def test_what_is_read_from_another_file_is_told_there(shelf: Shelf) -> None:
    (shelf.folder / "notes.md").write_text("a\nb \x0c c")
    (found,) = shelf.with_episode("notes: notes.md").findings()
    assert found.startswith("error control-character episodes/042-vertrauen/notes.md:2: ")
    (shelf.folder / "notes.md").write_bytes(b"\xff")
    (found,) = shelf.with_episode("notes: notes.md").findings()
    assert found.startswith(f"error encoding {_PLACE}:5: `notes` names notes.md: the file is not UTF-8")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(shelf: Shelf, end: str) -> None:
    plain = shelf.with_episode("number: x").findings()
    text = shelf.episode_file.read_text()
    shelf.episode_file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    assert shelf.findings() == plain


def test_speakers_are_a_list_of_names(shelf: Shelf) -> None:
    shelf.with_episode("transcripts: {file: t.vtt, speakers: {SPEAKER_01: Jonas, SPEAKER_00: Mira}}")
    (source,) = shelf.production().transcripts
    assert source.speakers == (("SPEAKER_00", "Mira"), ("SPEAKER_01", "Jonas"))


@pytest.mark.parametrize("written", ["Mira", "[Mira]", "{SPEAKER_00: [Mira]}"])
def test_speakers_that_are_no_list_of_names_are_refused(shelf: Shelf, written: str) -> None:
    (found,) = shelf.with_episode(f"transcripts: {{file: t.vtt, speakers: {written}}}").findings()
    assert found.startswith(f"error wrong-kind {_PLACE}:")


def test_a_file_of_notes_may_have_spaces_in_its_name(shelf: Shelf) -> None:
    (shelf.folder / "show notes.md").write_text("Notizen")
    assert shelf.with_episode("notes: show notes.md").production().episode.notes == "Notizen"


def test_a_conversation_is_a_list_of_tracks(shelf: Shelf) -> None:
    for name in ("host.wav", "guest.flac"):
        (shelf.folder / name).touch()
    shelf.with_episode("audio: [{file: host.wav, name: Mira}, guest.flac]")
    tracks = shelf.production().tracks
    assert tracks == (
        TrackSource(shelf.folder / "host.wav", "Mira"),
        TrackSource(shelf.folder / "guest.flac"),
    )
    assert [track.label for track in tracks] == ["Mira", "guest.flac"]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("[]", "empty"),
        ("[recording.wav, recording.wav]", "the same file twice"),
        ("[{name: Mira}]", "file"),
        ("[{file: recording.wav, gain: 3}]", "`gain` is not a key"),
    ],
)
def test_tracks_that_make_no_conversation_are_refused(shelf: Shelf, written: str, complaint: str) -> None:
    (found,) = shelf.with_episode(f"audio: {written}").findings()
    assert complaint in found
