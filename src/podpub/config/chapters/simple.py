"""Podlove Simple Chapters: the XML of feeds, as a file of its own.

Source: Podlove Simple Chapters 1.2 (`<psc:chapter start title href image/>`). Read by expat, which opens no
other file; a document with a type or entities of its own is refused, so there is nothing that could grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from podpub.config.mistake import Mistake
from podpub.config.tree import Section, Text
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_KEYS = {"start": "start", "title": "title", "href": "url", "image": "image"}
_FIX = say(
    'A file of chapters looks like <psc:chapters><psc:chapter start="00:00:00" title="…"/></psc:chapters>.'
)


def marks(text: Text) -> list[Section]:
    """Return each chapter of the only list in an XML document."""
    reader = _Reader(text.file, text.first_line)
    try:
        reader.parser.Parse(str(text), True)  # noqa: FBT003 - the C function knows no names
    except expat.ExpatError as error:
        raise Mistake(
            say(
                "is no XML that can be read: {said} in line {line}",
                said=expat.ErrorString(error.code),
                line=reader.line,
            ),
            code="chapter",
            fix=_FIX,
        ) from error
    if reader.lists != 1:
        raise Mistake(
            say("has {lists} lists of chapters in it", lists=reader.lists)
            if reader.lists
            else say("has no lists of chapters in it"),
            code="chapter",
            fix=_FIX,
        )
    return reader.found


class _Reader:
    """Takes down the chapters of a document while expat walks through it; prefixes do not matter."""

    def __init__(self, file: Path | None, first_line: int) -> None:
        self.found: list[Section] = []
        self.lists = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._file = file
        self._first_line = first_line

    @property
    def line(self) -> int:
        """Where the parser is."""
        return self.parser.CurrentLineNumber + self._first_line - 1

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        word, line = name.rpartition(":")[2], self.line
        if word == "chapters":
            self.lists += 1
        elif word == "chapter":
            written = {
                _KEYS[key]: Text(value, line=line, file=self._file)
                for key, value in attributes.items()
                if key in _KEYS and value
            }
            self.found.append(Section(written, line=line, file=self._file))

    def _refuse(self, *_: object) -> None:
        raise Mistake(say("is XML with a document type, which chapters never have"), code="chapter", fix=_FIX)
