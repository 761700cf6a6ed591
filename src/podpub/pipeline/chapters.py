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
    end_s = timeline.trimmed_start_s + timeline.recording_s
    for chapter in production.episode.chapters:
        if chapter.start_s >= end_s:
            raise ConfigError(
                f"the chapter “{chapter.title}” begins at "
                f"{_clock(chapter.start_s)}, and the recording ends at {_clock(end_s)}",
                fix="Correct its time under `chapters:`.",
            )
    heard = {timeline.chapter_start(one.start_s): one for one in production.episode.chapters}
    return tuple(replace(one, start_s=start_s) for start_s, one in sorted(heard.items()))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{rest:06.3f}"
