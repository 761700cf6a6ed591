"""What a text consists of once it was read; HTML and plain text are made of the same pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Piece: TypeAlias = tuple[str, str]
"""What begins, ends (`/` before it) or stands there, and what it says.

Blocks are `paragraph`, `heading`, `quotation`, `rule`, `fence` (says the code), `list`, `numbers`, `item`
(says its bullet) and `tight`, a paragraph that its list shows as none. In them stand `text`, `literal` (code,
and the description of a picture), `softbreak`, `hardbreak`, `em`, `strong`, and `link`, `address` and
`moment`, which say where they lead; an address is its own text, and a moment is one of the episode's, like
`#t=12:34`.
"""

_SAID = {"softbreak": " ", "hardbreak": "\n"}


def plain(pieces: Iterable[Piece]) -> str:
    """Return what stands in a paragraph as plain text; links as `text (address)`."""
    return "".join(_plain(pieces))


def _plain(pieces: Iterable[Piece]) -> Iterator[str]:
    address = ""
    for what, says in pieces:
        if what in ("text", "literal"):
            yield says
        elif what == "link":
            address = says
        elif what == "/link":
            yield f" ({address})"
        else:
            yield _SAID.get(what, "")
