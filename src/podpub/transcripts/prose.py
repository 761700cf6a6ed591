"""Plain text → entries where its paragraphs begin with times, or else the text as it is.

The times stand as people and tools write them: `[00:12:34] Words`, `12:34 Name: words`, or in a line with the
name above the words (`Name 12:34`, Otter and others).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.model import UntimedTranscript, one_line
from podpub.model.lines import lines_of
from podpub.transcripts.clock import CLOCK, milliseconds
from podpub.transcripts.entries import Entry
from podpub.transcripts.speakers import label

if TYPE_CHECKING:
    from podpub.transcripts.faults import Faults

_STAMP = rf"[\[(]?{CLOCK}[\])]?"
_BEGINS = re.compile(rf"\s*{_STAMP}(?:\s*[-–—:]?\s+(?P<said>.*))?")
_NAME_AND_TIME = re.compile(
    rf"(?P<name>[^\W\d_][^:\[\]()<>\d]{{0,49}}[0-9]{{0,2}})[ \t]+{_STAMP}[ \t]*+:?[ \t]*"
)
_OFTEN = 2
_EMPTY_LINES = re.compile(r"\n{3,}")


def read_text(text: str, _: Faults) -> list[Entry] | UntimedTranscript:
    """Read plain text."""
    lines = lines_of(text)
    entries = _timed(lines)
    return entries if len(entries) >= _OFTEN else _untimed(lines)


def labels_in(body: str) -> tuple[str, ...]:
    """Return who is named at the beginning of a line, in order: `Name: words`."""
    named = (label(one_line(line)) for line in body.split("\n"))
    return tuple(dict.fromkeys(found[0] for found in named if found))


def with_labels(body: str, names: dict[str, str]) -> str:
    """Return a text with other names in the place of some."""
    return "\n".join(_relabelled(line, names) for line in body.split("\n"))


def _timed(lines: list[str]) -> list[Entry]:
    """Return an entry for every time at the beginning of a line; none where the text begins without one."""
    begun: list[Entry] = []
    words: list[list[str]] = []
    for number, line in enumerate(lines, start=1):
        if entry := _begun(number, line):
            begun.append(entry)
            words.append([entry.text])
        elif line.strip() and not begun:
            return []
        elif begun:
            words[-1].append(line)
    return [replace(one, text=one_line(" ".join(said))) for one, said in zip(begun, words, strict=True)]


def _begun(number: int, line: str) -> Entry | None:
    found = _BEGINS.fullmatch(line) or _NAME_AND_TIME.fullmatch(line)
    start_ms = (
        milliseconds(found.groups()[:4] if found.re is _BEGINS else found.groups()[1:5]) if found else None
    )
    if found is None or start_ms is None:
        return None
    parts = found.groupdict()
    return Entry(number, start_ms, None, one_line(parts.get("said") or ""), one_line(parts.get("name") or ""))


def _untimed(lines: list[str]) -> UntimedTranscript:
    body = _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
    return UntimedTranscript(body, speakers=labels_in(body))


def _relabelled(line: str, names: dict[str, str]) -> str:
    found = label(one_line(line))
    return f"{names[found[0]]}: {found[1]}" if found and found[0] in names else line
