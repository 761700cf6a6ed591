"""HTML that somebody else's editor wrote → Markdown that people can edit, and that says the same again.

Safe with HTML from outside: it is cleaned before it is read, and what is made of it holds no HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3
from lxml import etree, html

from podpub.markup.addresses import in_ascii, is_absolute
from podpub.markup.blocks import Block, as_list, fenced, heading, joined, paragraphs, quotation
from podpub.markup.characters import without_control_characters
from podpub.markup.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\n\r\f]+")
_IS_HTML = re.compile(r"<(?:[a-z!/])", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")
_TAG = re.compile("<[^>]*>")
_NESTING = re.compile(  # without tags that end where the next one begins, or have no inside
    r"<(/?)(?!(?:p|li|dt|dd|t[rdh]|br|hr|img|input|link|meta|wbr|source|col|embed)\b)[a-z]", re.IGNORECASE
)
_DEEPEST = 100
_PLAIN_BLOCKS = (  # noqa: SIM905 - a list of names reads better so
    "address article aside body caption center dd details div dl dt figcaption figure footer form header li "
    "main nav p section summary tbody tfoot thead"
).split()
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TABLE = {"table", "tr", "td", "th"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_INLINE = {*_MARKS, "a", "br", "img"}
_CLEANER = nh3.Cleaner(
    tags={*_PLAIN_BLOCKS, *_HEADINGS, *_TABLE, *_INLINE, "ul", "ol", "blockquote", "pre", "hr"},
    clean_content_tags={"script", "style", "title", "template", "noscript", "textarea", "select", "iframe"},
    attributes={"a": {"href"}, "img": {"alt", "src"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
# Marks of emphasis on their way; no text has these characters any more
OPEN, CLOSE = "\x01", "\x02"
BREAK = "\x03"


def to_markdown(text: str) -> str:
    """Return the Markdown of an HTML fragment, or of a plain text, that `to_html` makes the same HTML of.

    Paragraphs, lists, links, bold and italics come through as they are; headings, quotations, code and rules
    as Markdown has them; of tables, the rows. What apps do not show (scripts, frames, styles) goes.
    """
    known = _not_too_deep(without_control_characters(text))
    cleaned = _CLEANER.clean(known if _IS_HTML.search(known) else _with_paragraphs(known))
    if not cleaned.strip():
        return ""
    root = html.fragment_fromstring(f"<div>{cleaned}</div>", parser=html.HTMLParser(huge_tree=False))
    return joined(list(_blocks(root)))


def _not_too_deep(text: str) -> str:
    """Return HTML without any tag, where they are nested as only attackers nest them."""
    depth = 0
    for found in _NESTING.finditer(text):
        depth += -1 if found[1] else 1
        if depth > _DEEPEST:
            return _TAG.sub(" ", text)
    return text


def _with_paragraphs(plain: str) -> str:
    """Return a text without tags as HTML: there, its lines mean something."""
    parts = (part.strip() for part in _EMPTY_LINE.split(plain.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


def _blocks(parent: _Element) -> Iterator[Block]:
    """Yield the blocks in an element; what stands between them are paragraphs."""
    line = [_text(parent.text)]
    for child in parent.iterchildren(etree.Element):
        make = _BLOCKS.get(str(child.tag))
        if make or _holds_blocks(child):
            yield from paragraphs("".join(line))
            yield from (make or _blocks)(child)
            line = []
        else:
            line.append(_inline(child))
        line.append(_text(child.tail))
    yield from paragraphs("".join(line))


def _holds_blocks(element: _Element) -> bool:
    """Tell whether a link or an emphasis has paragraphs in it, which Markdown does not know."""
    return any(str(one.tag) in _BLOCKS for one in element.iterdescendants(etree.Element))


def _list(element: _Element) -> Iterator[Block]:
    entries = [list(_blocks(one)) for one in element.iterchildren("li")]
    first = element.get("start", "1")
    number = int(first) if first.isascii() and first.isdecimal() and len(first) <= _LONGEST_NUMBER else 1
    yield from as_list([one for one in entries if one], number if element.tag == "ol" else None)


_LONGEST_NUMBER = 6


def _heading(element: _Element) -> Iterator[Block]:
    yield from heading(_line(element), _HEADINGS[str(element.tag)])


def _quotation(element: _Element) -> Iterator[Block]:
    yield from quotation(list(_blocks(element)))


def _code(element: _Element) -> Iterator[Block]:
    yield from fenced("".join(map(str, element.itertext())))


def _rule(_: _Element) -> Iterator[Block]:
    yield Block("---")


def _row(element: _Element) -> Iterator[Block]:
    cells = (_line(one) for one in element.iterchildren("td", "th"))
    yield from paragraphs(" | ".join(cell for cell in cells if cell))


_BLOCKS: Mapping[str, Callable[[_Element], Iterator[Block]]] = {
    **dict.fromkeys((*_PLAIN_BLOCKS, "table", "td", "th"), _blocks),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(_HEADINGS, _heading),
    "blockquote": _quotation,
    "hr": _rule,
    "pre": _code,
    "tr": _row,
}


def _line(element: _Element) -> str:
    """Return what stands in a heading or a cell, which have one line."""
    return _inside(element).replace(BREAK, " ").replace("\n", " ").strip()


def _inside(element: _Element) -> str:
    parts = [_text(element.text)]
    for child in element.iterchildren(etree.Element):
        parts += (_inline(child), _text(child.tail))
    return "".join(parts)


def _inline(element: _Element) -> str:
    tag = str(element.tag)
    if tag == "br":
        return BREAK
    if tag == "img":
        return _picture(element)
    inside = _inside(element)
    if tag == "a":
        return _link(inside, element.get("href", ""))
    mark = _MARKS.get(tag, "")
    return _around(inside, f"{OPEN}{mark}", f"{CLOSE}{mark}") if mark else inside


def _around(inside: str, before: str, behind: str) -> str:
    """Put marks around words, the space on both sides outside of them."""
    words = inside.strip(f" \n{BREAK}")
    if not words:
        return inside
    begin = inside.index(words)
    return f"{inside[:begin]}{before}{words}{behind}{inside[begin + len(words) :]}"


def _link(inside: str, address: str) -> str:
    target = in_ascii(address.strip())
    if not is_absolute(target):
        return inside
    words = inside.strip(f" \n{BREAK}")
    if not words or words == quoted(address.strip()):
        return f"<{target}>" if "://" in target else quoted(words)
    return _around(inside, "[", f"]({_destination(target)})")


def _destination(target: str) -> str:
    spelled = re.sub(r"&(?=#?\w{1,32};)", "&amp;", target)
    return f"<{spelled}>" if re.search(r"[()]", spelled) else spelled


def _picture(element: _Element) -> str:
    """Return a picture by its description: that is what apps show in its place."""
    described, target = (
        _text(element.get("alt")).replace("\n", " ").strip(),
        in_ascii(element.get("src", "").strip()),
    )
    return f"![{described}]({_destination(target)})" if described and is_absolute(target) else described


def _text(text: str | None) -> str:
    return quoted(_SPACE.sub(_blank, text)) if text else ""


def _blank(space: re.Match[str]) -> str:
    """Return one blank, or the end of a line, which is as good a blank and easier to read."""
    return "\n" if "\n" in space[0] else " "
