"""The door to a picture file that one did not make: header first, pixels only when it is harmless."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image

from podpub.errors import SourceError
from podpub.model import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMATS = ("JPEG", "PNG")
_MOST_PIXELS = 36_000_000  # twice Apple's 3000 each way; more is a bomb or a print file
_FIX = "Export the picture again as JPEG or PNG, square, 1400 to 3000 pixels wide."


def inspect(path: Path) -> Picture:
    """Return what the header of a JPEG or PNG file says; no pixel is decoded.

    Raises:
        SourceError: There is no such file, it is no JPEG or PNG, or it has more than 36 million pixels.
    """
    with opened(path) as picture:
        # Phones write several pictures into one JPEG file (MPO); the first is what everybody sees.
        kind = "PNG" if picture.format == "PNG" else "JPEG"
        return Picture(path, picture.width, picture.height, kind, picture.mode, path.stat().st_size)


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """Open a JPEG or PNG file without decoding it, and turn every failure within into a `SourceError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as picture:
                _refuse_bombs(path, picture)
                yield picture
    except FileNotFoundError as missing:
        raise SourceError(f"there is no picture {path}", fix="Correct the file name.") from missing
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise SourceError(f"{path.name} has too many pixels", fix=_FIX) from bomb
    except (OSError, SyntaxError, ValueError) as broken:
        raise SourceError(f"{path.name} cannot be read as JPEG or PNG: {broken}", fix=_FIX) from broken


def _refuse_bombs(path: Path, picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise SourceError(f"{path.name} is {picture.width} x {picture.height} pixels: too large", fix=_FIX)
