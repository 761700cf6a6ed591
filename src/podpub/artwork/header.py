"""The door to a picture file that one did not make: header first, pixels only when it is harmless."""

from __future__ import annotations

import struct
import warnings
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from podpub.artwork.repairs import repairs
from podpub.errors import PictureError
from podpub.model import Picture, say, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
_MOST_PIXELS = 36_000_000  # twice Apple's 3000 each way; more is a bomb or a print file
_PHONES = "MPO"  # phones write several pictures into one JPEG file; the first is what everybody sees
# What Pillow lets through where a file lies, AVIF's decoder and EXIF readers above all
_HOSTILE = (
    *(ArithmeticError, EOFError, LookupError, OSError, RuntimeError),
    *(struct.error, SyntaxError, TypeError, ValueError),
)
_FIX = say("Export the picture again as JPEG or PNG, square, 1400 to 3000 pixels wide.")


def inspect(path: Path, *, formats: tuple[str, ...] = READABLE) -> Picture:
    """Return what the header of a picture file says; no pixel is decoded.

    Raises:
        PictureError: There is no such file, it is of no such format, animated, or has more than 36 million
            pixels.
    """
    with opened(path, formats) as picture:
        kind = "JPEG" if picture.format == _PHONES else str(picture.format)
        told = Picture(path, picture.width, picture.height, kind, picture.mode, path.stat().st_size)
        return replace(told, repairs=repairs(picture, told))


def require_whole(path: Path) -> None:
    """Decode a picture once.

    Raises:
        PictureError: It is damaged, or cannot be used otherwise.
    """
    with opened(path) as picture:
        picture.load()


@contextmanager
def opened(path: Path, formats: tuple[str, ...] = READABLE) -> Iterator[Image.Image]:
    """Open a picture file without decoding it, and turn every failure within into a `PictureError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with its metadata is nobody's trouble
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=formats) as picture:
                _refuse_bombs(path, picture)
                _refuse_animations(path, picture)
                yield picture
    except FileNotFoundError as missing:
        raise PictureError(
            say("there is no picture {path}", path=path), fix=say("Correct the file name.")
        ) from missing
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureError(say("{name} has too many pixels", name=path.name), fix=_FIX) from bomb
    except _HOSTILE as broken:
        raise PictureError(
            say("{name} cannot be read as JPEG or PNG: {broken}", name=path.name, broken=words_of(broken)),
            fix=_FIX,
        ) from broken


def _refuse_bombs(path: Path, picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise PictureError(
            say(
                "{name} is {width} x {height} pixels: too large",
                name=path.name,
                width=picture.width,
                height=picture.height,
            ),
            fix=_FIX,
        )


def _refuse_animations(path: Path, picture: Image.Image) -> None:
    if picture.format != _PHONES and getattr(picture, "is_animated", False):
        raise PictureError(say("{name} holds several pictures, and a cover is one", name=path.name), fix=_FIX)
