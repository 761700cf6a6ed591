"""Chapters as JSON: those of the podcast namespace, and lists as Podlove's player and Auphonic have them.

Source: podcast namespace, JSON Chapters 1.2 (`startTime`, `title`, `url`, `img`, `toc`); Podlove
(`start`, `title`, `href`, `image`).
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from podpub.config.mistake import Mistake
from podpub.config.source import printable
from podpub.config.tree import Section, Text
from podpub.model import say
from podpub.model.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYS = {
    "startTime": "start",
    "start": "start",
    "title": "title",
    "url": "url",
    "href": "url",
    "link": "url",
    "img": "image",
    "image": "image",
    "toc": "toc",
}
_PLACE = re.compile(r'"(?:startTime|start)"\s*:')
_FIX = say(
    'A file of chapters looks like {{"version": "1.2.0", "chapters": [{{"startTime": 0, "title": "…"}}]}}.'
)


def marks(text: Text) -> Iterator[Section | Text]:
    """Yield each entry of the list of chapters; what else a file says about the episode is not read."""
    entries = _entries(_parsed(text))
    for entry, line in zip(entries, _lines(text, len(entries)), strict=True):
        if isinstance(entry, dict):
            told = {_KEYS[key]: _said(value) for key, value in entry.items() if key in _KEYS}
            written = {key: Text(value, line=line, file=text.file) for key, value in told.items()}
            yield Section(written, line=line, file=text.file)
        else:
            yield Text(_said(entry), line=line, file=text.file)


def _parsed(text: Text) -> object:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Mistake(
            say(
                "is no JSON that can be read: {said} in line {line}",
                said=error.msg,
                line=error.lineno + text.first_line - 1,
            ),
            code="chapter",
            fix=_FIX,
        ) from error
    except (RecursionError, ValueError) as error:
        raise Mistake(say("is no JSON that can be read"), code="chapter", fix=_FIX) from error


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _entries(document: object) -> list[object]:
    listed: Any = document.get("chapters") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        raise Mistake(say("has no list of `chapters` in it"), code="chapter", fix=_FIX)
    return listed


def _said(value: object) -> str:
    """Return a value as a host would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value):
        return f"{Decimal(repr(value)):f}"
    return printable(str(value)) if isinstance(value, str | int) else ""


def _lines(text: Text, count: int) -> list[int]:
    """Return the line of each chapter, which JSON does not tell; the first for all where that is unclear."""
    numbered = enumerate(lines_of(text), start=text.first_line)
    found = [number for number, line in numbered for _ in _PLACE.finditer(line)]
    return found if len(found) == count else [text.first_line] * count
