"""A transcript of the recording → a transcript of the published file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.model import Transcript

if TYPE_CHECKING:
    from podpub.model import Cue, Timeline

_TOLERANCE_S = 1.0
_SHORTEST_MS = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """A transcript in the time of the published file.

    Attributes:
        transcript: None where none of it is heard.
        cut: The cues that fell into a cut, by their place in the transcript of the recording.
    """

    transcript: Transcript | None
    cut: tuple[int, ...]


def heard(transcript: Transcript, timeline: Timeline) -> Heard:
    """Move every cue to where its words are heard; those in what was cut off are left out."""
    moved = [_moved(cue, timeline) for cue in transcript.cues]
    kept = tuple(sorted((cue for cue in moved if cue), key=lambda cue: cue.start_s))
    cut = tuple(index for index, cue in enumerate(moved) if cue is None)
    return Heard(Transcript(kept) if kept else None, cut)


def late_cues(transcript: Transcript, end_s: float) -> tuple[int, ...]:
    """Return the cues that begin after the end of the recording, by their places; a second is let pass."""
    return tuple(index for index, cue in enumerate(transcript.cues) if cue.start_s > end_s + _TOLERANCE_S)


def _moved(cue: Cue, timeline: Timeline) -> Cue | None:
    start_ms, end_ms = (round(timeline.heard(moment_s) * 1000) for moment_s in (cue.start_s, cue.end_s))
    if start_ms >= end_ms:
        if not _is_close(cue, timeline):
            return None
        start_ms, end_ms = max(end_ms - _SHORTEST_MS, 0), max(end_ms, _SHORTEST_MS)
    return replace(cue, start_s=start_ms / 1000, end_s=end_ms / 1000)


def _is_close(cue: Cue, timeline: Timeline) -> bool:
    """Tell whether the cue begins in the recording, or a moment after its end."""
    return timeline.is_kept(cue.start_s) or timeline.is_kept(cue.start_s - _TOLERANCE_S)
