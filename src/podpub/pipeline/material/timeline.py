"""One time line: what stands at a time of the recording is heard, or fell into a cut and is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.model.clock import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podpub.model import Timeline


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the host wrote down at a time of the recording.

    Attributes:
        name: What to call it: `the chapter “Los”`.
        end_s: Where it ends; None for a moment.
    """

    name: str
    start_s: float
    end_s: float | None = None


def is_heard(mark: Mark, timeline: Timeline) -> bool:
    """Tell whether anything of a mark is left when the ends of the recording are cut off."""
    if mark.end_s is None:
        return timeline.is_kept(mark.start_s)
    return timeline.keeps_some(mark.start_s, mark.end_s)


def cut_findings(marks: Iterable[Mark], timeline: Timeline, where: str) -> Iterator[Finding]:
    """Name every mark that fell into a cut, and will not be published.

    Args:
        marks: Chapters, cues, soundbites.
        timeline: What trimming did to time.
        where: The line that the marks come from.
    """
    for mark in marks:
        if not is_heard(mark, timeline):
            is_late = mark.start_s >= timeline.kept_until_s
            side = say("behind the end, at") if is_late else say("before the beginning, at")
            cut = timeline.kept_until_s if is_late else timeline.trimmed_start_s
            yield Finding(
                Level.WARNING,
                "fell-into-cut",
                where,
                say(
                    "{name} at {time} fell into the cut {side} {cut}",
                    name=mark.name,
                    time=clock(mark.start_s),
                    side=side,
                    cut=clock(cut),
                ),
                say("It is not published. Give it a time that is heard, or write `trim: no`."),
            )
