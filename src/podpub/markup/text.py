"""Markdown → plain text, for tags and descriptions that know no HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from podpub.markup.commonmark import new_parser, without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def to_text(markdown: str) -> str:
    """Return `markdown` as plain text.

    An empty line stands between blocks, `-` or the number before list items, the address in parentheses after
    the text of a link. Pictures are their descriptions.
    """
    text, after_tight = "", False
    for block, tight in _blocks(_parser().parse(markdown)):
        text += ("\n" if tight and after_tight else "\n\n") + block
        after_tight = tight
    return without_control_characters(text).strip()


def inline_text(tokens: Sequence[Token]) -> str:
    """Return the text of one paragraph's tokens; links as `text (address)`."""
    return "".join(_pieces(tokens))


@cache
def _parser() -> MarkdownIt:
    return new_parser()


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    bullet, tight = "", False
    for token in tokens:
        if token.type == "list_item_open":
            bullet = f"{token.info}. " if token.info else "- "
        elif token.type in ("paragraph_open", "heading_open"):
            tight = token.hidden
        elif token.type == "inline":
            yield bullet + inline_text(token.children or ()), tight
            bullet = ""
        elif token.type == "fence":
            yield bullet + token.content.rstrip("\n"), False
            bullet = ""


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = "" if token.info == "auto" else str(token.attrGet("href"))
        elif token.type == "link_close":
            yield f" ({address})" if address else ""
        elif token.type == "image":
            yield inline_text(token.children or ())
        else:
            yield {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
