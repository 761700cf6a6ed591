"""Chapters as lines of text.

Source: mp4chaps and Podlove (`00:03:12.500 Title <https://…>`), as Auphonic exports them, too; Audacity label
tracks (`start<tab>end<tab>Title`); YouTube descriptions (`12:34 Title`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.config.chapters.clocks import CLOCK
from podpub.config.mistake import Mistake
from podpub.config.tree import Section, Text
from podpub.model import say
from podpub.model.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = say("Write `00:03:12.500 Title` a line; a link may follow: `<https://example.org>`.")
_MARK = re.compile(
    rf"\(?(?P<start>{CLOCK})\)?\s+(?:[-–—]\s+)?(?P<title>[^<]*?)\s*(?:<(?P<url>[^>]*)>)?", re.DOTALL
)
_LABEL = re.compile(r"(?P<start>\d+(?:[.,]\d+)?)\t\d+(?:[.,]\d+)?\t(?P<title>.*?)(?P<url>)")
_LONGEST_LINE = 2000


def marks(text: Text) -> Iterator[Text]:
    """Yield each line that is no comment, with its place."""
    for number, line in enumerate(lines_of(text), start=text.first_line):
        if _counts(line):
            yield Text(line, line=number, file=text.file)


def parts(line: Text) -> Section:
    """Return what a line says under the names of our keys."""
    short = len(line) <= _LONGEST_LINE
    found = (_LABEL.fullmatch(line) or _MARK.fullmatch(line.strip())) if short else None
    if not found:
        raise Mistake(say("has a line that is no chapter"), code="chapter", fix=EXAMPLE)
    told = {part: found[part].strip() for part in ("start", "title", "url") if found[part]}
    written = {part: Text(text, line=line.line, file=line.file) for part, text in told.items()}
    return Section(written, line=line.line, file=line.file)


def _counts(line: str) -> bool:
    """Tell marks from empty lines, comments and the frequency ranges Audacity writes below a label."""
    return bool(line.strip()) and not line.startswith(("#", "\\"))
