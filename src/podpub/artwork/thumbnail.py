"""The cover as it goes into the audio file: small, square, without a past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from podpub.artwork.colours import flat
from podpub.artwork.header import opened
from podpub.artwork.jpeg import jpeg

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT_BYTES = 300_000


def tag_cover(path: Path, side_px: int = 600) -> bytes:
    """Return the cover as a square RGB JPEG of at most `side_px` a side and, at 600 px, 300 kB.

    Baseline, without EXIF, GPS or profile, so that it is small and every player shows it. What is transparent
    becomes white, what is not square gets white edges. The same file gives the same bytes.

    Raises:
        PictureError: The file is no picture, damaged or too large.
    """
    with opened(path) as picture:
        picture.draft("RGB", (side_px, side_px))
        square = _square(flat(ImageOps.exif_transpose(picture)), side_px)
    return jpeg(square, _LIMIT_BYTES)


def _square(picture: Image.Image, side_px: int) -> Image.Image:
    side = min(side_px, max(picture.size))
    canvas = Image.new("RGB", (side, side), "white")
    fitting = ImageOps.contain(picture, (side, side), Image.Resampling.LANCZOS)
    canvas.paste(fitting, ((side - fitting.width) // 2, (side - fitting.height) // 2))
    return canvas
