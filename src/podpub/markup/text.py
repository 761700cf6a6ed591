"""Markdown → plain text, for tags and descriptions that know no HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.markup.characters import without_control_characters
from podpub.markup.commonmark import read
from podpub.markup.pieces import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podpub.markup.pieces import Piece

# They stand there as they are, whatever follows
_FIRST_LETTERS = re.compile(r"(?:#{1,6} )?((?:[^\W\d_]|[„“”‚‘’«»–—…¿¡])+)")
_BEGINNINGS = frozenset({"paragraph", "heading", "tight"})
_ENDINGS = frozenset({"/paragraph", "/heading", "/tight"})


def to_text(markdown: str) -> str:
    """Return `markdown` as plain text.

    An empty line stands between blocks, `-` or the number before list items, the address in parentheses after
    the text of a link. Pictures are their descriptions.
    """
    return without_control_characters("".join(_parts(read(markdown)))).strip()


def begins(markdown: str, words: str) -> bool:
    """Tell whether the plain text of `markdown` begins with these words, making no more of it than needed."""
    first = _FIRST_LETTERS.match(markdown)
    if first and not (words.startswith(first[1]) or first[1].startswith(words)):
        return False
    text = ""
    for part in _parts(read(markdown)):
        text = without_control_characters(text + part).lstrip()
        if len(text) >= len(words):
            break
    return text.startswith(words)


def _parts(pieces: Iterable[Piece]) -> Iterator[str]:
    after_tight = False
    for block, is_tight in _blocks(pieces):
        yield ("\n" if is_tight and after_tight else "\n\n") + block
        after_tight = is_tight


def _blocks(pieces: Iterable[Piece]) -> Iterator[tuple[str, bool]]:
    bullet = ""
    line: list[Piece] = []
    for piece in pieces:
        what, says = piece
        if what == "item":
            bullet = says
        elif what in _BEGINNINGS:
            line = []
        elif what in _ENDINGS:
            yield bullet + plain(line), what == "/tight"
            bullet = ""
        elif what == "fence":
            yield bullet + says.rstrip("\n"), False
            bullet = ""
        else:
            line.append(piece)
