"""Markdown → the little HTML that podcast apps show."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

import nh3

from podpub.markup.commonmark import new_parser, without_control_characters
from podpub.markup.text import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# PSP-1 for `description`, and `br`, which every app breaks a line at.
_TAGS = {"p", "br", "ul", "ol", "li", "a", "b", "i", "strong", "em"}
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}
_SCHEMES = {"http", "https", "mailto"}


def to_html(markdown: str) -> str:
    """Return clean HTML of `markdown`: blocks of `p`, `ul` and `ol`, each on its own line.

    Nothing but p br ul ol li a b i strong em comes out, and of attributes only the `href` of an absolute
    http, https or mailto link. What apps cannot show becomes what they can: a heading is a paragraph
    in bold, a quotation its paragraphs, code its text, a picture its description. Raw HTML is text.
    """
    html = _renderer().render(markdown)
    allowed = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    return without_control_characters(allowed).strip()


@cache
def _renderer() -> MarkdownIt:
    markdown = new_parser()
    for name, rule in _RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _always(html: str) -> Callable[..., str]:
    def rule(*_: object) -> str:
        return html

    return rule


def _code(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return escape(tokens[index].content)


def _code_block(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    lines = tokens[index].content.rstrip("\n").split("\n")
    return f"<p>{'<br>'.join(map(escape, lines))}</p>\n"


def _picture(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return escape(inline_text(tokens[index].children or ()))


_RULES: dict[str, Callable[..., str]] = {
    "heading_open": _always("<p><strong>"),
    "heading_close": _always("</strong></p>\n"),
    "blockquote_open": _always(""),
    "blockquote_close": _always(""),
    "hr": _always(""),
    "code_inline": _code,
    "fence": _code_block,
    "image": _picture,
}
