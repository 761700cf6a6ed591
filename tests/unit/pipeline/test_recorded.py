"""A recording's own marks are taken when the host asks, and told when the host says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Chapter, Level, Places, Production, TrackSource
from podpub.pipeline.planning.recorded import unused_chapters, with_recorded
from tests.support.markers import marked_wav
from tests.support.samples import episode, production

if TYPE_CHECKING:
    from pathlib import Path

MARKS = ((0.0, "Anfang"), (1.5, "Die Frage"))


def asked(folder: Path, *marks: tuple[float, str], recorded: bool | None = True) -> Production:
    file = folder / "recording.wav"
    file.write_bytes(marked_wav(*marks))
    one = production(folder, tracks=(TrackSource(file),), recorded_chapters=recorded)
    return Production(episode(chapters=()), one.file, one.tracks, one.mastering, recorded_chapters=recorded)


def places(folder: Path, one: Production) -> Places:
    return Places(folder, {(one.file, "chapters"): 7, (one.file, "audio"): 4})


def test_the_marks_become_the_chapters(tmp_path: Path) -> None:
    one = asked(tmp_path, *MARKS)
    read, findings = with_recorded(one, places(tmp_path, one))
    assert read.episode.chapters == (Chapter(0.0, "Anfang"), Chapter(1.5, "Die Frage"))
    assert findings == ()


def test_the_first_track_with_marks_counts(tmp_path: Path) -> None:
    one = asked(tmp_path, *MARKS)
    (tmp_path / "other.wav").write_bytes(marked_wav())
    tracks = (TrackSource(tmp_path / "other.wav"), *one.tracks)
    two = Production(one.episode, one.file, tracks, one.mastering, recorded_chapters=True)
    read, _ = with_recorded(two, places(tmp_path, two))
    assert len(read.episode.chapters) == 2


@pytest.mark.parametrize("recorded", [False, None])
def test_nothing_is_taken_unasked(tmp_path: Path, *, recorded: bool | None) -> None:
    one = asked(tmp_path, *MARKS, recorded=recorded)
    assert with_recorded(one, places(tmp_path, one)) == (one, ())


@pytest.mark.parametrize(
    ("marks", "level", "told"),
    [
        pytest.param((), Level.ERROR, "the recording has no marks in it", id="none"),
        pytest.param(
            ((0.0, ""), (1.5, "")), Level.ERROR, "2 of the recording's 2 marks have no name", id="bare"
        ),
        pytest.param(
            ((0.0, "Anfang"), (1.5, "")),
            Level.WARNING,
            "1 of the recording's 2 marks have no name: 00:00:01.500",
            id="one bare",
        ),
        pytest.param(
            tuple((number / 100, f"{number}") for number in range(256)), Level.ERROR, "256 marks", id="many"
        ),
    ],
)
def test_marks_that_cannot_all_be_chapters_are_told(
    tmp_path: Path, marks: tuple[tuple[float, str], ...], level: Level, told: str
) -> None:
    one = asked(tmp_path, *marks)
    (finding,) = with_recorded(one, places(tmp_path, one))[1]
    assert (finding.level, finding.where) == (level, "episodes/042-vertrauen-im-team/episode.yaml:7")
    assert told in finding.message
    assert finding.fix


def test_marks_that_nobody_takes_are_told_until_the_host_says_so(tmp_path: Path) -> None:
    one = asked(tmp_path, *MARKS, recorded=None)
    (finding,) = unused_chapters(one, places(tmp_path, one))
    assert (finding.level, finding.code) == (Level.WARNING, "chapters-in-recording")
    assert finding.where.endswith("episode.yaml:4")
    for said in (True, False):
        one = asked(tmp_path, *MARKS, recorded=said)
        assert list(unused_chapters(one, places(tmp_path, one))) == []
    bare = asked(tmp_path, (0.0, ""), recorded=None)
    assert list(unused_chapters(bare, places(tmp_path, bare))) == []
