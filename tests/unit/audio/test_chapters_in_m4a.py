"""Chapters in M4A: the sound stays, and those who read them in either way find them."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import re
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.mp4 import MP4

from podpub.audio import Ffmpeg, write_chapters
from podpub.errors import SourceError
from podpub.model import Chapter
from tests.unit.audio.sounds import convert, sine, write_wav

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LENGTH_S = 2.0
LONG_TITLE = "Über Größe, Maß und Übermaß – ein Gespräch " * 5
CHAPTERS = (
    Chapter(0.0, "Begrüßung"),
    Chapter(0.2504, "Ü", "https://example.org/"),
    Chapter(1.0, "; #Pause = Mitte\\"),
    Chapter(1.75, LONG_TITLE),
)


@pytest.fixture(scope="module")
def m4a(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Ffmpeg) -> Path:
    folder = tmp_path_factory.mktemp("m4a")
    return convert(
        write_wav(folder / "in.wav", sine(LENGTH_S, 44_100, 1, dbfs=-20), 44_100), folder / "in.m4a", ffmpeg
    )


def nero(content: bytes) -> list[tuple[float, str]]:
    """Read Nero's table: a count, then start in 100 ns, length of the title, title."""
    at = content.index(b"chpl") + 4
    count = content[at + 8]
    at += 9
    found = []
    for _ in range(count):
        start, length = struct.unpack(">QB", content[at : at + 9])
        found.append((start / 1e7, content[at + 9 : at + 9 + length].decode()))
        at += 9 + length
    return found


def ffmpeg_says(file: Path, ffmpeg: Ffmpeg) -> list[tuple[str, str]]:
    """Return start and title of the chapters as ffmpeg prints them; it prefers the text track."""
    run = subprocess.run(
        [str(ffmpeg.path), "-i", str(file)], capture_output=True, encoding="utf-8", check=False
    )
    found = re.findall(r"Chapter #0:\d+: start (\S+), end \S+\n +Metadata:\n +title +: (.*)", run.stderr)
    return [(start, title.rstrip()) for start, title in found]


def heard(file: Path, ffmpeg: Ffmpeg) -> bytes:
    """Return a checksum of every packet of sound, with its time."""
    argv = [
        str(ffmpeg.path),
        "-v",
        "error",
        "-i",
        str(file),
        "-map",
        "0:a",
        "-c",
        "copy",
        "-f",
        "framehash",
        "-",
    ]
    return subprocess.run(argv, capture_output=True, check=True).stdout


def chaptered(m4a: Path, chapters: Sequence[Chapter], ffmpeg: Ffmpeg, name: str = "out.m4a") -> Path:
    target = m4a.with_name(name)
    write_chapters(m4a, target, chapters, LENGTH_S, ffmpeg=ffmpeg)
    return target


def test_both_kinds_of_readers_find_the_chapters(m4a: Path, ffmpeg: Ffmpeg) -> None:
    file = chaptered(m4a, CHAPTERS, ffmpeg)
    told = nero(file.read_bytes())
    assert [start for start, _ in told] == [0.0, 0.25, 1.0, 1.75]
    assert [title for _, title in told[:3]] == ["Begrüßung", "Ü", "; #Pause = Mitte\\ "]
    assert ffmpeg_says(file, ffmpeg) == [(f"{start:.6f}", title.rstrip()) for start, title in told]
    assert 120 < len(told[3][1].encode()) <= 127
    assert LONG_TITLE.startswith(told[3][1].removesuffix("…"))
    content = file.read_bytes()
    assert content.index(b"tref") < content.index(b"mdat")


def test_a_hidden_chapter_is_left_out(m4a: Path, ffmpeg: Ffmpeg) -> None:
    file = chaptered(m4a, (CHAPTERS[0], Chapter(0.5, "", toc=False), CHAPTERS[2]), ffmpeg)
    assert [start for start, _ in nero(file.read_bytes())] == [0.0, 1.0]


def test_the_sound_is_not_touched(m4a: Path, ffmpeg: Ffmpeg) -> None:
    assert heard(chaptered(m4a, CHAPTERS, ffmpeg), ffmpeg) == heard(m4a, ffmpeg)


def test_the_same_chapters_give_the_same_bytes_whatever_was_in_the_file(m4a: Path, ffmpeg: Ffmpeg) -> None:
    first = chaptered(m4a, CHAPTERS, ffmpeg).read_bytes()
    other = chaptered(m4a, (Chapter(0, "Anders"), Chapter(1, "B")), ffmpeg, "other.m4a")
    tagged = MP4(other)
    tagged["\xa9nam"] = ["Ein alter Titel"]
    tagged.save()
    again = chaptered(other, CHAPTERS, ffmpeg, "again.m4a")
    assert again.read_bytes() == first
    assert b"Ein alter Titel" not in again.read_bytes()


def test_without_chapters_there_are_none_left(m4a: Path, ffmpeg: Ffmpeg) -> None:
    file = chaptered(chaptered(m4a, CHAPTERS, ffmpeg), (), ffmpeg, "bare.m4a")
    assert ffmpeg_says(file, ffmpeg) == []
    assert b"chpl" not in file.read_bytes()
    assert file.read_bytes() == chaptered(m4a, (), ffmpeg).read_bytes()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip),
        min_size=1,
        max_size=8,
    )
)
def test_any_titles_are_read_back(m4a: Path, ffmpeg: Ffmpeg, titles: list[str]) -> None:
    chapters = [Chapter(number / 5, title) for number, title in enumerate(titles)]
    told = nero(chaptered(m4a, chapters, ffmpeg).read_bytes())
    assert [round(start, 3) for start, _ in told] == [chapter.start_s for chapter in chapters]
    for (_, title), meant in zip(told, titles, strict=True):
        fitting = len(meant.encode()) <= 127
        assert (
            title.rstrip(" ") == meant.rstrip(" ") if fitting else meant.startswith(title.removesuffix("…"))
        )


def test_a_file_that_is_no_m4a_is_our_own_error(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    (tmp_path / "in.m4a").write_bytes(b"no sound at all")
    with pytest.raises(SourceError, match=r"in\.m4a"):
        write_chapters(tmp_path / "in.m4a", tmp_path / "out.m4a", CHAPTERS, LENGTH_S, ffmpeg=ffmpeg)
