"""Covers and chapter pictures: read their headers, mend them, bring them into every size (Pillow).

The picture of a sound is drawn in `chart`.
"""

from PIL import __version__ as _pillow

from podpub.artwork.card import episode_card
from podpub.artwork.cover import Print, prints
from podpub.artwork.header import inspect, require_whole
from podpub.artwork.illustration import PICTURES_LIMIT_BYTES, chapter_picture, tag_picture
from podpub.artwork.placeholder import placeholder_cover
from podpub.artwork.repairs import EXTENSIONS
from podpub.artwork.thumbnail import tag_cover


def artwork_tool() -> tuple[str, str]:
    """Return name and version of what the bytes of a picture depend on."""
    return "pillow", _pillow


__all__ = [
    "EXTENSIONS",
    "PICTURES_LIMIT_BYTES",
    "Print",
    "artwork_tool",
    "chapter_picture",
    "episode_card",
    "inspect",
    "placeholder_cover",
    "prints",
    "require_whole",
    "tag_cover",
    "tag_picture",
]
