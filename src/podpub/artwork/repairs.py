"""What keeps a picture from being a cover everywhere, and is mended: a row a repair.

Sources: Apple, A Podcaster's Guide to RSS, artwork (sides, RGB, no alpha, extension); the 512 kB are the rule
of thumb of hosting companies. A picture that is not square or too small is nobody's to mend but the host's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PIL import Image

from podpub.model import LARGEST_PX, Picture, Repair

if TYPE_CHECKING:
    from collections.abc import Callable

    Need: TypeAlias = Callable[[Image.Image, Picture], bool]

HEAVY_BYTES = 512_000
EXTENSIONS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",)}
"""Of the formats that are published; the first is the one that is written."""

_COLOURS = frozenset({"RGB", "RGBA", "RGBa", "RGBX"})
_ORIENTATION, _MAKER, _MODEL, _PLACE = 0x0112, 0x010F, 0x0110, 0x8825  # EXIF 2.32, 4.6
_PLACE_IN_XMP = b"GPSL"  # exif:GPSLatitude, exif:GPSLongitude (XMP, part 2)


def repairs(picture: Image.Image, told: Picture) -> tuple[Repair, ...]:
    """Return everything that has to be mended in a picture before it is published."""
    return tuple(repair for repair, is_needed in _TABLE if is_needed(picture, told)) if told.is_usable else ()


def _exif(picture: Image.Image) -> Image.Exif:
    """Return what stands before the pixels; Pillow's own way would decode a PNG for it."""
    exif = Image.Exif()
    if written := picture.info.get("exif"):
        exif.load(written)
    return exif


def _tells_of_camera_or_place(picture: Image.Image, _: Picture) -> bool:
    exif = _exif(picture)
    xmp = picture.info.get("xmp", b"")
    in_xmp = isinstance(xmp, bytes) and _PLACE_IN_XMP in xmp
    return in_xmp or any(tag in exif for tag in (_MAKER, _MODEL, _PLACE))


def _has_another_name(_: Image.Image, told: Picture) -> bool:
    known = EXTENSIONS.get(told.format, ())
    return bool(known) and told.path.suffix.lower().removeprefix(".") not in known


_TABLE: tuple[tuple[Repair, Need], ...] = (
    (Repair.UPRIGHT, lambda picture, _: _exif(picture).get(_ORIENTATION, 1) != 1),
    (Repair.CUT, lambda _, told: told.width != told.height),
    (Repair.SCALED, lambda _, told: told.side > LARGEST_PX),
    (Repair.COLOURS, lambda _, told: told.mode not in _COLOURS),
    (Repair.OPAQUE, lambda picture, _: picture.has_transparency_data),
    (Repair.KIND, lambda _, told: told.format not in EXTENSIONS),
    (Repair.BASELINE, lambda picture, told: told.format == "JPEG" and "progressive" in picture.info),
    (Repair.PRIVATE, _tells_of_camera_or_place),
    (Repair.LIGHTER, lambda _, told: told.bytes > HEAVY_BYTES),
    (Repair.NAMED, _has_another_name),
)
