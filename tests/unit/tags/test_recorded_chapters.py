"""The marks that recorders, editors and other tools leave in a recording are found."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import os
import struct
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.flac import FLAC
from mutagen.id3 import CHAP, CTOC, ID3, TIT2, WXXX, CTOCFlags
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE

from podpub.errors import SourceError
from podpub.model import Chapter
from podpub.tags import recorded_chapters
from tests.support.markers import chunk

RATE = 8000
SECONDS = 4
SOUND = b"\x01\x7f" * RATE * SECONDS
MARKS = ((1, 0, "Anfang"), (7, 3 * RATE, "Über Mut & Maß"), (3, RATE // 4, "Die Frage"))
FOUND = (Chapter(0.0, "Anfang"), Chapter(0.25, "Die Frage"), Chapter(3.0, "Über Mut & Maß"))
METADATA = """\
;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=250
title=Anfang
[CHAPTER]
TIMEBASE=1/1000
START=250
END=3000
title=Die Frage
[CHAPTER]
TIMEBASE=1/1000
START=3000
END=4000
title=Über Mut & Maß
"""


def cue(marks: tuple[tuple[int, int, str], ...]) -> bytes:
    points = [struct.pack("<II4sIII", number, at, b"data", 0, 0, at) for number, at, _ in marks]
    return chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))


def labels(marks: tuple[tuple[int, int, str], ...], encoding: str = "utf-8") -> bytes:
    """Return the names, with a region and a note between them, as Audition and Reaper write them."""
    told = b"".join(
        chunk(b"labl", struct.pack("<I", number) + name.encode(encoding) + b"\0")
        + chunk(b"ltxt", struct.pack("<II4sHHHH", number, 0, b"rgn ", 0, 0, 0, 0))
        + chunk(b"note", struct.pack("<I", number) + b"not a name\0")
        for number, _, name in marks
    )
    return chunk(b"LIST", b"adtl" + told)


def wav(*more: bytes, before: bytes = b"", head: bytes = b"RIFF", data: bytes | None = None) -> bytes:
    form = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16))
    body = b"WAVE" + before + form + (chunk(b"data", SOUND) if data is None else data) + b"".join(more)
    return head + struct.pack("<I", 0xFFFFFFFF if head != b"RIFF" else len(body)) + body


def found(folder: Path, content: bytes) -> tuple[Chapter, ...]:
    (folder / "recording.wav").write_bytes(content)
    return recorded_chapters(folder / "recording.wav")


def ffmpeg(*words: str | Path, said: str = "") -> None:
    argv = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", *map(str, words)]
    subprocess.run(argv, input=said.encode(), check=True, capture_output=True)


def test_markers_of_a_wav_file_are_found_with_their_names(tmp_path: Path) -> None:
    assert found(tmp_path, wav(cue(MARKS), labels(MARKS))) == FOUND


def test_a_file_that_another_tool_wrote_is_read() -> None:
    """Written by wave-chunk-parser 1.5.0; neither ffmpeg nor sox writes markers with names."""
    file = Path(__file__).parent / "golden" / "markers.wav"
    assert recorded_chapters(file) == (Chapter(0.0, "Anfang"), Chapter(0.15, "Die Frage"))


def test_a_name_may_be_ansi_and_stand_before_its_marker(tmp_path: Path) -> None:
    assert found(tmp_path, wav(labels(MARKS, "cp1252"), cue(MARKS))) == FOUND


@pytest.mark.parametrize("head", [b"RF64", b"BW64"])
def test_a_broadcast_file_tells_its_length_elsewhere(tmp_path: Path, head: bytes) -> None:
    ds64 = chunk(b"ds64", struct.pack("<QQQI", 0, len(SOUND), 0, 0))
    bext = chunk(b"bext", bytes(602))
    data = chunk(b"data", SOUND, 0xFFFFFFFF)
    content = wav(cue(MARKS), labels(MARKS), before=ds64 + bext, head=head, data=data)
    assert found(tmp_path, content) == FOUND
    assert found(tmp_path, wav(before=ds64 + bext, head=head, data=data)) == ()


def test_a_recorders_marks_have_no_names(tmp_path: Path) -> None:
    assert found(tmp_path, wav(cue(MARKS))) == tuple(Chapter(one.start_s, "", toc=False) for one in FOUND)


def test_where_only_the_order_is_told_it_is_the_time(tmp_path: Path) -> None:
    points = b"".join(struct.pack("<II4sIII", number, at, b"data", 0, 0, 0) for number, at, _ in MARKS)
    marks = chunk(b"cue ", struct.pack("<I", len(MARKS)) + points)
    assert found(tmp_path, wav(marks, labels(MARKS))) == FOUND


def test_a_wav_file_may_have_id3_instead(tmp_path: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(wav())
    tagged: Any = WAVE(file)
    tagged.add_tags()
    tagged.tags.add(CHAP(element_id="a", start_time=500, end_time=900, sub_frames=[TIT2(3, ["Die Frage"])]))
    tagged.save()
    assert recorded_chapters(file) == (Chapter(0.5, "Die Frage"),)


def test_the_chapters_of_an_mp3_are_found_with_links_and_hidden_ones(tmp_path: Path) -> None:
    file = tmp_path / "recording.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", file)
    tag: Any = ID3(file)
    for name, start, title, url in (
        ("b", 500, "Die Frage", "https://example.org/?a=1&b=2"),
        ("a", 0, "An\x08fang\n", "javascript:alert(1)"),
        ("c", 700, "Versteckt", "https://me:secret@example.org/"),
    ):
        inside = [TIT2(encoding=3, text=[title]), WXXX(encoding=0, desc="chapter url", url=url)]
        tag.add(CHAP(element_id=name, start_time=start, end_time=1000, sub_frames=inside))
    tag.add(CTOC(element_id="toc", flags=CTOCFlags.TOP_LEVEL, child_element_ids=["a", "b"], sub_frames=[]))
    tag.save(file)
    assert recorded_chapters(file) == (
        Chapter(0.0, "Anfang"),
        Chapter(0.5, "Die Frage", "https://example.org/?a=1&b=2"),
        Chapter(0.7, "Versteckt", toc=False),
    )


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.opus"])
def test_what_ffmpeg_writes_into_a_file_is_found(tmp_path: Path, name: str) -> None:
    (tmp_path / "chapters.txt").write_text(METADATA, encoding="utf-8")
    ffmpeg(
        *("-f", "lavfi", "-i", "sine=d=4", "-i", tmp_path / "chapters.txt", "-map_chapters", "1"),
        tmp_path / name,
    )
    assert recorded_chapters(tmp_path / name) == FOUND


def test_an_m4a_of_apples_tools_has_them_in_a_track(tmp_path: Path) -> None:
    (tmp_path / "chapters.txt").write_text(METADATA, encoding="utf-8")
    file = tmp_path / "a.m4a"
    ffmpeg(*("-f", "lavfi", "-i", "sine=d=4", "-i", tmp_path / "chapters.txt", "-map_chapters", "1"), file)
    content = file.read_bytes()
    assert content.count(b"chpl") == 1
    file.write_bytes(content.replace(b"chpl", b"free"))
    assert recorded_chapters(file) == FOUND


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(damage=st.binary(min_size=1, max_size=4), place=st.floats(0, 1))
def test_a_damaged_m4a_ends_in_chapters_or_our_own_error(
    tmp_path: Path, chaptered_m4a: bytes, damage: bytes, place: float
) -> None:
    content = bytearray(chaptered_m4a)
    index = content.index(b"moov")
    at = index + round(place * (len(content) - index))
    content[at : at + len(damage)] = damage
    (tmp_path / "a.m4a").write_bytes(content)
    try:
        recorded_chapters(tmp_path / "a.m4a")
    except SourceError as error:
        assert "a.m4a" in error.message  # noqa: PT017 - either way is right


@pytest.fixture(scope="module")
def chaptered_m4a(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An M4A file with nothing but a track of chapters, its index last."""
    folder = tmp_path_factory.mktemp("m4a")
    (folder / "chapters.txt").write_text(METADATA, encoding="utf-8")
    ffmpeg(
        *("-f", "lavfi", "-i", "sine=d=4", "-i", folder / "chapters.txt", "-map_chapters", "1"),
        folder / "a.m4a",
    )
    return (folder / "a.m4a").read_bytes().replace(b"chpl", b"free")


def test_an_m4a_of_boxes_in_boxes_is_refused(tmp_path: Path) -> None:
    nested = b""
    for _ in range(5000):
        nested = struct.pack(">I4s", len(nested) + 8, b"mdia") + nested
    file = tmp_path / "nested.m4a"
    file.write_bytes(struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + nested)
    with pytest.raises(SourceError, match=r"the marks of nested\.m4a cannot be read"):
        recorded_chapters(file)


@pytest.mark.parametrize("kind", ["flac", "opus"])
def test_comments_carry_links(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"recording.{kind}"
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", file)
    tagged: Any = FLAC(file) if kind == "flac" else OggOpus(file)
    tagged["CHAPTER001"], tagged["CHAPTER001NAME"] = "00:00:00.500", "Die Frage"
    tagged["CHAPTER001URL"] = "https://example.org/"
    tagged["CHAPTER002"] = "soon"
    tagged.save()
    assert recorded_chapters(file) == (Chapter(0.5, "Die Frage", "https://example.org/"),)


def test_a_recording_without_marks_has_none(tmp_path: Path) -> None:
    assert found(tmp_path, wav()) == ()


def test_of_two_at_one_moment_the_first_is_left_and_names_fit_in_a_line(tmp_path: Path) -> None:
    marks = ((1, 0, "A" * 300), (2, 0, "B"))
    assert found(tmp_path, wav(cue(marks), labels(marks))) == (Chapter(0.0, "A" * 255),)


def test_a_file_that_cannot_be_read_is_our_own_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"fehlt\.wav"):
        recorded_chapters(tmp_path / "fehlt.wav")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 600), damage=st.binary(min_size=1, max_size=8), at=st.integers(0, 600))
def test_whatever_is_damaged_it_ends_in_chapters_or_our_own_error(
    tmp_path: Path, cut: int, damage: bytes, at: int
) -> None:
    content = bytearray(wav(cue(MARKS), labels(MARKS), data=chunk(b"data", b"")))
    content[at : at + len(damage)] = damage
    try:
        marks = found(tmp_path, bytes(content[: len(content) - cut % len(content)]))
    except SourceError:
        return
    assert all(one.start_s >= 0 for one in marks)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    content=st.binary(max_size=200),
    kind=st.sampled_from([b"ID3\x03\x00\x00", b"fLaC", b"OggS", b"\0\0\0\x18ftypM4A "]),
)
def test_whatever_a_file_pretends_to_be_it_ends_in_our_own_error(
    tmp_path: Path, content: bytes, kind: bytes
) -> None:
    for name in ("a.mp3", "a.m4a", "a.flac", "a.ogg"):
        (tmp_path / name).write_bytes(kind + content)
        try:
            assert recorded_chapters(tmp_path / name) == ()
        except SourceError as error:
            assert name in error.message  # noqa: PT017 - either way is right


def test_marks_behind_a_long_recording_are_found(tmp_path: Path) -> None:
    file, silence = tmp_path / "long.wav", 100_000_001
    head = wav(data=b"")
    with file.open("wb") as written:
        written.write(head + b"data" + struct.pack("<I", silence))
        written.seek(silence + 1, os.SEEK_CUR)  # an odd length is filled up
        written.write(cue(MARKS) + labels(MARKS))
    assert recorded_chapters(file) == FOUND
