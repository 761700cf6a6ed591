"""YAML → texts, listings and sections that know their lines; nothing is guessed to be a number or a date.

Source: YAML 1.1 as PyYAML reads it; anchors, aliases, tags and further documents are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, cast

import yaml

from podpub.config.mistake import Mistake
from podpub.config.source import control_character, printable, unprintable
from podpub.config.traps import mend, quote_it
from podpub.model import say
from podpub.model.lines import lines_of

if TYPE_CHECKING:
    from pathlib import Path

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 10
_MOST_MENDED = 20
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT = re.compile(r"\s+(#\S.*)")


class Text(str):
    """A scalar as written; empty where the host left the value out.

    Attributes:
        line: Where its key stands, or itself in a listing.
        first_line: Where its own first line stands.
        cut: The rest of the line that YAML took for a comment, when it looks like text.
        file: The file it came from, when it is not the one on the desk.
    """

    __slots__ = ("cut", "file", "first_line", "line")
    line: int
    first_line: int
    cut: str
    file: Path | None

    def __new__(
        cls, text: str, *, line: int = 1, first_line: int = 0, cut: str = "", file: Path | None = None
    ) -> Self:
        """Make a text with its place."""
        new = super().__new__(cls, text)
        new.line, new.first_line, new.cut, new.file = line, first_line or line, cut, file
        return new


class Listing(list[Any]):
    """A sequence with its line."""

    __slots__ = ("line",)

    def __init__(self, values: list[Any], *, line: int) -> None:
        super().__init__(values)
        self.line = line


class Section(dict[str, Any]):
    """A mapping with its line, and the lines of the keys that were left empty."""

    __slots__ = ("empty", "file", "line")

    def __init__(self, values: dict[str, Any], *, line: int, file: Path | None = None) -> None:
        super().__init__(values)
        self.line = line
        self.file = file
        self.empty: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says (None: nothing can be read), and what YAML refused or would have misread."""

    root: Section | None
    mistakes: tuple[Mistake, ...]


def read_tree(text: str, *, loader: type[Any] = _LOADER) -> Tree:
    """Read the keys and values of a file.

    A line that YAML refuses is reported, mended as its remedy says, and reading goes on: so the host
    learns of every mistake at once.
    """
    lines = lines_of(text)
    refused: list[Mistake] = []
    while len(refused) < _MOST_MENDED:
        reader = _Reader(lines, loader)
        try:
            return Tree(reader.document(), (*refused, *reader.mistakes))
        except yaml.YAMLError as error:
            mended = mend(lines, error)
        except Mistake as mistake:
            return Tree(None, (*refused, *reader.mistakes, mistake))
        refused.append(mended.mistake)
        if mended.line is None:
            break
        lines[mended.number] = mended.line
    return Tree(None, tuple(refused))


class _Reader:
    """Builds the tree from parser events, so that an alias is seen before anything is copied."""

    def __init__(self, lines: list[str], loader: type[Any]) -> None:
        self.mistakes: list[Mistake] = []
        self._lines = lines
        self._events = yaml.parse("\n".join(lines), Loader=loader)
        self._name = ""

    def document(self) -> Section:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise Mistake(
                say("the file is empty"), code="empty-file", fix=say("Write at least `title:`."), line=1
            )
        root = self._value(next(self._events), line=1, depth=0)
        next(self._events)
        self._refuse_more_documents()
        if not isinstance(root, Section):
            raise Mistake(
                say("the file is not a list of keys and values"),
                code="not-keys",
                fix=say("Begin every line with a key and a colon, like `title: My first episode`."),
                line=root.line,
            )
        return root

    def _refuse_more_documents(self) -> None:
        event = next(self._events)
        if isinstance(event, yaml.DocumentStartEvent):
            raise Mistake(
                say("a second document begins here"),
                code="second-document",
                fix=say("Remove the line `---`; longer texts go into a file that `notes:` names."),
                line=_line(event),
            )

    def _value(self, event: yaml.Event, *, line: int, depth: int) -> Text | Listing | Section:
        if depth > _DEEPEST:
            raise Mistake(
                say("lists and keys are nested too deeply"),
                code="too-deep",
                fix=say("Nothing in this file goes deeper than a list of keys; check the indentation."),
                line=_line(event),
            )
        self._refuse_sign(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._section(line, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(line, depth)
        return self._text(event, line) if isinstance(event, yaml.ScalarEvent) else Text("", line=line)

    def _refuse_sign(self, event: yaml.Event) -> None:
        """Refuse references and types: an alias is never followed, so that none can be a bomb."""
        if not (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            return
        if isinstance(event, yaml.CollectionStartEvent):
            mistake = Mistake(
                say("YAML's references (`&`, `*`) and types (`!`) are not used in this file"),
                code="yaml-sign",
                fix=say("Write the keys and values out."),
                line=_line(event),
            )
        else:
            mark = _start(event)
            mistake = quote_it(self._lines[mark.line], mark.line, self._lines[mark.line][mark.column])
        self.mistakes.append(mistake)

    def _section(self, line: int, depth: int) -> Section:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            here = _line(event)
            key = self._name = _key(event)
            value = self._value(next(self._events), line=here, depth=depth + 1)
            if key in lines:
                self._refuse_duplicate(key, here, lines[key])
            else:
                lines[key], values[key] = here, value
        return Section(values, line=line)

    def _refuse_duplicate(self, key: str, line: int, first: int) -> None:
        self.mistakes.append(
            Mistake(
                say("`{key}` is written twice, first in line {first}", key=key, first=first),
                code="duplicate-key",
                fix=say("Keep one of the two."),
                line=line,
            )
        )

    def _listing(self, line: int, depth: int) -> Listing:
        values = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, line=_line(event), depth=depth + 1))
        return Listing(values, line=line)

    def _text(self, event: yaml.ScalarEvent, line: int) -> Text:
        written = event.value
        if found := unprintable(written):
            self.mistakes.append(control_character(f"`{self._name}`", found, line=line))
            written = printable(written)
        first_line = _line(event)
        if event.style in ("|", ">"):
            return Text(written, line=line, first_line=first_line + 1)
        if event.style in ("'", '"'):
            return Text(written, line=line, first_line=first_line)
        shown = "" if written in _NULLS else written
        return Text(shown, line=line, first_line=first_line, cut=self._cut(event))

    def _cut(self, event: yaml.ScalarEvent) -> str:
        end = cast("yaml.Mark", event.end_mark)
        if end.line >= len(self._lines):
            return ""
        found = _COMMENT.match(self._lines[end.line], end.column)
        return found[1].rstrip() if found else ""


def _key(event: yaml.Event) -> str:
    if isinstance(event, yaml.ScalarEvent) and not event.anchor and not event.tag:
        return printable(event.value)
    raise Mistake(
        say("a key is expected here, and this is none"),
        code="not-a-key",
        fix=say("A key is a plain word with a colon behind it, like `title:`."),
        line=_line(event),
    )


def _start(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.start_mark)  # every event of a parser has one


def _line(event: yaml.Event) -> int:
    return _start(event).line + 1
