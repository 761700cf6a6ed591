"""Covers and chapter pictures: read their headers, shrink them, draw a first one for a new show (Pillow)."""

from podpub.artwork.header import inspect
from podpub.artwork.illustration import PICTURES_LIMIT_BYTES, chapter_picture, tag_picture
from podpub.artwork.placeholder import placeholder_cover
from podpub.artwork.thumbnail import tag_cover

__all__ = [
    "PICTURES_LIMIT_BYTES",
    "chapter_picture",
    "inspect",
    "placeholder_cover",
    "tag_cover",
    "tag_picture",
]
