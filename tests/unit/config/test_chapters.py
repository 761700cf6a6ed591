"""Chapters in the forms hosts have them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.config.chapters import seconds
from podpub.config.tree import Text
from podpub.model import Chapter

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_GOLDEN = Path(__file__).parent / "golden" / "chapters.txt"
_BOTH = (Chapter(0.0, "Ähm"), Chapter(192.5, "Was ist Vertrauen?", "https://example.org/v"))
_PODLOVE = "00:00:00.000 Ähm\n00:03:12.500 Was ist Vertrauen? <https://example.org/v>\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_PODLOVE.encode(), id="podlove"),
        pytest.param(b"\xef\xbb\xbf" + _PODLOVE.encode(), id="bom"),
        pytest.param(_PODLOVE.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(f"# from the editor\n\n{_PODLOVE}\n".encode(), id="comments"),
        pytest.param(
            "0:00 - Ähm\n3:12,5 – Was ist Vertrauen? <https://example.org/v>".encode(), id="youtube"
        ),
        pytest.param("0 Ähm\n192.5 Was ist Vertrauen? <https://example.org/v>".encode(), id="seconds"),
        pytest.param(
            "(00:00) Ähm\n(03:12.5) Was ist Vertrauen? <https://example.org/v>".encode(), id="spotify"
        ),
    ],
)
def test_a_file_of_chapters_is_read(shelf: Shelf, content: bytes) -> None:
    (shelf.folder / "chapters.txt").write_bytes(content)
    assert shelf.with_episode("chapters: chapters.txt").production().episode.chapters == _BOTH


def test_audacity_labels_are_read(shelf: Shelf) -> None:
    (shelf.folder / "01 labels.txt").write_text(
        "0.000000\t0.000000\tÄhm\n\\\t100.0\t200.0\n192.5\t200.0\tMut <3\n", encoding="utf-8"
    )
    chapters = shelf.with_episode("chapters: 01 labels.txt").production().episode.chapters
    assert chapters == (Chapter(0.0, "Ähm"), Chapter(192.5, "Mut <3"))


@pytest.mark.parametrize(
    "written",
    [
        "chapters: |\n  00:00 Ähm\n\n  03:12.500 Was ist Vertrauen? <https://example.org/v>",
        "chapters:\n  - 0:00 Ähm\n  - 00:03:12.500 Was ist Vertrauen? <https://example.org/v>",
        """chapters:
  - {start: 0, title: Ähm}
  - {time: 3:12.5, name: Was ist Vertrauen?, href: https://example.org/v}""",
    ],
    ids=["text", "list-of-lines", "list-of-keys"],
)
def test_chapters_can_stand_in_the_episode(shelf: Shelf, written: str) -> None:
    assert shelf.with_episode(written).production().episode.chapters == _BOTH


def test_a_single_line_is_a_single_chapter(shelf: Shelf) -> None:
    assert shelf.with_episode("chapters: 00:00 Los").production().episode.chapters == (Chapter(0.0, "Los"),)


def test_mistakes_in_a_file_are_told_at_its_own_lines(shelf: Shelf) -> None:
    (shelf.folder / "marks.txt").write_text(
        "00:00 Los\nPause\n00:61 Mut\n\n00:50 <https://example.org>\n01:00 Ende <example.org>\n"
    )
    found = shelf.with_episode("chapters: marks.txt").findings()
    assert "\n".join([*found, ""]) == _GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["00:10 A\n00:05 B", "00:10 A\n00:10 B"])
def test_chapters_stand_in_time_order(shelf: Shelf, text: str) -> None:
    (shelf.folder / "marks.txt").write_text(text)
    (found,) = shelf.with_episode("chapters: marks.txt").findings()
    assert "chapter-order episodes/042-vertrauen/marks.txt:2: the chapter “B” does not start after" in found


def test_a_block_of_text_knows_its_lines(shelf: Shelf) -> None:
    (found,) = shelf.with_episode("chapters: |\n\n  00:10 A\n  oops").findings()
    assert "episode.yaml:8: `chapters` has a line that is no chapter" in found


@pytest.mark.parametrize(
    "document",
    [
        '[{"start": 0, "title": "A"},\n   {"start": "soon", "title": "B"}]',
        '<chapters><chapter start="0" title="A"/>\n  <chapter start="soon" title="B"/></chapters>',
    ],
    ids=["json", "xml"],
)
def test_a_document_in_the_episode_knows_its_lines(shelf: Shelf, document: str) -> None:
    (found,) = shelf.with_episode(f"chapters: |\n\n  {document}").findings()
    assert "episode.yaml:8: `chapters.start` is not a time of the recording" in found


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("c.json", '{"segments": []}', "`chapters` has no list of `chapters` in it"),
        ("c.json", '{"chapters": [17]}', "c.json:1: `chapters` has a line that is no chapter"),
        ("c.json", '{"chapters": [', "`chapters` is no JSON that can be read: Expecting value in line 1"),
        ("c.json", '{"chapters": [{"startTime": NaN}]}', "`chapters` is no JSON that can be read"),
        ("c.json", "[" * 300_000, "`chapters` is no JSON that can be read"),
        ("c.json", f'{{"chapters": [{{"startTime": {"9" * 5000}}}]}}', "is no JSON that can be read"),
        ("c.json", '[{"startTime": 1e300, "title": "A"}]', "`chapters.start` is not a time of the recording"),
        ("c.psc", "<psc:chapters>", "`chapters` is no XML that can be read: no element found in line 1"),
        ("c.psc", "<rss><chapters/><chapters/></rss>", "`chapters` has 2 lists of chapters in it"),
        ("c.psc", "<rss/>", "`chapters` has no lists of chapters in it"),
        ("c.psc", "<chapters><chapter title='A'/></chapters>", "c.psc:1: `chapters.start` is missing"),
        ("c.psc", '<!DOCTYPE a [<!ENTITY b "c">]><chapters/>', "`chapters` is XML with a document type"),
        ("c.txt", ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/0\nSTART=1\ntitle=A", "without `START`, or with"),
        ("c.txt", "00:00 A\n" * 256, "`chapters` has more than 255 entries"),
        ("c.txt", f"{'9' * 5000}:00:00 A", "`chapters` has a line that is no chapter"),
    ],
)
def test_files_that_hold_no_chapters_are_refused(shelf: Shelf, name: str, content: str, told: str) -> None:
    (shelf.folder / name).write_text(content)
    (found,) = shelf.with_episode(f"chapters: {name}").findings()
    assert told in found


def test_a_file_that_is_not_there_is_a_mistake(shelf: Shelf) -> None:
    (found,) = shelf.with_episode("chapters: chapters.txt").findings()
    assert "`chapters` names a file that is not there: chapters.txt" in found


JSON = """\
{
  "version": "1.2.0",
  "author": "Studio Beispiel",
  "chapters": [
    {"startTime": 0, "title": "Ähm", "endTime": 192.5},
    {"startTime": 192.5, "title": "Was ist Vertrauen?", "url": "https://example.org/v", "img": null}
  ]
}
"""
PODLOVE_JSON = """\
[{"start": "00:00:00.000", "title": "Ähm", "href": ""},
 {"start": "00:03:12.500", "title": "Was ist Vertrauen?", "href": "https://example.org/v", "image": ""}]
"""
PSC = """\
<?xml version="1.0" encoding="UTF-8"?>
<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
  <psc:chapter start="00:00:00.000" title="Ähm" />
  <psc:chapter start="03:12.5" title="Was ist Vertrauen?" href="https://example.org/v"/>
</psc:chapters>
"""
FFMETADATA = """\
;FFMETADATA1
title=Vertrauen \\= Mut
[CHAPTER]
TIMEBASE=1/1000
START=0
END=192500
title=Ähm
[STREAM]
title=not a chapter
[CHAPTER]
TIMEBASE=1/44100
START=8489250
title=Was ist \\
Vertrauen?
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [("c.json", JSON), ("c.json", PODLOVE_JSON), ("c.psc", PSC), ("c.xml", PSC[39:])],
)
def test_documents_of_other_tools_are_read(shelf: Shelf, name: str, content: str) -> None:
    (shelf.folder / name).write_text(content, encoding="utf-8")
    shelf.with_episode(f"chapters: {name}")
    assert shelf.production().episode.chapters == _BOTH
    assert shelf.findings() == []


def test_what_ffmpeg_writes_is_read(shelf: Shelf) -> None:
    (shelf.folder / "c.txt").write_text(FFMETADATA, encoding="utf-8")
    chapters = shelf.with_episode("chapters: c.txt").production().episode.chapters
    assert chapters == (Chapter(0.0, "Ähm"), Chapter(192.5, "Was ist  Vertrauen?"))


def test_mistakes_in_a_document_are_told_at_its_own_lines(shelf: Shelf) -> None:
    (shelf.folder / "c.json").write_text(JSON.replace("192.5,", '"soon",').replace("https", "ftp"))
    (shelf.folder / "c.psc").write_text(PSC.replace("https", "ftp"))
    for name, places in (("c.json", {"c.json:6"}), ("c.psc", {"c.psc:4"})):
        found = shelf.with_episode(f"chapters: {name}").findings()
        assert {one.split(": ")[0].rpartition("/")[2] for one in found} == places


def test_a_hidden_chapter_is_read_and_needs_no_title(shelf: Shelf) -> None:
    (shelf.folder / "c.json").write_text('[{"startTime": 0, "title": "A"}, {"startTime": 9, "toc": false}]')
    expected = (Chapter(0.0, "A"), Chapter(9.0, "", toc=False))
    assert shelf.with_episode("chapters: c.json").production().episode.chapters == expected
    shelf.with_episode("chapters: [0 A, {start: 9, toc: no}]")
    assert shelf.production().episode.chapters == expected
    (found,) = shelf.with_episode("chapters: [0 A, {start: 9}]").findings()
    assert "episode.yaml:5: `chapters` has a chapter without a title" in found


def test_a_picture_of_a_chapter_is_a_file_of_the_show(shelf: Shelf) -> None:
    shelf.with_episode("chapters: [0 A, {start: 9, title: B, image: b.jpg}]")
    (found,) = shelf.findings()
    assert "`chapters.image` names a file that is not there: b.jpg" in found
    (shelf.folder / "b.jpg").touch()
    production = shelf.production()
    assert production.chapter_images == (None, shelf.folder / "b.jpg")
    assert [one.image for one in production.episode.chapters] == [None, None]
    (found,) = shelf.with_episode("chapters: [{start: 0, title: A, image: ../../../b.jpg}]").findings()
    assert "b.jpg" in found


def test_a_picture_on_the_web_is_not_fetched(shelf: Shelf) -> None:
    (shelf.folder / "c.json").write_text(
        '[{"startTime": 0, "title": "A", "img": "https://example.org/a.jpg"}]'
    )
    (found,) = shelf.with_episode("chapters: c.json").findings()
    assert "c.json:1: `chapters.image` names a web address" in found


@pytest.mark.parametrize(
    ("line", "recorded"),
    [("chapters: recording", True), ("chapters: none", False), ("chapters: 0 A", False), ("chapters:", None)],
)
def test_a_host_says_whether_the_recordings_own_marks_are_taken(
    shelf: Shelf, line: str, *, recorded: bool | None
) -> None:
    assert shelf.with_episode(line).production().recorded_chapters is recorded


@given(milliseconds=st.integers(0, 100 * 3_600_000))
def test_a_time_of_the_clock_is_read_to_the_millisecond(milliseconds: int) -> None:
    minutes, rest = divmod(milliseconds, 60_000)
    clock = f"{rest // 1000:02}.{rest % 1000:03}"
    for text in (
        f"{minutes // 60}:{minutes % 60:02}:{clock}",
        f"{milliseconds // 1000}.{milliseconds % 1000:03}",
    ):
        assert round(seconds(Text(text)) * 1000) == milliseconds
