"""The formats an episode is published in."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A way to write sound; its value is the extension of its files."""

    MP3 = "mp3"
    M4A = "m4a"
    OPUS = "opus"

    @property
    def type(self) -> str:
        """The MIME type; of the names M4A goes by, the one that Apple's guide to RSS lists."""
        return {Format.MP3: "audio/mpeg", Format.M4A: "audio/x-m4a", Format.OPUS: "audio/ogg"}[self]

    @property
    def codecs(self) -> str | None:
        """The codec as RFC 6381 names it, where the type leaves it open: AAC-LC in MP4, Opus in Ogg."""
        return {Format.MP3: None, Format.M4A: "mp4a.40.2", Format.OPUS: "opus"}[self]

    @property
    def suffix(self) -> str:
        """What the names of its files end in, with the dot."""
        return f".{self.value}"

    @classmethod
    def of(cls, name: str) -> Format:
        """Return the format that a file name or storage key ends in.

        Raises:
            ValueError: It is another one.
        """
        return cls(name.rpartition(".")[2])
