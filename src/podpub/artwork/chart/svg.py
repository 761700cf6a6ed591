"""Shapes as SVG that takes its colours from the page around it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podpub.artwork.chart.shapes import Area, Box, Line, Text

if TYPE_CHECKING:
    from podpub.artwork.chart.shapes import Drawing, Point, Shape


def svg(drawing: Drawing, *, title: str, description: str) -> str:
    """Return a drawing as an element with a name and a description for those who do not see it."""
    shapes = "\n".join(map(_element, drawing.shapes))
    return (
        f'<svg role="img" aria-labelledby="chart-title chart-description" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" xmlns="http://www.w3.org/2000/svg">\n'
        f'<title id="chart-title">{escape(title)}</title>\n'
        f'<desc id="chart-description">{escape(description)}</desc>\n{shapes}\n</svg>'
    )


def _element(shape: Shape) -> str:
    match shape:
        case Area():
            edged = " edged" if shape.edged else ""
            return f'<polygon class="area {shape.role}{edged}" points="{_points(shape.points)}"/>'
        case Line():
            return f'<polyline class="line {shape.role}" points="{_points(shape.points)}"/>'
        case Box():
            return _box(shape)
        case Text():
            x, y = shape.at
            return (
                f'<text class="{shape.role}" x="{x:.1f}" y="{y:.1f}" font-size="{shape.size:g}" '
                f'text-anchor="{shape.anchor}">{escape(shape.text)}</text>'
            )


def _box(box: Box) -> str:
    left, top, right, bottom = box.corners
    told = f"<title>{escape(box.told)}</title>" if box.told else ""
    return (
        f'<rect class="area {box.role}" x="{left:.1f}" y="{top:.1f}" width="{max(right - left, 0):.1f}" '
        f'height="{bottom - top:.1f}">{told}</rect>'
    )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
