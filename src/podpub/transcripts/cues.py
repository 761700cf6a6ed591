"""Move the cue times of WebVTT and SubRip along the time line of an episode.

Sources: W3C WebVTT §4.1 (cue timings), the SubRip convention `hh:mm:ss,mmm --> hh:mm:ss,mmm`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podpub.model import Timeline

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})([.,])(\d{3})"
_TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}", re.MULTILINE)


def retime(transcript: str, timeline: Timeline) -> str:
    """Return the transcript with every cue where its words are heard in the published file.

    Line ends become LF; everything but the cue timings stays as it is.
    """
    text = transcript.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _TIMING.sub(lambda timing: _moved(timing, timeline), text)


def _moved(timing: re.Match[str], timeline: Timeline) -> str:
    begin, end = timing.groups()[:5], timing.groups()[5:]
    return f"{_heard(begin, timeline)} --> {_heard(end, timeline)}"


def _heard(stamp: tuple[str | None, ...], timeline: Timeline) -> str:
    *hours_to_seconds, point, thousandths = stamp
    hours, minutes, seconds = (int(part or 0) for part in hours_to_seconds)
    recorded_s = (hours * 60 + minutes) * 60 + seconds + int(thousandths or 0) / 1000
    whole, ms = divmod(round(timeline.heard(recorded_s) * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{ms:03}"
