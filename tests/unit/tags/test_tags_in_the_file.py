# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import struct
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import lameenc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3, TIT2, TXXX
from PIL import Image

from podpub.errors import SourceError, ToolError
from podpub.model import Chapter
from podpub.tags import TagSheet, recorded_chapters, tags_tool, write_tags

if TYPE_CHECKING:
    from pathlib import Path

LONG_TITLE = "Über Größe, Maß und Übermaß – ein Gespräch " * 5
CHAPTERS = (
    Chapter(0.0, "Begrüßung mit sehr langem ersten Kapiteltitel"),
    Chapter(0.2504, "Ü"),
    Chapter(0.5, LONG_TITLE, "https://example.org/%C3%BCber?a=1"),
    Chapter(0.75, "Schluss = Ende; #4"),
)


def encoded(seconds: float = 1.0) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(44_100)
    encoder.set_channels(1)
    encoder.set_bit_rate(64)
    encoder.silence()
    encoder.set_quality(7)
    samples = b"".join(struct.pack("<h", (n * 97) % 20_000 - 10_000) for n in range(int(44_100 * seconds)))
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())


AUDIO = encoded()


def cover() -> bytes:
    target = BytesIO()
    Image.new("RGB", (60, 60), "navy").save(target, "JPEG")
    return target.getvalue()


SHEET = TagSheet(
    title="Vertrauen im Team – „Mut“",
    show="Auf Augenhöhe",
    author="Ana Müller / Ben",
    date=datetime(2026, 11, 24, 6, 5, tzinfo=UTC),
    language="de-AT",
    duration_s=1.0,
    number=42,
    season=3,
    comment="Woran man merkt,\ndass ein Team sich traut.",
    copyright="CC BY 4.0",
    episode_url="https://example.org/folgen/42-%C3%BC",
    show_url="https://example.org/",
    cover=cover(),
    chapters=CHAPTERS,
)
PLAIN = TagSheet("T", "S", "A", datetime(2026, 11, 24, 6, 5, tzinfo=UTC), "de", 1.0)


@pytest.fixture
def mp3(tmp_path: Path) -> Path:
    path = tmp_path / "folge.mp3"
    path.write_bytes(AUDIO)
    return path


def tag_size(tagged: bytes) -> int:
    assert tagged[:3] == b"ID3"
    size = 0
    for byte in tagged[6:10]:
        assert byte < 0x80
        size = size << 7 | byte
    return size + 10


def frames(tagged: bytes) -> list[tuple[str, bytes]]:
    """Walk through an ID3v2.3 tag as the standard (3.3) describes it."""
    found, at, end = [], 10, tag_size(tagged)
    while at < end:
        name, size, flags = struct.unpack(">4sIH", tagged[at : at + 10])
        assert flags == 0
        found.append((name.decode("ascii"), tagged[at + 10 : at + 10 + size]))
        at += 10 + size
    assert at == end
    return found


def ffmetadata(path: Path) -> str:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", f"file:{path}", "-f", "ffmetadata", "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def test_mutagen_reads_every_field(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    tag: Any = ID3(mp3, translate=False)
    assert tag.version == (2, 3, 0)
    read = {name: str(tag[name]) for name in ("TIT2", "TPE1", "TALB", "TRCK", "TPOS", "TCON", "TLAN", "TCOP")}
    assert read == {
        "TIT2": SHEET.title,
        "TPE1": "Ana Müller / Ben",
        "TALB": "Auf Augenhöhe",
        "TRCK": "42",
        "TPOS": "3",
        "TCON": "Podcast",
        "TLAN": "deu",
        "TCOP": "CC BY 4.0",
    }
    assert [str(tag[name]) for name in ("TYER", "TDAT", "TIME")] == ["2026", "2411", "0605"]
    assert str(tag["COMM::deu"]) == SHEET.comment
    assert tag["WOAF"].url == "https://example.org/folgen/42-%C3%BC"
    assert tag["WOAS"].url == "https://example.org/"
    assert (tag["APIC:"].mime, tag["APIC:"].type, tag["APIC:"].data) == ("image/jpeg", 3, SHEET.cover)


def test_mutagen_reads_the_chapters(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    tag: Any = ID3(mp3, translate=False)
    contents = tag["CTOC:toc"]
    assert contents.child_element_ids == ["chp0", "chp1", "chp2", "chp3"]
    assert int(contents.flags) == 3  # top level, ordered
    chapters = [tag[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [(c.start_time, c.end_time) for c in chapters] == [(0, 250), (250, 500), (500, 750), (750, 1000)]
    assert [str(c.sub_frames["TIT2"]) for c in chapters] == [c.title for c in CHAPTERS]
    assert chapters[2].sub_frames["WXXX:chapter url"].url == "https://example.org/%C3%BCber?a=1"
    assert {(c.start_offset, c.end_offset) for c in chapters} == {(0xFFFFFFFF, 0xFFFFFFFF)}


def test_ffmpeg_reads_texts_and_chapters_in_order(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    told = ffmetadata(mp3)
    assert f"title={SHEET.title}\n" in told
    assert "artist=Ana Müller / Ben\n" in told
    assert "genre=Podcast\n" in told
    titles = [part.split("title=")[1].split("\n")[0] for part in told.split("[CHAPTER]")[1:]]
    assert titles == [
        CHAPTERS[0].title,
        "Ü",
        LONG_TITLE,
        r"Schluss \= Ende\; \#4",
    ]
    assert len(LONG_TITLE) > 200


def test_the_table_of_contents_stands_before_the_chapters_and_the_cover_last(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    found = frames(mp3.read_bytes())
    assert [name for name, _ in found] == (
        [
            "TIT2",
            "TPE1",
            "TALB",
            "TRCK",
            "TPOS",
            "TYER",
            "TDAT",
            "TIME",
            "TCON",
            "TLAN",
            "TCOP",
            "COMM",
            "WOAF",
            "WOAS",
            "CTOC",
            "CHAP",
            "CHAP",
            "CHAP",
            "CHAP",
            "APIC",
        ]
    )
    elements = [body.split(b"\0")[0] for name, body in found if name == "CHAP"]
    assert elements == [b"chp0", b"chp1", b"chp2", b"chp3"]


def test_numbers_and_plain_words_are_latin_1_and_everything_else_utf_16(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    found = dict(frames(mp3.read_bytes()))
    assert found["TRCK"].rstrip(b"\0") == b"\x0042".rstrip(b"\0")
    assert found["TYER"].startswith(b"\x002026")
    assert found["TALB"].startswith(b"\x01\xff\xfe")


def test_the_audio_is_not_touched(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    tagged = mp3.read_bytes()
    assert tagged[tag_size(tagged) :] == AUDIO


def test_the_same_sheet_gives_the_same_bytes_whatever_was_in_the_file(mp3: Path) -> None:
    write_tags(mp3, SHEET)
    first = mp3.read_bytes()
    old: Any = ID3()
    old.add(TIT2(encoding=3, text="alt"))
    old.add(TXXX(encoding=3, desc="geheim", text="alt" * 5000))
    mp3.write_bytes(AUDIO)
    old.save(mp3, v1=2, v2_version=4)
    write_tags(mp3, SHEET)
    assert mp3.read_bytes() == first
    write_tags(mp3, PLAIN)
    write_tags(mp3, SHEET)
    assert mp3.read_bytes() == first


def test_what_is_not_known_is_left_out(mp3: Path) -> None:
    write_tags(mp3, PLAIN)
    assert [name for name, _ in frames(mp3.read_bytes())] == (
        ["TIT2", "TPE1", "TALB", "TYER", "TDAT", "TIME", "TCON", "TLAN"]
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
        str.strip
    ),
    starts_ms=st.sets(st.integers(0, 1000), max_size=20).map(sorted),
)
def test_any_title_and_any_chapters_are_read_back(mp3: Path, title: str, starts_ms: list[int]) -> None:
    chapters = tuple(Chapter(start / 1000, f"{title} {start}") for start in starts_ms)
    write_tags(mp3, replace(PLAIN, title=title, chapters=chapters))
    tag: Any = ID3(mp3)
    assert str(tag["TIT2"]) == title
    read = list(tag.getall("CHAP"))
    assert [frame.start_time for frame in read] == starts_ms
    assert [str(frame.sub_frames["TIT2"]) for frame in read] == [chapter.title for chapter in chapters]
    assert [frame.end_time for frame in read] == [*starts_ms[1:], 1000][: len(starts_ms)]


def test_255_chapters_are_written_and_one_more_is_refused(mp3: Path) -> None:
    chapters = tuple(Chapter(n / 1000, f"K{n}") for n in range(256))
    write_tags(mp3, replace(PLAIN, chapters=chapters[:255]))
    assert ffmetadata(mp3).count("[CHAPTER]") == 255
    before = mp3.read_bytes()
    with pytest.raises(SourceError, match=r"255.*256"):
        write_tags(mp3, replace(PLAIN, chapters=chapters))
    assert mp3.read_bytes() == before


def test_a_chapter_carries_its_picture_and_ffmpeg_still_lists_all(mp3: Path) -> None:
    pictures = {"assets/a-0.jpg": cover(), "assets/a-1.jpg": cover() + b"\0" * 90_000}
    chapters = tuple(
        replace(chapter, image=key)
        for chapter, key in zip(CHAPTERS, [*pictures, None, "assets/gone-2.jpg"], strict=True)
    )
    write_tags(mp3, replace(SHEET, chapters=chapters, pictures=pictures))
    tag: Any = ID3(mp3, translate=False)
    inside = [tag[f"CHAP:chp{number}"].sub_frames for number in range(4)]
    shown = [(one["APIC:"].mime, one["APIC:"].data) if "APIC:" in one else None for one in inside]
    assert shown == [*(("image/jpeg", body) for body in pictures.values()), None, None]
    assert ffmetadata(mp3).count("[CHAPTER]") == 4
    assert tag["APIC:"].data == SHEET.cover
    written = [name for name, _ in frames(mp3.read_bytes())]
    assert written[-6:] == ["CTOC", "CHAP", "CHAP", "CHAP", "CHAP", "APIC"]


def test_a_hidden_chapter_is_there_and_not_in_the_table_of_contents(mp3: Path) -> None:
    hidden = Chapter(0.6, "", "https://example.org/", toc=False)
    write_tags(mp3, replace(SHEET, chapters=(*CHAPTERS[:3], hidden, CHAPTERS[3])))
    tag: Any = ID3(mp3, translate=False)
    assert tag["CTOC:toc"].child_element_ids == ["chp0", "chp1", "chp2", "chp4"]
    assert tag["CHAP:chp3"].start_time == 600
    assert list(tag["CHAP:chp3"].sub_frames) == ["WXXX:chapter url"]
    assert recorded_chapters(mp3)[3] == hidden


def test_a_file_that_is_not_there_is_our_own_error(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"fehlt\.mp3"):
        write_tags(tmp_path / "fehlt.mp3", PLAIN)


@pytest.mark.parametrize(
    ("language", "three_letters"),
    [("de", "deu"), ("pt-BR", "por"), ("EN_us", "eng"), ("gsw-CH", "gsw"), ("zh-Hant", "zho"), ("xx", "und")],
)
def test_the_language_is_written_in_three_letters(mp3: Path, language: str, three_letters: str) -> None:
    write_tags(mp3, replace(PLAIN, language=language, comment="x"))
    tag: Any = ID3(mp3)
    assert str(tag["TLAN"]) == three_letters
    assert f"COMM::{three_letters}" in tag


def test_the_tool_tells_its_version() -> None:
    name, version = tags_tool()
    assert name == "mutagen"
    assert version[0].isdigit()
