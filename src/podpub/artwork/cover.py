"""A cover as it is published: mended, and in every size that apps and pages ask for."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from podpub.artwork.colours import flat
from podpub.artwork.header import inspect, opened
from podpub.artwork.jpeg import jpeg, same_jpeg
from podpub.artwork.repairs import EXTENSIONS, HEAVY_BYTES
from podpub.errors import PictureError
from podpub.model import LARGEST_PX, SMALLEST_PX, Repair, say

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Picture

_SIDES_PX = (1400, 600, 300)
CARD_PX = (1200, 630)
"""What social networks show beside a link (Open Graph, og:image)."""

_SMALL_BYTES = 300_000
_FEWER_PX = (2400, 2000, 1700, SMALLEST_PX)  # fewer pixels look better than a lower quality than these
_QUALITIES = (95, 92, 90, 88, 85, 80, 75)
_PIXELS_STAY = frozenset({Repair.BASELINE, Repair.PRIVATE, Repair.NAMED})


@dataclass(frozen=True, slots=True)
class Print:
    """A size in which a cover is published; with no `body` it is the host's file, byte for byte."""

    width: int
    height: int
    extension: str
    body: bytes | None


def prints(path: Path) -> tuple[Print, ...]:
    """Return the cover, then smaller squares of it, then a card for social networks.

    What is right already is not encoded again. The same file and Pillow give the same bytes.

    Raises:
        PictureError: The file is no picture, damaged or too large; not square, or too small.
    """
    told = inspect(path)
    if not told.is_usable:
        said = say(
            "{name} is {width} x {height} pixels", name=path.name, width=told.width, height=told.height
        )
        raise PictureError(
            said, fix=say("Make it square, between 1400 x 1400 and 3000 x 3000 pixels; 3000 is best.")
        )
    with opened(path) as picture:
        square = _square(flat(ImageOps.exif_transpose(picture)))
        cover = _kept(picture, told) or _mended(square, told)
    smaller = [_scaled(square, side) for side in _SIDES_PX if side < cover.width]
    return (cover, *(_small(one) for one in (*smaller, _card(square))))


def _square(picture: Image.Image) -> Image.Image:
    """Return the middle of a picture that is nearly square."""
    side = min(picture.size)
    if picture.size == (side, side):
        return picture
    left, top = ((length - side) // 2 for length in picture.size)
    return picture.crop((left, top, left + side, top + side))


def _kept(picture: Image.Image, told: Picture) -> Print | None:
    """Return a cover whose pixels are right; None where they have to change."""
    extension = EXTENSIONS.get(told.format, ("",))[0]
    if {*told.repairs} <= {Repair.NAMED}:
        return Print(told.width, told.height, extension, None)
    if {*told.repairs} <= _PIXELS_STAY and picture.format == "JPEG":
        body = same_jpeg(picture)
        if len(body) <= HEAVY_BYTES:
            return Print(told.width, told.height, extension, body)
    return None


def _mended(square: Image.Image, told: Picture) -> Print:
    """Encode without loss what was not lossy before, if it is light enough; else as a JPEG that is."""
    cover = _scaled(square, min(told.side, LARGEST_PX))
    if told.format != "JPEG":
        body = _png(cover)
        if len(body) <= HEAVY_BYTES:
            return Print(*cover.size, "png", body)
    for side in (cover.width, *(one for one in _FEWER_PX if one < cover.width)):
        cover = _scaled(cover, side)
        body = jpeg(cover, HEAVY_BYTES, _QUALITIES)
        if len(body) <= HEAVY_BYTES:
            break
    return Print(*cover.size, "jpg", body)


def _card(square: Image.Image) -> Image.Image:
    """Return the cover in the middle of a wide card, on a ground of its own average colour."""
    width, height = CARD_PX
    ground = square.resize((1, 1), Image.Resampling.BOX).resize(CARD_PX)
    ground.paste(_scaled(square, height), ((width - height) // 2, 0))
    return ground


def _small(picture: Image.Image) -> Print:
    return Print(*picture.size, "jpg", jpeg(picture, _SMALL_BYTES))


def _scaled(square: Image.Image, side: int) -> Image.Image:
    if side == square.width:
        return square
    return square.resize((side, side), Image.Resampling.LANCZOS)


def _png(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.save(target, "PNG", icc_profile=None)
    return target.getvalue()
