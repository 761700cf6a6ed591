"""Columns of numbers become outlines; where there are none, an outline ends and the next begins."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.artwork.chart.shapes import Point, Scale
    from podpub.model.envelope import Band


_ALONE = 0.5


def mirrored(peaks: Sequence[float | None], time: Scale, level: Scale) -> Iterator[tuple[Point, ...]]:
    """Yield the outlines of a waveform, the same above and below."""
    return ribbons([None if one is None else (-one, one) for one in peaks], time, level)


def ribbons(course: Sequence[Band | None], time: Scale, level: Scale) -> Iterator[tuple[Point, ...]]:
    """Yield the outlines of what lies between the lowest and the highest of each column."""
    for places in _runs(course, time):
        there = [(x, level.at(high)) for x, (_, high) in places]
        back = [(x, level.at(low)) for x, (low, _) in reversed(places)]
        yield (*there, *back)


def middles(course: Sequence[Band | None], time: Scale, level: Scale) -> Iterator[tuple[Point, ...]]:
    """Yield lines through the middle of each column; a column alone is a line as wide as itself."""
    for places in _runs(course, time):
        points = [(x, level.at((low + high) / 2)) for x, (low, high) in places]
        (x, y), *others = points
        yield tuple(points) if others else ((x - _ALONE, y), (x + _ALONE, y))


def _runs(course: Sequence[Band | None], time: Scale) -> Iterator[list[tuple[float, Band]]]:
    """Yield the place and the band of columns that follow each other."""
    width = (time.high - time.low) / len(course) if course else 0.0
    for has_band, some in groupby(enumerate(course), key=lambda one: one[1] is not None):
        if has_band:
            yield [(time.at(time.low + (at + 0.5) * width), band) for at, band in some if band]
