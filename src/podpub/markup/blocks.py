"""Blocks of Markdown, put together so that they are read as they were meant.

What stands in a paragraph comes with marks of emphasis that may turn out to be none: CommonMark takes `**`
in `a**.**b` for stars. So every paragraph is read back, and has to say the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from podpub.markup.quoting import begun
from podpub.markup.render import to_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BREAK = "\x03"
_MARKS = re.compile("[\x01\x02](\\*{1,2})")
_BREAKS = re.compile(f"[ \n]*{_BREAK}[ \n]*")
_NEW_PARAGRAPH = re.compile(f"[ \n]*{_BREAK}[ \n]*{_BREAK}[ \n{_BREAK}]*")
_LINE_END = re.compile(" *\n *")
_LONE_MARK = re.compile(r"(?<!\\)((?:\\\\)*)\\!(?!\[)")  # only before a link it would mean something
_TAG = re.compile("<[^>]*>")
_NESTED = "list"


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its lines, and whether it is a list, whose kind is its bullet or its delimiter."""

    text: str
    kind: str = ""


def joined(blocks: Sequence[Block]) -> str:
    """Return blocks one below the other; of two lists that follow each other, the second gets other marks."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        same = block.kind and block.kind == before
        parts.append(_otherwise(block) if same else block.text)
        before = "" if same else block.kind
    return "\n\n".join(parts)


def paragraphs(line: str) -> Iterator[Block]:
    """Yield what stands between two blocks; two line breaks are what people write for a new paragraph."""
    for part in _NEW_PARAGRAPH.split(line):
        text = _LINE_END.sub("\n", part.strip(f" \n{_BREAK}"))
        if text:
            yield Block(_sound(_BREAKS.sub("\\\\\n", text)))


def heading(line: str, level: int) -> Iterator[Block]:
    """Yield a heading."""
    text = line.strip()
    if text:
        yield Block(f"{'#' * level} {_sound(text)}")


def quotation(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks as a quotation."""
    if blocks:
        yield Block("\n".join(f"> {line}".rstrip() for line in joined(blocks).split("\n")))


def fenced(code: str) -> Iterator[Block]:
    """Yield code as it is."""
    text = code.strip("\r\n")
    if text.strip():
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        yield Block(f"{fence}\n{text}\n{fence}")


def as_list(entries: Sequence[Sequence[Block]], first: int | None) -> Iterator[Block]:
    """Yield a list with a number before each entry, or a dash; with air in it where an entry has several."""
    if not entries:
        return
    is_airy = any(sum(not block.kind for block in entry) > 1 for entry in entries)
    marks = ("- " if first is None else f"{first + at}. " for at in range(len(entries)))
    made = (_entry(entry, mark, is_airy=is_airy) for entry, mark in zip(entries, marks, strict=True))
    yield Block(("\n\n" if is_airy else "\n").join(made), "-" if first is None else ".")


def _entry(blocks: Sequence[Block], mark: str, *, is_airy: bool) -> str:
    text = joined(blocks)
    if not is_airy:
        text = "\n".join(block.text for block in blocks)
    indent = " " * len(mark)
    first, *rest = text.split("\n")
    return "\n".join([f"{mark}{first}", *(f"{indent}{line}" if line else "" for line in rest)])


_OUTER_MARK = re.compile(r"(?m)^(?:(-) |(\d+)(\.) )")


def _otherwise(block: Block) -> str:
    """Return a list with the other bullet, or the other delimiter."""
    return _OUTER_MARK.sub(lambda one: "* " if one[1] else f"{one[2]}) ", block.text)


def _sound(text: str) -> str:
    """Return a paragraph without marks of emphasis that would be read as words."""
    told = _LONE_MARK.sub(r"\1!", text)
    plain = begun(_MARKS.sub("", told))
    marked = begun(_MARKS.sub(r"\1", told))
    return marked if marked == plain or _words(marked) == _words(plain) else plain


def _words(markdown: str) -> str:
    return " ".join(unescape(_TAG.sub("", to_html(markdown))).split())
