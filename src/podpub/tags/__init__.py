"""Title, cover and chapters into the MP3 file (mutagen), as ID3v2.3."""

from podpub.tags.sheet import TagSheet
from podpub.tags.writing import tags_tool, write_tags

__all__ = ["TagSheet", "tags_tool", "write_tags"]
