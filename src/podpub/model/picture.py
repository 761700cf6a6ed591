"""Pictures: what is known of one without decoding its pixels, what is mended in it, how it is published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - the record is validated at run time

SMALLEST_PX, LARGEST_PX = 1400, 3000
"""The sides that directories take (Apple, A Podcaster's Guide to RSS: artwork)."""

_NEARLY_SQUARE = 1.02


class Repair(StrEnum):
    """What is done to a cover so that directories take it."""

    UPRIGHT = "upright"
    CUT = "cut"
    SCALED = "scaled"
    COLOURS = "colours"
    OPAQUE = "opaque"
    KIND = "kind"
    BASELINE = "baseline"
    PRIVATE = "private"
    LIGHTER = "lighter"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Picture:
    """A cover as its file header describes it.

    Attributes:
        format: `JPEG`, `PNG` or another that can be read.
        mode: Pillow's name of its colour mode.
        repairs: What is mended when it is published; none where it is right already, or of no use.
    """

    path: Path
    width: int
    height: int
    format: str
    mode: str
    bytes: int
    repairs: tuple[Repair, ...] = ()

    @property
    def side(self) -> int:
        """The side of the largest square in it."""
        return min(self.width, self.height)

    @property
    def is_usable(self) -> bool:
        """Whether directories take a square of it: nothing worth seeing is cut off, nothing is blown up."""
        return self.side >= SMALLEST_PX and max(self.width, self.height) <= self.side * _NEARLY_SQUARE


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A published picture: storage key, pixels, length, MIME type."""

    key: str
    width: int
    height: int
    bytes: int
    type: str

    @property
    def purpose(self) -> str:
        """What it is for, in the words of the podcast namespace (`image`: purpose)."""
        return "artwork" if self.width == self.height else "social"
