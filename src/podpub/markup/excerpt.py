"""The beginning of a text that fits into a directory's limit."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r'<(/?)([a-z]+[0-9]?)(?:[^>"]|"[^"]*")*>')
_LIST = re.compile(r"(<[uo]l[^>]*>)(.*)(</[uo]l>)", re.DOTALL)
_MORE = "<p>…</p>"


def fit(html: str, limit_bytes: int) -> str:
    """Return the leading blocks of `html` that fit into `limit_bytes` of UTF-8, and `…` where more follows.

    Only whole blocks and whole entries of lists are kept, so the result is as well-formed as `html`, which is
    what `to_html` returns. Where not even the first block fits, its first words stand for it, without their
    markup. The result is empty where the limit leaves no room for a single word.
    """
    if _size(html) <= limit_bytes:
        return html
    kept, room = "", limit_bytes - _size(_MORE)
    for block in _blocks(html):
        if _size(block) > room:
            begun = kept + _first_entries(block, room)
            return begun + _MORE if begun else _first_words(block, limit_bytes)
        kept, room = kept + block, room - _size(block)
    return ""


def _first_entries(block: str, room: int) -> str:
    """Return as much of a list as there is room for; nothing of any other block."""
    found = _LIST.fullmatch(block.strip())
    if not found:
        return ""
    opening, entries, closing = found.groups()
    kept, room = "", room - _size(opening + closing)
    for entry in _blocks(entries):
        if _size(entry) > room:
            break
        kept, room = kept + entry, room - _size(entry)
    return f"{opening}{kept}{closing}" if kept else ""


def _size(text: str) -> int:
    return len(text.encode())


def _blocks(html: str) -> Iterator[str]:
    begin = depth = 0
    for tag in _TAG.finditer(html):
        closing, name = tag.groups()
        if name != "br":
            depth += -1 if closing else 1
        if depth == 0:
            yield html[begin : tag.end()].lstrip() + "\n"
            begin = tag.end()


def _first_words(block: str, limit_bytes: int) -> str:
    words = unescape(_TAG.sub(" ", block)).split()
    text = ""
    for word in words:
        longer = f"{text} {word}" if text else word
        if _size(f"<p>{escape(longer, quote=False)} …</p>") > limit_bytes:
            break
        text = longer
    return f"<p>{escape(text, quote=False)} …</p>" if text else ""
