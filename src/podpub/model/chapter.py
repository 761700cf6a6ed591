"""A chapter mark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named point in time, in seconds from the beginning.

    Raises:
        ValueError: The start is negative or the title empty.
    """

    start_s: float
    title: str
    url: str | None = None

    def __post_init__(self) -> None:
        if self.start_s < 0:
            raise ValueError(f"a chapter cannot start before the beginning: {self.start_s}")
        if not self.title.strip():
            raise ValueError("a chapter needs a title")
