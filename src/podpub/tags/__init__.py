"""Title, cover and chapters into the finished file, chapters out of a recording (mutagen; WAV by hand)."""

from podpub.tags.kinds import kind_of
from podpub.tags.recorded import recorded_chapters
from podpub.tags.sheet import TagSheet
from podpub.tags.writing import tags_tool, write_tags

__all__ = ["TagSheet", "kind_of", "recorded_chapters", "tags_tool", "write_tags"]
