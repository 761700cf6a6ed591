"""Shapes as PNG, on light ground, for where no page can be shown: a pull request, a message."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from podpub.artwork.chart.palette import LIGHT
from podpub.artwork.chart.plan import drawing
from podpub.artwork.chart.shapes import Area, Box, Line, Text
from podpub.artwork.lettering import face, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.artwork.chart.shapes import Point, Shape
    from podpub.artwork.chart.sheet import SoundSheet

_PIXELS = 2  # a unit, as on the screens of today
_FINER = 2  # drawn larger and made smaller, which smooths edges
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_EDGE = 1.2
_BOLD = frozenset({"before", "after", "leveler"})
_DASH = 3.0


def png(sheet: SoundSheet) -> bytes:
    """Return the picture of a sound, with its title, 2400 pixels wide."""
    plan, scale = drawing(sheet, headed=True), _PIXELS * _FINER
    size = (round(plan.width * scale), round((plan.height + 8) * scale))
    picture = Image.new("RGB", size, LIGHT["ground"])
    brush = _Brush(ImageDraw.Draw(picture), scale)
    for shape in plan.shapes:
        brush.draw(shape)
    small = picture.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.BOX)
    written = BytesIO()
    small.quantize(128).save(written, "PNG", optimize=True)
    return written.getvalue()


class _Brush:
    """Draws shapes, every unit so many pixels large."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: int) -> None:
        self._draw = draw
        self._scale = scale

    def draw(self, shape: Shape) -> None:
        """Draw one."""
        colour = LIGHT[shape.role]
        match shape:
            case Area():
                points = self._points(shape.points)
                self._draw.polygon(points, fill=colour)
                if shape.edged:
                    edge = round(_EDGE * self._scale)
                    self._draw.line([*points, points[0]], fill=colour, width=edge, joint="curve")
            case Line():
                width = round(_EDGE * self._scale) if shape.role in _BOLD else self._scale
                for piece in _dashes(shape):
                    self._draw.line(self._points(piece), fill=colour, width=width, joint="curve")
            case Box():
                left, top, right, bottom = (one * self._scale for one in shape.corners)
                self._draw.rectangle((left, top, max(left, right), bottom), fill=colour)
            case Text():
                self._write(shape, colour)

    def _write(self, text: Text, colour: str) -> None:
        font = face(round(text.size * self._scale), bold=False)
        at = (text.at[0] * self._scale, text.at[1] * self._scale)
        words = spelled(text.text, font)
        self._draw.text(at, words, fill=colour, font=font, anchor=_ANCHORS[text.anchor])

    def _points(self, points: tuple[Point, ...]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]


def _dashes(line: Line) -> Iterator[tuple[Point, ...]]:
    """Yield a line as it is, or what stands in the way of others in pieces."""
    (x, top), *_, (_, bottom) = line.points
    if line.role != "mark":
        yield line.points
        return
    while top < bottom:
        yield (x, top), (x, min(top + _DASH, bottom))
        top += 2 * _DASH
