"""Markdown → the little HTML that podcast apps show."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import nh3

from podpub.markup.characters import without_control_characters
from podpub.markup.commonmark import read
from podpub.markup.direct import directly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from podpub.markup.pieces import Piece

# PSP-1 for `description`, and `br`, which every app breaks a line at.
_CLEANER = nh3.Cleaner(
    tags={"p", "br", "ul", "ol", "li", "a", "b", "i", "strong", "em"},
    attributes={"a": {"href"}, "*": set()},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def to_html(markdown: str, page: str | None = None) -> str:
    """Return clean HTML of `markdown`: blocks of `p`, `ul` and `ol`, each on its own line.

    Nothing but p br ul ol li a b i strong em comes out, and of attributes only the `href` of an absolute
    http, https or mailto link. What apps cannot show becomes what they can: a heading is a paragraph
    in bold, a quotation its paragraphs, code its text, a picture its description. Raw HTML is text.

    Args:
        markdown: The text.
        page: Where its episode is heard: what stands before a link to a moment of that (`#t=12:34`), empty on
            that very page. Without one such a link is none.
    """
    html = directly(markdown)
    return cleaned(written(_timed(read(markdown), page)) if html is None else html)


def cleaned(html: str) -> str:
    """Return only what apps show, well-formed and safe."""
    return without_control_characters(_CLEANER.clean(html)).strip()


def _timed(pieces: Iterable[Piece], page: str | None) -> Iterator[Piece]:
    """Yield the pieces, links to moments as links of the page that they are heard on."""
    for what, says in pieces:
        if what not in ("moment", "/moment"):
            yield what, says
        elif page is not None:
            yield what.replace("moment", "link"), f"{page}{says}"


def written(pieces: Iterable[Piece]) -> str:
    """Return the HTML of a text, which still has to be cleaned."""
    html, before = list[str](), ""
    for what, says in pieces:
        if before in _LINE_ENDS and what in _LINE_ENDS[before]:
            html.append("\n")
        html.append(_ALWAYS[what] if what in _ALWAYS else _SAYING[what](says))
        before = what
    return "".join(html)


def _code_block(code: str) -> str:
    lines = code.rstrip("\n").split("\n")
    return f"<p>{'<br>'.join(map(escape, lines))}</p>\n"


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">'


_SAYING: Mapping[str, Callable[[str], str]] = {
    "text": escape,
    "literal": escape,
    "fence": _code_block,
    "link": _link,
    "address": _link,
}
_ALWAYS: Mapping[str, str] = {
    "paragraph": "<p>",
    "/paragraph": "</p>\n",
    "heading": "<p><strong>",
    "/heading": "</strong></p>\n",
    "list": "<ul>\n",
    "/list": "</ul>\n",
    "numbers": "<ol>\n",
    "/numbers": "</ol>\n",
    "item": "<li>",
    "/item": "</li>\n",
    "em": "<em>",
    "/em": "</em>",
    "strong": "<strong>",
    "/strong": "</strong>",
    "/link": "</a>",
    "/address": "</a>",
    "softbreak": "\n",
    "hardbreak": "<br>\n",
    **dict.fromkeys(("quotation", "/quotation", "rule", "tight", "/tight"), ""),
}
# A block that begins inside of an entry stands on a line of its own.
_BLOCKS = frozenset({"paragraph", "heading", "quotation", "rule", "fence", "list", "numbers"})
_LINE_ENDS: Mapping[str, frozenset[str]] = {"item": _BLOCKS, "/tight": _BLOCKS}
