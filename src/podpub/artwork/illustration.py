"""Pictures of chapters: one to publish, and all of them small enough to go into the file's tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.artwork.header import opened
from podpub.artwork.thumbnail import tag_cover

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

PICTURES_LIMIT_BYTES = 2_000_000
"""What all pictures of chapters may weigh in an audio file: it comes before the first sound."""

_SIDE_PX = 1400
_HEAVIEST_BYTES = 1_000_000
_TAG_SIDES_PX = (600, 400, 300, 200)
_TAG_LIMIT_BYTES = 100_000
_PASSING = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"})


def chapter_picture(path: Path) -> bytes:
    """Return a picture as it is published: a square baseline JPEG of at most 1400 px a side, without a past.

    One that is so already stays as it is, and what this returns is so: doing it twice does it once.

    Raises:
        SourceError: The file is no picture, damaged or too large.
    """
    with opened(path) as picture:
        if _is_ready(picture) and path.stat().st_size <= _HEAVIEST_BYTES:
            return path.read_bytes()
    return tag_cover(path, side_px=_SIDE_PX)


def tag_picture(path: Path, *, among: int) -> bytes:
    """Return a picture for the tags of a file: at most 600 px a side and 100 kB.

    All of them together should stay below `PICTURES_LIMIT_BYTES`, so it is smaller the more there are; of
    very many, it is as small as is still of use.

    Args:
        path: The picture.
        among: How many pictures there are in the file.

    Raises:
        SourceError: As `chapter_picture`.
    """
    limit_bytes, body = min(_TAG_LIMIT_BYTES, PICTURES_LIMIT_BYTES // among), b""
    for side_px in _TAG_SIDES_PX:
        body = tag_cover(path, side_px=side_px)
        if len(body) <= limit_bytes:
            break
    return body


def _is_ready(picture: Image.Image) -> bool:
    """Tell whether a picture is what `tag_cover` makes of others; nothing but the plain header is in it."""
    return (
        picture.format == "JPEG"
        and picture.mode == "RGB"
        and picture.width == picture.height <= _SIDE_PX
        and picture.info.keys() <= _PASSING
    )
