"""Chapters of the recording → chapters of the published file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.errors import ConfigError

if TYPE_CHECKING:
    from podpub.model import Chapter, Production, Timeline


def heard_chapters(production: Production, timeline: Timeline) -> tuple[Chapter, ...]:
    """Return the chapters where they are heard; of several in a trimmed beginning, the last.

    Raises:
        ConfigError: One begins after the end of the recording.
    """
    require_in_time(production, timeline.trimmed_start_s + timeline.recording_s)
    heard = {timeline.chapter_start(one.start_s): one for one in production.episode.chapters}
    return tuple(replace(one, start_s=start_s) for start_s, one in sorted(heard.items()))


def require_in_time(production: Production, end_s: float) -> None:
    """Refuse chapters that begin after the recording's end; raises as `heard_chapters` does."""
    for chapter in production.episode.chapters:
        if chapter.start_s >= end_s:
            raise ConfigError(
                f"the chapter “{chapter.title}” begins at {_clock(chapter.start_s)}, "
                f"and the recording ends at {_clock(end_s)}",
                fix="Correct its time under `chapters:`.",
            )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{rest:06.3f}"
