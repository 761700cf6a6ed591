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
    ("name", "content", "told"),
    [
        ("c.json", '{"chapters": []}', "`chapters` is JSON or XML"),
        ("c.psc", "<psc:chapters/>", "`chapters` is JSON or XML"),
        ("c.txt", "00:00 A\n" * 256, "`chapters` has more than 255 entries"),
    ],
)
def test_files_that_are_no_lines_of_chapters_are_refused(
    shelf: Shelf, name: str, content: str, told: str
) -> None:
    (shelf.folder / name).write_text(content)
    (found,) = shelf.with_episode(f"chapters: {name}").findings()
    assert told in found


def test_a_file_that_is_not_there_is_a_mistake(shelf: Shelf) -> None:
    (found,) = shelf.with_episode("chapters: chapters.txt").findings()
    assert "`chapters` names a file that is not there: chapters.txt" in found


def test_a_picture_of_a_chapter_is_a_warning(shelf: Shelf) -> None:
    shelf.with_episode("chapters: [{start: 0, title: A, image: a.jpg}]")
    (found,) = shelf.findings()
    assert found.startswith("warning chapter-image episodes/042-vertrauen/episode.yaml:5: ")
    assert shelf.production().episode.chapters == (Chapter(0.0, "A"),)


@given(milliseconds=st.integers(0, 100 * 3_600_000))
def test_a_time_of_the_clock_is_read_to_the_millisecond(milliseconds: int) -> None:
    minutes, rest = divmod(milliseconds, 60_000)
    clock = f"{rest // 1000:02}.{rest % 1000:03}"
    for text in (
        f"{minutes // 60}:{minutes % 60:02}:{clock}",
        f"{milliseconds // 1000}.{milliseconds % 1000:03}",
    ):
        assert round(seconds(Text(text)) * 1000) == milliseconds
