"""WebVTT and SubRip → entries. A cue is what follows its line of times, up to that of the next one.

Sources: W3C WebVTT §4.1 and §6; the SubRip convention of a number, `hh:mm:ss,mmm --> hh:mm:ss,mmm`, words,
an empty line. Of the libraries, pysubs2 passes over what it cannot read and drops voices, webvtt-py stops at
the first mistake or passes over all, and neither tells every line: so the readers are our own, and both judge
them in the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from podpub.model import say
from podpub.model.lines import lines_of
from podpub.transcripts.clock import CLOCK, milliseconds
from podpub.transcripts.entries import Entry
from podpub.transcripts.faults import quoted
from podpub.transcripts.voices import subrip_words, voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.transcripts.faults import Faults

_ARROW = r"[ \t]*(?:--+>|->|[–—]>|→)[ \t]*"  # Word makes dashes of hyphens
_TIMING = re.compile(rf"[ \t]*{CLOCK}{_ARROW}{CLOCK}(?:[ \t].*)?")
_NEARLY = re.compile(rf"[ \t]*[0-9][0-9:.,]{{3,20}}{_ARROW}[0-9]")
_ASIDE = re.compile(r"NOTE(?:[ \t].*)?|(?:STYLE|REGION)[ \t]*")


def read_webvtt(text: str, faults: Faults) -> list[Entry]:
    """Read WebVTT: voices, without notes, styles, regions and the settings of cues."""
    lines = _without_asides(lines_of(text))
    layout = _Layout.of(lines, is_webvtt=True)
    return [
        Entry(line, start_ms, end_ms, said, speaker)
        for line, start_ms, end_ms, body in _cues(lines, layout, faults)
        for speaker, said in voices(body)
    ]


def read_subrip(text: str, faults: Faults) -> list[Entry]:
    """Read SubRip, also where numbers are wrong or missing, and empty lines."""
    lines = lines_of(text)
    layout = _Layout.of(lines, is_webvtt=False)
    return [
        Entry(line, start_ms, end_ms, subrip_words(body))
        for line, start_ms, end_ms, body in _cues(lines, layout, faults)
    ]


def has_cues(text: str) -> bool:
    """Tell whether some line looks like the times of a cue."""
    return any(map(_Layout(is_webvtt=False).is_timing, lines_of(text)))


@dataclass(frozen=True, slots=True)
class _Layout:
    """How this file lays out its cues.

    Attributes:
        is_numbered: Whether the first cue has a number above its times.
        blank_lines: Between that number and the times: some, where line ends were doubled.
        is_webvtt: Then a line that stands alone is an identifier, and only `-->` is an arrow.
    """

    is_webvtt: bool
    is_numbered: bool = False
    blank_lines: int = 0

    @classmethod
    def of(cls, lines: Sequence[str], *, is_webvtt: bool) -> _Layout:
        """Look at what stands above the first cue."""
        plain = cls(is_webvtt)
        above = list(takewhile(lambda line: not plain.is_timing(line), lines))
        blank_lines = len(list(takewhile(_is_blank, reversed(above))))
        is_numbered = (
            len(above) < len(lines) and blank_lines < len(above) and _is_number(above[-1 - blank_lines])
        )
        return cls(is_webvtt, is_numbered, blank_lines) if is_numbered else plain

    def is_timing(self, line: str) -> bool:
        """Tell whether a line is meant to be the times of a cue."""
        return "-->" in line or (not self.is_webvtt and _NEARLY.match(line) is not None)

    def without_heading(self, body: list[str]) -> list[str]:
        """Return the lines between two lines of times without the heading of the second."""
        at = len(body) - 1 - self.blank_lines
        if at < 0 or _is_blank(body[at]) or not all(map(_is_blank, body[at + 1 :])):
            return body
        stands_alone = at > 0 and _is_blank(body[at - 1])
        is_heading = (self.is_numbered and _is_number(body[at])) or (self.is_webvtt and stands_alone)
        return body[:at] if is_heading else body


def _cues(lines: list[str], layout: _Layout, faults: Faults) -> Iterator[tuple[int, int, int, str]]:
    """Yield line, start and end in milliseconds, and the words with their markup."""
    timings = [index for index, line in enumerate(lines) if layout.is_timing(line)]
    first = timings[0] if timings else len(lines)
    _see_first(layout.without_heading(["", *lines[:first]]), faults)
    for index, following in zip(timings, [*timings[1:], len(lines)], strict=False):
        if times := _times(lines[index]):
            body = lines[index + 1 : following]
            is_last = following == len(lines)
            yield index + 1, *times, "\n".join(body if is_last else layout.without_heading(body))
        else:
            _unreadable(index + 1, lines[index], faults)


def _without_asides(lines: list[str]) -> list[str]:
    """Empty the header and every NOTE, STYLE and REGION block, so that lines keep their numbers."""
    kept = []
    aside, before = True, ""
    for line in lines:
        if _is_blank(line) or "-->" in line:
            aside = False
        elif _is_blank(before) and _ASIDE.fullmatch(line):
            aside = True
        kept.append("" if aside else line)
        before = line
    return kept


def _is_blank(line: str) -> bool:
    return not line.strip()


def _is_number(line: str) -> bool:
    return line.strip().isdecimal()


def _times(line: str) -> tuple[int, int] | None:
    found = _TIMING.fullmatch(line)
    if not found:
        return None
    start_ms, end_ms = milliseconds(found.groups()[:4]), milliseconds(found.groups()[4:])
    return None if start_ms is None or end_ms is None else (start_ms, end_ms)


def _see_first(lines: Sequence[str], faults: Faults) -> None:
    """Refuse words before the first line of times: nobody can tell when they are said."""
    for number, line in enumerate(lines):
        if not _is_blank(line):
            faults.error(
                number,
                "cue-unreadable",
                say("{line} stands before the first cue and belongs to none", line=quoted(line.strip())),
                say("Give it a line of times like 00:00:01.000 --> 00:00:04.000, or delete it."),
            )
            return


def _unreadable(number: int, line: str, faults: Faults) -> None:
    faults.error(
        number,
        "cue-unreadable",
        say("{line} cannot be read as the times of a cue", line=quoted(line.strip())),
        say("Write hours, minutes and seconds: 00:00:01.000 --> 00:00:04.000."),
    )
