"""The door to the Markdown parser: CommonMark, and every tag in it is text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import pyromark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Event: TypeAlias = "str | Mapping[str, Any]"
"""What pulldown-cmark tells: `"Rule"`, `{"Text": …}`, `{"Start": {"Link": {…}}}`, `{"End": "Link"}`."""

# Where a tag may begin. Addresses in <> are none, and what stands in parentheses may be where a link leads.
_TAG = re.compile(
    r"(?<![\\(])(?<!]:)(?<!]:\s)<(?=[a-z/!?])"
    r"(?![a-z][a-z0-9+.-]{1,31}:[^<>\x00-\x20]*>)(?![\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+>)",
    re.IGNORECASE,
)
_LESS_THAN = "&#x00003C;"  # so long that nobody writes it


def events(markdown: str) -> Iterable[Event]:
    """Return what stands in a text, in order.

    The parser knows no way to leave tags alone, so they come to it with their first sign spelled out. In code
    nothing is spelled out: see `literally`.
    """
    told: Iterable[Event] = pyromark.events(_TAG.sub(_LESS_THAN, markdown) if "<" in markdown else markdown)
    return told


def html_of(markdown: str) -> str:
    """Return what stands in a text without tags as the parser writes it in HTML."""
    html: str = pyromark.html(markdown)
    return html


def literally(code: str) -> str:
    """Return code as it was written."""
    return code.replace(_LESS_THAN, "<")
