"""The Markdown that hosts may write: CommonMark without raw HTML, and links to the web and to mail only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_core import StateCore

_ABSOLUTE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
# Punctuation after an address is not part of it; parentheses are where they come in pairs.
_BARE = re.compile(
    r"""(https?://(?:[^\s<>"«»„“”()]|\([^\s<>()]*\))*(?:[^\s<>"'«»„“”.,;:!?…()\[\]]|\([^\s<>()]*\)))""",
    re.IGNORECASE,
)
# A character reference can name what XML 1.0 (2.2) cannot carry: "&#12;" is a form feed.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def new_parser() -> MarkdownIt:
    """Return a parser that links bare web addresses, and drops links that lead nowhere in an app.

    Indented text is a paragraph and no code: in YAML, text is often indented by accident.
    """
    parser = MarkdownIt("commonmark", {"html": False}).disable("code")
    parser.core.ruler.push("web_links", _web_links)
    return parser


def without_control_characters(text: str) -> str:
    """Return `text` without the characters that no XML document can carry."""
    return _NOT_XML.sub("", text)


def _web_links(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline":
            block.children = list(_linked(block.children or [], state.md))


def _linked(tokens: list[Token], parser: MarkdownIt) -> Iterator[Token]:
    inside = False
    for token in tokens:
        if token.type == "link_open":
            inside = _ABSOLUTE.match(str(token.attrGet("href"))) is not None
        if token.type == "text" and not inside:
            yield from _split(token.content, parser)
        elif inside or token.type not in ("link_open", "link_close"):
            yield token
        if token.type == "link_close":
            inside = False


def _split(text: str, parser: MarkdownIt) -> Iterator[Token]:
    for index, piece in enumerate(_BARE.split(text)):
        label = Token("text", "", 0, content=piece)
        if index % 2:
            yield Token("link_open", "a", 1, {"href": parser.normalizeLink(piece)}, info="auto")
            yield label
            yield Token("link_close", "a", -1)
        elif piece:
            yield label
