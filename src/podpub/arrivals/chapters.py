"""Chapters of an episode, as they stand in a feed (Podlove Simple Chapters) or beside it (JSON).

Source: podlove.org/simple-chapters, 1.2; podcast namespace, JSON Chapters 1.2.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podpub.arrivals.namespaced import seconds
from podpub.arrivals.words import LINE_CHARACTERS, maybe_address, short
from podpub.model import Chapter, Element, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from podpub.arrivals.draft import Draft

MOST_CHAPTERS = 255
"""What the table of contents of an MP3 holds (ID3v2 chapter addendum, 3.2)."""

_CHAPTER = "psc:chapter"
_ATTRIBUTES = {"start": "start", "title": "title", "href": "url", "image": "image"}
_KEYS = {"startTime": "start", "title": "title", "url": "url", "img": "image", "toc": "toc"}
_KNOWN = frozenset(_KEYS)


@dataclass(frozen=True, slots=True)
class Contents:
    """Chapters in time order, and the addresses of their pictures by the start in seconds."""

    chapters: tuple[Chapter, ...] = ()
    images: Mapping[float, str] = field(default_factory=dict)


def simple_chapters(draft: Draft, element: Element) -> Contents | None:
    """Return the chapters that stand in an item."""
    found = contents(
        draft,
        (
            (one, {key: one.attributes.get(name, "") for name, key in _ATTRIBUTES.items()})
            for one in element.all(_CHAPTER)
        ),
    )
    return found if found.chapters else None


def json_chapters(draft: Draft, body: bytes, element: Element) -> Contents:
    """Return the chapters of a JSON file.

    Args:
        draft: Takes down what stays behind.
        body: The file.
        element: The tag that names it.

    Raises:
        ValueError: It has none that can be read.
    """
    try:
        document: Any = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(say("it is no JSON")) from error
    listed: Any = document.get("chapters") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        raise ValueError(say("there is no list of chapters in it"))  # noqa: TRY004 - about what stands in a file
    return contents(draft, ((element, _told(draft, element, one)) for one in listed if isinstance(one, dict)))


def _told(draft: Draft, element: Element, entry: Mapping[str, Any]) -> dict[str, str]:
    for name in sorted(set(entry) - _KNOWN):
        draft.lose(
            element, say("podpub has no place for the `{name}` of a chapter", name=name), str(entry[name])
        )
    return {key: _written(entry[name]) for name, key in _KEYS.items() if name in entry}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6f}"
    return str(value) if isinstance(value, str | int) else ""


def contents(draft: Draft, told: Iterable[tuple[Element, Mapping[str, str]]]) -> Contents:
    """Return chapters in time order; of two at the same moment the first counts."""
    found: dict[float, Chapter] = {}
    images: dict[float, str] = {}
    for element, values in told:
        try:
            chapter = _chapter(draft, element, values)
        except ValueError as refused:
            draft.lose(element, str(refused), values.get("title"))
            continue
        if chapter.start_s in found:
            draft.lose(element, say("another chapter begins at the same moment"), chapter.title)
            continue
        found[chapter.start_s] = chapter
        if image := maybe_address(draft, element, values.get("image")):
            images[chapter.start_s] = image
    starts = sorted(found)
    for start_s in starts[MOST_CHAPTERS:]:
        draft.lose(
            Element(_CHAPTER),
            say("an audio file holds {most} chapters", most=MOST_CHAPTERS),
            found[start_s].title,
        )
    kept = starts[:MOST_CHAPTERS]
    return Contents(tuple(found[one] for one in kept), {one: images[one] for one in kept if one in images})


def _chapter(draft: Draft, element: Element, values: Mapping[str, str]) -> Chapter:
    title = short(draft, element, values.get("title", ""), LINE_CHARACTERS)
    url = maybe_address(draft, element, values.get("url"))
    is_listed = values.get("toc", "").lower() != "false" and bool(title)
    return Chapter(round(seconds(values.get("start", "")), 6), title, url, toc=is_listed)
