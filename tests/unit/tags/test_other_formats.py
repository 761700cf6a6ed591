"""M4A and Opus carry what the MP3 carries."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import subprocess
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.flac import Picture
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus
from PIL import Image

from podpub.errors import SourceError, ToolError
from podpub.model import Chapter
from podpub.tags import TagSheet, write_tags

if TYPE_CHECKING:
    from pathlib import Path

LONG_TITLE = "Über Größe, Maß und Übermaß – ein Gespräch " * 5
SIDE_PX = 400
PLAIN = TagSheet("T", "S", "A", datetime(2026, 11, 24, 6, 5, tzinfo=UTC), "de", 1.0)


def _cover() -> bytes:
    """A picture of some 400 kB, larger than any page of an Ogg file."""
    target = BytesIO()
    Image.effect_noise((SIDE_PX, SIDE_PX), 90).convert("RGB").save(target, "JPEG", quality=100)
    return target.getvalue()


SHEET = replace(
    PLAIN,
    title="Vertrauen im Team – „Mut“",
    show="Auf Augenhöhe",
    author="Ana Müller / Ben",
    number=42,
    season=3,
    comment="Woran man merkt,\ndass ein Team sich traut. " * 6,
    copyright="CC BY 4.0",
    cover=_cover(),
    chapters=(
        Chapter(0.0, "Begrüßung"),
        Chapter(0.2504, "Ü"),
        Chapter(0.5, LONG_TITLE, "https://example.org/%C3%BCber?a=1"),
        Chapter(3 * 3600 + 25 * 60 + 45.67, "Schluss = Ende; #4"),
    ),
)


def ffmpeg(*words: str) -> subprocess.CompletedProcess[str]:
    program = imageio_ffmpeg.get_ffmpeg_exe()
    return subprocess.run([program, "-y", *words], capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A second of sound in each format."""
    folder = tmp_path_factory.mktemp("untouched")
    for name in ("a.m4a", "a.opus"):
        assert ffmpeg("-f", "lavfi", "-i", "sine=d=1", str(folder / name)).returncode == 0
    return {name.suffix[1:]: name.read_bytes() for name in folder.iterdir()}


@pytest.fixture
def m4a(tmp_path: Path, untouched: dict[str, bytes]) -> Path:
    path = tmp_path / "folge.m4a"
    path.write_bytes(untouched["m4a"])
    return path


@pytest.fixture
def opus(tmp_path: Path, untouched: dict[str, bytes]) -> Path:
    path = tmp_path / "folge.opus"
    path.write_bytes(untouched["opus"])
    return path


def packets(file: Path) -> str:
    """Return time and checksum of every packet of sound."""
    run = ffmpeg("-v", "error", "-i", str(file), "-map", "0:a", "-c", "copy", "-f", "framehash", "-")
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_mutagen_reads_every_atom(m4a: Path) -> None:
    write_tags(m4a, SHEET)
    tags: Any = MP4(m4a).tags
    assert dict(tags) == {
        "\xa9nam": [SHEET.title],
        "\xa9ART": ["Ana Müller / Ben"],
        "aART": ["Ana Müller / Ben"],
        "\xa9alb": ["Auf Augenhöhe"],
        "\xa9day": ["2026-11-24"],
        "\xa9gen": ["Podcast"],
        "desc": [SHEET.comment[:255]],
        "ldes": [SHEET.comment],
        "cprt": ["CC BY 4.0"],
        "trkn": [(42, 0)],
        "disk": [(3, 0)],
        "covr": [MP4Cover(SHEET.cover, MP4Cover.FORMAT_JPEG)],
    }


def test_mutagen_reads_every_comment(opus: Path) -> None:
    write_tags(opus, SHEET)
    tags: Any = OggOpus(opus).tags
    *texts, (name, cover) = tags
    picture = Picture(b64decode(cover))
    assert name == "METADATA_BLOCK_PICTURE"
    assert (picture.type, picture.mime, picture.data) == (3, "image/jpeg", SHEET.cover)
    assert texts == [
        ("TITLE", SHEET.title),
        ("ARTIST", "Ana Müller / Ben"),
        ("ALBUM", "Auf Augenhöhe"),
        ("TRACKNUMBER", "42"),
        ("DISCNUMBER", "3"),
        ("DATE", "2026-11-24"),
        ("GENRE", "Podcast"),
        ("LANGUAGE", "de"),
        ("COPYRIGHT", "CC BY 4.0"),
        ("DESCRIPTION", SHEET.comment),
        ("CHAPTER001", "00:00:00.000"),
        ("CHAPTER001NAME", "Begrüßung"),
        ("CHAPTER002", "00:00:00.250"),
        ("CHAPTER002NAME", "Ü"),
        ("CHAPTER003", "00:00:00.500"),
        ("CHAPTER003NAME", LONG_TITLE),
        ("CHAPTER003URL", "https://example.org/%C3%BCber?a=1"),
        ("CHAPTER004", "03:25:45.670"),
        ("CHAPTER004NAME", "Schluss = Ende; #4"),
    ]


@pytest.mark.parametrize("name", ["m4a", "opus"])
def test_ffmpeg_reads_the_texts_and_shows_the_cover(request: pytest.FixtureRequest, name: str) -> None:
    file = request.getfixturevalue(name)
    write_tags(file, SHEET)
    told = ffmpeg("-i", str(file)).stderr.lower()
    for text in (f": {SHEET.title}\n", ": Auf Augenhöhe\n", ": Ana Müller / Ben\n", ": Podcast\n"):
        assert text.lower() in told
    cover = next(line for line in told.splitlines() if "video: mjpeg" in line)
    assert f" {SIDE_PX}x{SIDE_PX}" in cover
    assert cover.endswith("(attached pic)")


def test_ffmpeg_prints_the_chapters_of_an_opus_file(opus: Path) -> None:
    write_tags(opus, replace(SHEET, chapters=SHEET.chapters[:3]))
    told = ffmpeg("-i", str(opus)).stderr
    assert "Chapter #0:0: start 0.000000, end 0.250000" in told
    assert "Chapter #0:1: start 0.250000, end 0.500000" in told
    assert "Chapter #0:2: start 0.500000, end 1." in told
    assert all(f" : {chapter.title[:100]}" in told for chapter in SHEET.chapters[:3])


@pytest.mark.parametrize("name", ["m4a", "opus"])
def test_the_sound_is_not_touched(request: pytest.FixtureRequest, name: str) -> None:
    file = request.getfixturevalue(name)
    before = packets(file)
    write_tags(file, SHEET)
    assert packets(file) == before


@pytest.mark.parametrize("name", ["m4a", "opus"])
def test_the_same_sheet_gives_the_same_bytes_whatever_was_in_the_file(
    request: pytest.FixtureRequest, name: str
) -> None:
    file = request.getfixturevalue(name)
    write_tags(file, SHEET)
    first = file.read_bytes()
    old: Any = MP4(file) if name == "m4a" else OggOpus(file)
    old["\xa9cmt" if name == "m4a" else "SECRET"] = ["alt" * 5000]
    old.save()
    write_tags(file, SHEET)
    assert file.read_bytes() == first
    write_tags(file, PLAIN)
    assert len(file.read_bytes()) < len(first) - len(SHEET.cover or b"")
    write_tags(file, SHEET)
    assert file.read_bytes() == first


def test_what_is_not_known_is_left_out(m4a: Path, opus: Path) -> None:
    write_tags(m4a, PLAIN)
    write_tags(opus, PLAIN)
    atoms: Any = MP4(m4a).tags
    comments: Any = OggOpus(opus).tags
    assert set(atoms) == {"\xa9nam", "\xa9ART", "aART", "\xa9alb", "\xa9day", "\xa9gen"}
    assert [name for name, _ in comments] == ["TITLE", "ARTIST", "ALBUM", "DATE", "GENRE", "LANGUAGE"]


def test_a_number_that_no_atom_can_hold_is_left_out(m4a: Path) -> None:
    write_tags(m4a, replace(PLAIN, number=20_261_124, season=0xFFFF))
    tags: Any = MP4(m4a).tags
    assert "trkn" not in tags
    assert tags["disk"] == [(0xFFFF, 0)]


def test_a_short_description_ends_with_a_whole_letter(m4a: Path) -> None:
    write_tags(m4a, replace(PLAIN, comment="ä" * 200))
    tags: Any = MP4(m4a).tags
    assert (tags["desc"], tags["ldes"]) == (["ä" * 127], ["ä" * 200])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
        str.strip
    ),
    starts_ms=st.sets(st.integers(0, 86_400_000), max_size=20).map(sorted),
)
def test_any_title_and_any_chapters_are_read_back(
    opus: Path, m4a: Path, title: str, starts_ms: list[int]
) -> None:
    sheet = replace(
        PLAIN, title=title, chapters=tuple(Chapter(start / 1000, f"{title} {start}") for start in starts_ms)
    )
    write_tags(opus, sheet)
    write_tags(m4a, sheet)
    tags: Any = OggOpus(opus).tags
    atoms: Any = MP4(m4a).tags
    assert (tags["TITLE"], atoms["\xa9nam"]) == ([title], [title])
    for number, start in enumerate(starts_ms, start=1):
        hours, minutes, seconds = tags[f"CHAPTER{number:03}"][0].split(":")
        assert len(seconds) == len("00.000")
        assert round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000) == start
        assert tags[f"CHAPTER{number:03}NAME"] == [f"{title} {start}"]
    assert f"CHAPTER{len(starts_ms) + 1:03}" not in tags


@pytest.mark.parametrize("name", ["m4a", "opus"])
def test_more_than_255_chapters_are_refused(request: pytest.FixtureRequest, name: str) -> None:
    file = request.getfixturevalue(name)
    before = file.read_bytes()
    with pytest.raises(SourceError, match=r"255.*256"):
        write_tags(file, replace(PLAIN, chapters=tuple(Chapter(n / 1000, f"K{n}") for n in range(256))))
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["fehlt.m4a", "fehlt.opus", "kaputt.m4a", "kaputt.opus"])
def test_a_file_that_is_missing_or_broken_is_our_own_error(tmp_path: Path, name: str) -> None:
    if name.startswith("kaputt"):
        (tmp_path / name).write_bytes(b"no sound at all")
    with pytest.raises(ToolError, match=name):
        write_tags(tmp_path / name, PLAIN)
    assert (tmp_path / name).exists() == name.startswith("kaputt")
