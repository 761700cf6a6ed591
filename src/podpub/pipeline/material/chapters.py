"""Chapters of the recording → the chapters of the published file, with their pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from podpub.errors import ConfigError
from podpub.model import say
from podpub.model.clock import clock
from podpub.pipeline.material.illustrations import illustrated
from podpub.pipeline.material.timeline import Mark, cut_findings, is_heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from podpub.model import Chapter, Finding, Places, Production, Release, Timeline


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of an episode as it is published.

    Attributes:
        chapters: In the time of the published file, with storage keys for pictures.
        pictures: The bytes under those keys.
        sources: The host's files that they are made from.
        lost: What fell into a cut.
    """

    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    sources: Mapping[str, Path] = field(default_factory=dict)
    lost: tuple[Finding, ...] = ()


def contents(
    production: Production, timeline: Timeline, places: Places, released: Release | None
) -> Contents:
    """Return the table of contents of an episode.

    Args:
        production: What the host wrote.
        timeline: How the time of it becomes the published file's.
        places: Where it was written.
        released: What it was before: chapters that came from a recording stay when that is put away.

    Raises:
        ConfigError: A chapter begins after the end of the recording.
        SourceError: A picture cannot be used.
    """
    if released and production.recorded_chapters and not _is_at_hand(production):
        return Contents(released.episode.chapters)
    made = illustrated(production)
    require_in_time(made.chapters, timeline.recorded_s)
    where = places.where(production.file, "chapters")
    marks = [mark for mark, _ in _marked(made.chapters, timeline)]
    chapters = heard_chapters(made.chapters, timeline)
    named = {one.image for one in chapters}
    return Contents(
        chapters,
        {key: body for key, body in made.pictures.items() if key in named},
        {key: file for key, file in made.sources.items() if key in named},
        tuple(cut_findings(marks, timeline, where)),
    )


def heard_chapters(chapters: Sequence[Chapter], timeline: Timeline) -> tuple[Chapter, ...]:
    """Return the chapters where they are heard; those of which nothing is heard are left out."""
    heard = {
        timeline.chapter_start(one.start_s): one
        for mark, one in _marked(chapters, timeline)
        if is_heard(mark, timeline)
    }
    return tuple(replace(one, start_s=start_s) for start_s, one in sorted(heard.items()))


def require_in_time(chapters: Sequence[Chapter], end_s: float) -> None:
    """Refuse chapters that begin after the recording's end.

    Raises:
        ConfigError: One does.
    """
    for chapter in chapters:
        if chapter.start_s >= end_s:
            raise ConfigError(
                say(
                    "{name} begins at {time}, and the recording ends at {end}",
                    name=_name(chapter),
                    time=clock(chapter.start_s),
                    end=clock(end_s),
                ),
                fix=say("Correct its time under `chapters:`."),
            )


def _marked(chapters: Sequence[Chapter], timeline: Timeline) -> Iterator[tuple[Mark, Chapter]]:
    """Yield each chapter with the stretch that it covers; one at 0 also covers the intro, which stays."""
    starts = [*(one.start_s for one in chapters), inf]
    for chapter, (start_s, end_s) in zip(chapters, pairwise(starts), strict=True):
        covers_intro = start_s == 0 and timeline.lead_s > 0
        yield Mark(_name(chapter), start_s, inf if covers_intro else end_s), chapter


def _name(chapter: Chapter) -> str:
    return (
        say("the chapter “{title}”", title=chapter.title)
        if chapter.title
        else say("a chapter without a title")
    )


def _is_at_hand(production: Production) -> bool:
    return all(track.file.is_file() for track in production.tracks)
