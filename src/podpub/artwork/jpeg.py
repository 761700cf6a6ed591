"""A picture as a JPEG of limited size."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_QUALITIES = (88, 80, 70, 60, 45, 30)
_DOTS_PER_INCH = (72, 72)


def jpeg(picture: Image.Image, limit_bytes: int) -> bytes:
    """Return `picture` as a baseline JPEG: the best quality below `limit_bytes`, or else the lowest."""
    encoded = b""
    for quality in _QUALITIES:
        encoded = _encoded(picture, quality)
        if len(encoded) < limit_bytes:
            break
    return encoded


def _encoded(picture: Image.Image, quality: int) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True, progressive=False, dpi=_DOTS_PER_INCH)
    return target.getvalue()
