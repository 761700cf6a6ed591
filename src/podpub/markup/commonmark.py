"""The Markdown that hosts may write: CommonMark without raw HTML, and links to the web and to mail only."""

from __future__ import annotations

from functools import lru_cache, partial
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from podpub.markup.addresses import (
    for_reading,
    in_ascii,
    is_absolute,
    is_dangerous,
    is_moment,
    split_at_addresses,
)
from podpub.markup.parser import events, literally
from podpub.markup.pieces import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from podpub.markup.pieces import Piece

_FEW = 4
DEEPEST = 20
_MOST_INDENTED = 3


@lru_cache(_FEW)
def read(markdown: str) -> tuple[Piece, ...]:
    """Return a text in pieces; who asks for it again at once is given the same.

    Bare web addresses are links, links that lead nowhere in an app are none. Indented text is a paragraph and
    no code: in YAML, text is often indented by accident. What is nested deeper than twenty levels stays on
    the twentieth.
    """
    return tuple(_Reader().read(markdown))


class _Reader:
    """Turns a parser's events into pieces, one after the other."""

    def __init__(self, indented: int = 0) -> None:
        self._indented = indented
        self._pieces: list[Piece] = []
        self._ends: list[Callable[[], None]] = []
        self._numbers: list[int | None] = []
        self._depth = 0
        self._is_in_text = self._is_tight = self._is_linked = False
        self._code: list[str] | None = None
        self._events: Mapping[str, Callable[[Any], None]] = {
            "Start": self._start,
            "End": lambda _: self._ends.pop()(),
            "Text": self._text,
            "Html": self._text,
            "InlineHtml": self._text,
            "Code": self._literal,
            "SoftBreak": lambda _: self._inline(("softbreak", "")),
            "HardBreak": lambda _: self._inline(("hardbreak", "")),
            "Rule": self._rule,
        }
        self._starts: Mapping[str, Callable[[Any], None]] = {
            "Paragraph": lambda _: self._block("paragraph"),
            "HtmlBlock": lambda _: self._block("paragraph"),
            "Heading": lambda _: self._block("heading"),
            "BlockQuote": lambda _: self._block("quotation"),
            "List": self._list,
            "Item": self._item,
            "CodeBlock": self._code_block,
            "Emphasis": lambda _: self._span("em"),
            "Strong": lambda _: self._span("strong"),
            "Link": self._link,
            "Image": self._picture,
        }

    def read(self, markdown: str) -> list[Piece]:
        for event in events(markdown):
            if isinstance(event, str):
                self._events[event](None)
            else:
                for what, about in event.items():
                    self._events[what](about)
        return self._pieces

    def _start(self, tag: str | Mapping[str, Any]) -> None:
        if isinstance(tag, str):
            self._starts[tag](None)
        else:
            for name, about in tag.items():
                self._starts[name](about)

    # Blocks

    def _block(self, kind: str) -> None:
        self._end_tight()
        self._pieces.append((kind, ""))
        self._is_in_text = kind != "quotation"
        self._ends.append(partial(self._end_block, kind))

    def _end_block(self, kind: str) -> None:
        self._end_tight()
        self._pieces.append((f"/{kind}", ""))
        self._is_in_text = False

    def _end_tight(self) -> None:
        if self._is_tight:
            self._pieces.append(("/tight", ""))
            self._is_in_text = self._is_tight = False

    def _rule(self, _: object) -> None:
        self._end_tight()
        self._pieces.append(("rule", ""))

    def _list(self, first: int | None) -> None:
        self._numbers.append(first)
        self._nest("list" if first is None else "numbers", "", then=self._numbers.pop)

    def _item(self, _: object) -> None:
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        self._nest("item", "- " if number is None else f"{number}. ", then=_nothing)

    def _nest(self, kind: str, says: str, *, then: Callable[[], object]) -> None:
        self._end_tight()
        is_shown = self._depth < DEEPEST
        if is_shown:
            self._depth += 1
            self._pieces.append((kind, says))
        self._ends.append(partial(self._end_nest, kind if is_shown else "", then))

    def _end_nest(self, kind: str, then: Callable[[], object]) -> None:
        self._end_tight()
        if kind:
            self._depth -= 1
            self._pieces.append((f"/{kind}", ""))
        then()

    def _code_block(self, kind: str | Mapping[str, str]) -> None:
        self._end_tight()
        self._code = []
        self._ends.append(partial(self._end_code_block, is_indented=kind == "Indented"))

    def _end_code_block(self, *, is_indented: bool) -> None:
        text = literally("".join(self._code or ()))
        self._code = None
        if not is_indented:
            self._pieces.append(("fence", text))
        elif self._indented < _MOST_INDENTED:
            self._pieces += _Reader(self._indented + 1).read(dedent(text))
        else:
            self._pieces += (("paragraph", ""), ("text", text.strip()), ("/paragraph", ""))

    # What stands in a line

    def _inline(self, piece: Piece) -> None:
        if not self._is_in_text:
            self._pieces.append(("tight", ""))
            self._is_in_text = self._is_tight = True
        self._pieces.append(piece)

    def _text(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)
        elif self._is_linked or "://" not in text:
            self._inline(("text", text))
        else:
            for part, is_address in split_at_addresses(text):
                if is_address:
                    self._address(part)
                else:
                    self._inline(("text", part))

    def _address(self, address: str) -> None:
        self._inline(("address", in_ascii(address)))
        self._pieces += (("text", address), ("/address", ""))

    def _literal(self, code: str) -> None:
        self._inline(("literal", literally(code)))

    def _span(self, kind: str) -> None:
        if self._depth >= DEEPEST:
            self._ends.append(_nothing)
        else:
            self._depth += 1
            self._inline((kind, ""))
            self._ends.append(partial(self._end_span, kind))

    def _end_span(self, kind: str) -> None:
        self._depth -= 1
        self._inline((f"/{kind}", ""))

    def _link(self, link: Mapping[str, str]) -> None:
        written, kind = link["dest_url"], link["link_type"]
        address = in_ascii(f"mailto:{written}" if kind == "Email" else written)
        is_alone = kind in {"Autolink", "Email"}
        if is_dangerous(address):
            begin, end = ("<", ">") if is_alone else ("[", f"]({written})")
            self._inline(("text", begin))
            self._ends.append(partial(self._inline, ("text", end)))
        elif is_absolute(address):
            self._inline(("address" if is_alone else "link", address))
            self._is_linked = True
            self._ends.append(partial(self._end_link, is_alone=is_alone))
        elif is_moment(written):
            self._inline(("moment", written))
            self._is_linked = True
            self._ends.append(self._end_moment)
        else:
            self._ends.append(_nothing)

    def _end_link(self, *, is_alone: bool) -> None:
        self._is_linked = False
        if is_alone:
            self._pieces[-1] = ("text", for_reading(self._pieces[-1][1]))
        self._pieces.append(("/address" if is_alone else "/link", ""))

    def _end_moment(self) -> None:
        self._is_linked = False
        self._pieces.append(("/moment", ""))

    def _picture(self, _: object) -> None:
        self._ends.append(partial(self._end_picture, len(self._pieces)))

    def _end_picture(self, begin: int) -> None:
        """Put the description in the picture's place."""
        description = plain(self._pieces[begin:])
        del self._pieces[begin:]
        self._inline(("literal", description))


def _nothing() -> None:
    """What is not shown has no end either."""
