"""A first cover for a new show: its title, large, on a quiet ground."""

from __future__ import annotations

import hashlib
from colorsys import hls_to_rgb
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from podpub.artwork.jpeg import jpeg
from podpub.artwork.lettering import face, spelled, typeset

if TYPE_CHECKING:
    from pathlib import Path

_SIDE_PX = 3000
_LIMIT_BYTES = 512_000
_MARGIN_PX = 280
_BAR_PX = (420, 40)
_ROOM_PX = (_SIDE_PX - 2 * _MARGIN_PX, _SIDE_PX - 3 * _MARGIN_PX)


def placeholder_cover(title: str, destination: Path) -> None:
    """Write a cover of 3000 x 3000 pixels with `title` on it: RGB JPEG, below 512 kB.

    It is what directories demand, so that a new show can be released at once; its colour comes from the
    title. Letters that no font at hand has are spelled otherwise or left out.
    """
    cover = Image.new("RGB", (_SIDE_PX, _SIDE_PX), _ground(title))
    draw = ImageDraw.Draw(cover)
    right, bottom = _MARGIN_PX + _BAR_PX[0], _MARGIN_PX + _BAR_PX[1]
    draw.rectangle((_MARGIN_PX, _MARGIN_PX, right, bottom), fill="white")
    lines, font = typeset(spelled(title, face(100)), _ROOM_PX)
    for number, line in enumerate(reversed(lines)):
        baseline = _SIDE_PX - _MARGIN_PX - number * font.size * 1.2
        draw.text((_MARGIN_PX, baseline), line, fill="white", font=font, anchor="ls")
    destination.write_bytes(jpeg(cover, _LIMIT_BYTES))


def _ground(title: str) -> tuple[int, int, int]:
    """Return a dark colour, always the same one for the same title."""
    hue = hashlib.sha256(title.encode(errors="replace")).digest()[0] / 256
    red, green, blue = hls_to_rgb(hue, 0.26, 0.42)
    return round(red * 255), round(green * 255), round(blue * 255)
