"""Colours as every player shows them: sRGB, nothing transparent."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms

_SAME_COLOURS = {"P": "RGB", "1": "L"}  # modes that a colour profile does not speak of


def flat(picture: Image.Image) -> Image.Image:
    """Return `picture` in sRGB, on white where it is transparent."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off instead of scaling
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if not picture.has_transparency_data:
        return _in_srgb(picture)
    layer = picture.convert("RGBA")
    colours = layer.convert("RGB")
    colours.info = picture.info
    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(_in_srgb(colours), mask=layer.getchannel("A"))
    return canvas


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Convert by the picture's own colour profile, where it has one that can be used."""
    profile = picture.info.get("icc_profile")
    if profile:
        picture = picture.convert(_SAME_COLOURS.get(picture.mode, picture.mode))
        with suppress(ImageCms.PyCMSError, OSError):
            own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
            if converted:
                return converted
    return picture.convert("RGB")
