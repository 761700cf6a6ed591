"""Title, cover and chapters into the finished file (mutagen): ID3v2.3, MP4 atoms, Vorbis comments."""

from podpub.tags.sheet import TagSheet
from podpub.tags.writing import tags_tool, write_tags

__all__ = ["TagSheet", "tags_tool", "write_tags"]
