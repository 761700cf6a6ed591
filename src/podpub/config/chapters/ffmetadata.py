"""Chapters as ffmpeg writes and reads them: `;FFMETADATA1`, then a `[CHAPTER]` section each.

Source: ffmpeg-formats, metadata: `TIMEBASE=1/1000`, `START=…`, `title=…`; a backslash stands before what is
meant as it is.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from podpub.config.mistake import Mistake
from podpub.config.tree import Section, Text
from podpub.model import say
from podpub.model.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGN = ";FFMETADATA"
_SECTION = re.compile(r"\[(\w+)\]\s*")
_BASE = re.compile(r"(\d{1,9})/([1-9]\d{0,8})")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NANOSECONDS = "1/1000000000"
_FIX = say("Write a file of chapters with `ffmpeg -i recording.mp3 -f ffmetadata chapters.txt`.")


def marks(text: Text) -> Iterator[Section]:
    """Yield each chapter section, in the order of the file."""
    for line, keys in _sections(text):
        written = {"start": _start(keys, line)}
        if title := keys.get("title", "").strip():
            written["title"] = title
        told = {key: Text(value, line=line, file=text.file) for key, value in written.items()}
        yield Section(told, line=line, file=text.file)


def _sections(text: Text) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and keys of each section that is a chapter."""
    began, keys, is_chapter = 1, dict[str, str](), False
    for number, line in _logical_lines(text):
        found = _SECTION.fullmatch(line)
        if found:
            if is_chapter:
                yield began, keys
            began, keys, is_chapter = number, {}, found[1] == "CHAPTER"
        elif not line.startswith((";", "#")) and "=" in line:
            key, _, value = line.partition("=")
            keys[key.strip()] = _ESCAPED.sub(r"\1", value)
    if is_chapter:
        yield began, keys


def _logical_lines(text: Text) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; a line that ends in a backslash goes on in the next."""
    pieces: list[str] = []
    for number, line in enumerate(lines_of(text), start=text.first_line):
        goes_on = (len(line) - len(line.rstrip("\\"))) % 2 == 1
        pieces.append(line[:-1] if goes_on else line)
        if not goes_on:
            yield number - len(pieces) + 1, " ".join(pieces)
            pieces = []


def _start(keys: dict[str, str], line: int) -> str:
    base, start = _BASE.fullmatch(keys.get("TIMEBASE", _NANOSECONDS).strip()), keys.get("START", "").strip()
    if not base or not re.fullmatch(r"\d{1,18}", start):
        raise Mistake(
            say("has a chapter in line {line} without `START`, or with a `TIMEBASE` that is none", line=line),
            code="chapter",
            fix=_FIX,
        )
    whole, part = divmod(round(Fraction(int(start) * int(base[1]), int(base[2])) * 10**9), 10**9)
    return f"{whole}.{part:09}"
