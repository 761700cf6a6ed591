"""Markdown as most of it is → HTML as the parser itself writes it: that takes a tenth of the time of `read`.

What comes out is what `read` leads to, byte for byte, or nothing: texts with raw HTML, pictures, code blocks,
links to anywhere but the web, or nested too deeply, are read piece by piece.
"""

from __future__ import annotations

import re
from html import escape
from itertools import accumulate

from podpub.markup.addresses import in_ascii, split_at_addresses
from podpub.markup.commonmark import DEEPEST
from podpub.markup.parser import html_of

_UNSHOWN = ("<pre>", "<img ")
_LINK = "<a href="
# An address that `in_ascii` leaves alone, as the parser has escaped it
_TO_THE_WEB = re.compile(
    rf'{_LINK}"https?://[\w.-]+(?::\d+)?(?:[/?#](?:[\w;/?:@=+$,.!~*()#-]|&amp;|%[0-9a-fA-F]{{2}})*)?"',
    re.ASCII,
)
_NESTING = re.compile("<(/?)(?:[uo]l|li|em|strong)[ >]")
_LINK_OR_CODE = re.compile("(<a .*?</a>|<code>.*?</code>)", re.DOTALL)
_HEADING = re.compile("<h[1-6]>")
_END_OF_HEADING = re.compile("</h[1-6]>")
_LEFT_OUT = ("<blockquote>\n", "</blockquote>\n", "<hr />\n")


def directly(markdown: str) -> str | None:
    """Return the HTML of a text, which still has to be cleaned; None where it has to be read."""
    if "<" in markdown:
        return None
    html = html_of(markdown)
    if any(sign in html for sign in _UNSHOWN) or not (_is_shallow(html) and _leads_to_the_web(html)):
        return None
    for tag in _LEFT_OUT:
        html = html.replace(tag, "")
    html = _END_OF_HEADING.sub("</strong></p>", _HEADING.sub("<p><strong>", html))
    return _with_addresses(html) if "://" in html else html


def _is_shallow(html: str) -> bool:
    depths = accumulate(-1 if end else 1 for end in _NESTING.findall(html))
    return max(depths, default=0) <= DEEPEST


def _leads_to_the_web(html: str) -> bool:
    return html.count(_LINK) == len(_TO_THE_WEB.findall(html))


def _with_addresses(html: str) -> str | None:
    """Return the HTML with links where an address stands in a text; None where nobody can tell its end.

    That is where it holds something that was escaped, or that stands right behind it.
    """
    pieces: list[str] = _LINK_OR_CODE.split(html)
    for number, piece in enumerate(pieces):
        is_text = number % 2 == 0
        if is_text and "://" in piece:
            parts = list(split_at_addresses(piece))
            if any(is_address and "&" in part for part, is_address in parts):
                return None
            pieces[number] = "".join(_linked(part) if is_address else part for part, is_address in parts)
    return "".join(pieces)


def _linked(address: str) -> str:
    return f'{_LINK}"{escape(in_ascii(address))}">{address}</a>'
