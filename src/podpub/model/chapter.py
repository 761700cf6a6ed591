"""A chapter mark."""

from __future__ import annotations

from dataclasses import dataclass

from podpub.model.message import say


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named point in time, in seconds from the beginning.

    Attributes:
        url: A page about it.
        image: Storage key of its picture, in a `Release` only; until then that is a file of the host's.
        toc: Whether lists show it. One that they do not show changes picture or link, and may have no title.

    Raises:
        ValueError: The start is negative, or the title of a chapter in the list is empty.
    """

    start_s: float
    title: str
    url: str | None = None
    image: str | None = None
    toc: bool = True

    def __post_init__(self) -> None:
        if self.start_s < 0:
            raise ValueError(
                say("a chapter cannot start before the beginning: {start_s}", start_s=self.start_s)
            )
        if self.toc and not self.title.strip():
            raise ValueError(say("a chapter needs a title"))


FEWEST_IN_NOTES = 3
"""How many lines with a time apps need in show notes to take them for chapters (Apple, Spotify, YouTube)."""


def listed(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """Return the chapters that a list shows, where a form knows no hidden ones."""
    return tuple(chapter for chapter in chapters if chapter.toc)
