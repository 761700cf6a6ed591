"""A picture as a JPEG of limited size."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

_QUALITIES = (88, 80, 70, 60, 45, 30)
_SHARP = 90  # from this quality on, colours keep the resolution of the brightness
_DOTS_PER_INCH = (72, 72)


def jpeg(picture: Image.Image, limit_bytes: int, qualities: Sequence[int] = _QUALITIES) -> bytes:
    """Return `picture` as a baseline JPEG: the best quality below `limit_bytes`, or else the lowest."""
    encoded = b""
    for quality in qualities:
        sharp = quality >= _SHARP
        # Pillow's buffer for optimizing is too small for some sharp pictures
        encoded = _encoded(
            picture, quality=quality, subsampling="4:4:4" if sharp else "4:2:0", optimize=not sharp
        )
        if len(encoded) < limit_bytes:
            break
    return encoded


def same_jpeg(picture: Image.Image) -> bytes:
    """Return an opened JPEG again with its own tables and profile: baseline, and without any remarks."""
    return _encoded(picture, quality="keep", icc_profile=picture.info.get("icc_profile"), comment=b"")


def _encoded(picture: Image.Image, **options: Any) -> bytes:  # noqa: ANN401 - as Pillow takes them
    target = BytesIO()
    picture.save(target, "JPEG", progressive=False, dpi=_DOTS_PER_INCH, **options)
    return target.getvalue()
