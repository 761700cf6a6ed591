"""The words of a cue without its markup; in WebVTT with their voices.

Sources: W3C WebVTT §4.2.2 (cue text, voice spans), the SubRip convention of HTML and braces.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from podpub.model import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

# Only what is a tag of the format is one: tools write a plain `<` without escaping it.
_TAG = re.compile(
    r"""<(?:(?P<voice>v)(?:\.[^\s<>]*)?(?:[ \t\n]++(?P<name>[^<>]*))?
        |(?P<end>/v)
        |/?(?:c|i|b|u|s|ruby|rt|lang|font)(?:[.\s][^<>]*)?
        |[0-9:.]{5,20})>""",
    re.VERBOSE,
)
_SUBRIP_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def voices(text: str) -> Iterator[tuple[str, str]]:
    """Yield every voice in the text of a WebVTT cue, with its words."""
    speaker, words = "", ""
    position = 0
    for tag in _TAG.finditer(text):
        words += text[position : tag.start()]
        position = tag.end()
        if tag["voice"] or tag["end"]:
            yield from _said(speaker, words)
            speaker, words = one_line(unescape(tag["name"] or "")), ""
    yield from _said(speaker, words + text[position:])


def subrip_words(text: str) -> str:
    """Return the words of a SubRip cue."""
    return one_line(_SUBRIP_TAG.sub("", text))


def _said(speaker: str, words: str) -> Iterator[tuple[str, str]]:
    if found := one_line(unescape(words)):
        yield speaker, found
