"""Chapters are heard where they belong, and told when they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from podpub.errors import ConfigError
from podpub.model import Chapter, Timeline
from podpub.pipeline.chapters import heard_chapters
from tests.support.samples import episode, production

TRIMMED = Timeline(trimmed_start_s=10, recording_s=100, lead_s=5, total_s=120)


def heard(*starts_s: float) -> list[tuple[float, str]]:
    marks = tuple(Chapter(start_s, f"bei {start_s:g}") for start_s in starts_s)
    one = production(Path("/show"), episode=episode(chapters=marks))
    return [(chapter.start_s, chapter.title) for chapter in heard_chapters(one, TRIMMED)]


def test_chapters_move_by_intro_and_trimming() -> None:
    assert heard(0, 30, 60) == [(0, "bei 0"), (25, "bei 30"), (55, "bei 60")]


def test_of_several_in_a_trimmed_beginning_the_last_is_heard() -> None:
    assert heard(2, 4, 9, 30) == [(5, "bei 9"), (25, "bei 30")]


@pytest.mark.parametrize("start_s", [110, 4000])
def test_a_chapter_behind_the_end_is_named(start_s: float) -> None:
    with pytest.raises(ConfigError, match=f"bei {start_s}.*00:01:50") as caught:
        heard(0, start_s)
    assert "chapters" in caught.value.fix
