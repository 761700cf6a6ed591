"""Covers: read their headers, shrink them for tags, draw a first one for a new show (Pillow)."""

from podpub.artwork.header import inspect
from podpub.artwork.placeholder import placeholder_cover
from podpub.artwork.thumbnail import tag_cover

__all__ = ["inspect", "placeholder_cover", "tag_cover"]
