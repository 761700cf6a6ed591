"""What a picture consists of, whatever it is drawn with; and how values become places in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = "tuple[float, float]"


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon; `edged`, its edge is drawn too, so that it is seen where it has no height."""

    points: tuple[Point, ...]
    role: str
    edged: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through some points."""

    points: tuple[Point, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text at a point on its baseline; `anchor` is `start`, `middle` or `end`."""

    at: Point
    text: str
    role: str = "ink"
    size: float = 12
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from corner to corner, and what it tells when it is pointed at."""

    corners: tuple[float, float, float, float]
    role: str
    told: str = ""


Shape: TypeAlias = "Area | Line | Text | Box"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet of so many units, in the order they are drawn."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` laid out between two places; what lies beyond stays at the end."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def fitting(text: str, room: float, size: float) -> str:
    """Return a text, cut off with an ellipsis where it is wider than its room; empty where nothing fits.

    No font is asked, since the reader's is not known: letters are taken to be rather wide.
    """
    letters = int(room / (0.58 * size))
    if len(text) <= letters:
        return text
    return f"{text[: letters - 1].rstrip()}…" if letters > 1 else ""
