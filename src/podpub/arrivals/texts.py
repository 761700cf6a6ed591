"""What a feed says about a show or an episode in its several descriptions → one text in Markdown."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from podpub.arrivals.words import clean
from podpub.markup import to_html, to_markdown, to_text
from podpub.model import say

if TYPE_CHECKING:
    from podpub.arrivals.draft import Draft, Reading, Value
    from podpub.model import Element

_TAG = re.compile(r"<[^>]*>")
_WORDS = re.compile(r"\w+")
_NOT_SHOWN = re.compile(
    r"<(script|iframe|embed|object|video|audio|form|svg|style|table|img)\b", re.IGNORECASE
)
_EXCERPT_WORDS = 8
_LARGEST_BYTES = 400_000


def prose(draft: Draft, element: Element) -> str | None:
    """Return a description as Markdown; what apps never show of it is told."""
    html = clean(element.text).strip()
    if len(html.encode("utf-8", "replace")) > _LARGEST_BYTES:
        draft.lose(element, say("it is longer than {limit} kB, and was cut", limit=_LARGEST_BYTES // 1000))
        html = html[: _LARGEST_BYTES // 4]
    for name in dict.fromkeys(found.lower() for found in _NOT_SHOWN.findall(html)):
        draft.lose(element, say("podcast apps do not show its `{name}`", name=name))
    return to_markdown(html).strip() or None


def otherwise(*keys: str, value: Value, longest: int = 0) -> Reading:
    """Read a text that only counts where others say nothing; what says the same as one of them is no loss.

    Args:
        keys: Where it goes to first, and the others.
        value: Returns it.
        longest: What is no longer than that goes under the last of the keys instead, as plain text.
    """

    def read(draft: Draft, element: Element) -> None:
        known = [str(draft.get(key)) for key in keys if draft.get(key)]
        if not known:
            draft.values[keys[0]] = value(draft, element)
        elif element.words and not any(_says(text, element.text) for text in known):
            text = " ".join(to_text(to_markdown(clean(element.text))).split())
            if len(text) > longest or draft.get(keys[-1]):
                draft.lose(element, say("it says something else than `{key}`, which was taken", key=keys[0]))
            elif text:
                draft.values[keys[-1]] = text

    return read


def fallback(key: str, value: Value) -> Reading:
    """Read a tag that only counts where another one is missing; the same value is no loss."""

    def read(draft: Draft, element: Element) -> None:
        found = value(draft, element)
        if found is not None and draft.values.setdefault(key, found) != found:
            draft.lose(element, say("it says something else than `{key}`, which was taken", key=key))

    return read


def _says(known: str, other: str) -> bool:
    """Tell whether a text holds another one, be it cut, or in another markup."""
    whole, part = _words(to_html(known)), _words(other)
    return not part or f" {part} " in f" {whole} " or f"{whole} ".startswith(_excerpt(part))


def _words(html: str) -> str:
    return " ".join(_WORDS.findall(unescape(_TAG.sub(" ", html)).lower()))


def _excerpt(words: str) -> str:
    """Return how an excerpt begins: its end may be half a word, or what leads to the rest."""
    begin = words.split()
    return " ".join(begin[: max(_EXCERPT_WORDS, len(begin) * 3 // 5, 1)][: max(len(begin) - 1, 1)]) + " "
