"""Columns of numbers become outlines; where there are none, an outline ends and the next begins."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.artwork.chart.shapes import Point, Scale
    from podpub.model.envelope import Band


def mirrored(peaks: Sequence[float | None], time: Scale, level: Scale) -> Iterator[tuple[Point, ...]]:
    """Yield the outlines of a waveform, the same above and below."""
    return ribbons([None if one is None else (-one, one) for one in peaks], time, level)


def ribbons(course: Sequence[Band | None], time: Scale, level: Scale) -> Iterator[tuple[Point, ...]]:
    """Yield the outlines of what lies between the lowest and the highest of each column."""
    for has_band, some in groupby(enumerate(course), key=lambda one: one[1] is not None):
        if has_band:
            yield _outline([(at, band) for at, band in some if band], len(course), time, level)


def _outline(columns: Sequence[tuple[int, Band]], of: int, time: Scale, level: Scale) -> tuple[Point, ...]:
    width = (time.high - time.low) / of
    places = [(time.at(time.low + (at + 0.5) * width), band) for at, band in columns]
    there = [(x, level.at(high)) for x, (_, high) in places]
    back = [(x, level.at(low)) for x, (low, _) in reversed(places)]
    return (*there, *back)
