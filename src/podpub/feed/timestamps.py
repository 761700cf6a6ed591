"""Chapters as lines of the show notes, for apps that read them there.

Source: Spotify for Podcasters, episode chapters (`(MM:SS) Title`, the first at 0, three at least, a line
each); Apple, podcast chapters in the description; YouTube, video chapters.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podpub.model.chapter import FEWEST_IN_NOTES, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Chapter

_HOUR_S = 3600


def timestamps(chapters: tuple[Chapter, ...]) -> str:
    """Return the lines as HTML; nothing where apps would not take them for chapters."""
    marks = listed(chapters)
    if len(marks) < FEWEST_IN_NOTES or marks[0].start_s >= 1:
        return ""
    lines = zip(_times(marks), (escape(one.title, quote=False) for one in marks), strict=True)
    return f"<p>{'<br>'.join(f'({time}) {title}' for time, title in lines)}</p>"


def _times(marks: Sequence[Chapter]) -> list[str]:
    """Return whole seconds, with hours in all lines or in none; never rounded up: no word shall be missed."""
    moments = [int(one.start_s) for one in marks]
    if moments[-1] < _HOUR_S:
        return [f"{at // 60:02}:{at % 60:02}" for at in moments]
    return [f"{at // _HOUR_S:02}:{at // 60 % 60:02}:{at % 60:02}" for at in moments]
