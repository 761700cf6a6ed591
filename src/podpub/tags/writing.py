"""Frames into a file: everything before the first audio frame is replaced, the audio is not touched."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import mutagen
from mutagen.id3 import ID3, ID3Tags

from podpub.errors import ToolError
from podpub.tags.frames import frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.tags.sheet import TagSheet


def write_tags(mp3: Path, sheet: TagSheet) -> None:
    """Write `sheet` into `mp3`, in place, as the only tag the file has.

    The tag is ID3v2.3: of v2.4, ffmpeg 5 and Apple Podcasts lose every chapter with a title of more than
    127 bytes. The same sheet gives the same bytes. An ID3v1 tag is removed. Not atomic: give a
    file that nobody reads yet.

    Raises:
        SourceError: There are more than 255 chapters.
        ToolError: The file cannot be written.
    """
    tag = _InWritingOrder()
    with _at_the_door(mp3):
        for frame in frames(sheet):
            tag.add(frame)
        with mp3.open("r+b") as file:  # given a name, mutagen would make a missing file
            tag.save(file, v1=0, v2_version=3, padding=_no_padding)


def tags_tool() -> tuple[str, str]:
    """Return name and version of what writes the tags, for fingerprints and records."""
    return "mutagen", mutagen.version_string


class _InWritingOrder(ID3):
    """A tag that keeps its frames in order: mutagen sorts them by size, and chapters with them.

    Players list chapters as they come in the file.
    """

    def _write(self, config: object) -> bytes:
        return b"".join(_alone(frame)._write(config) for frame in self.values())  # noqa: SLF001 - there is no public way


def _alone(frame: Any) -> ID3Tags:  # noqa: ANN401 - mutagen is untyped
    tags = ID3Tags()
    tags.add(frame)
    return tags


def _no_padding(_: object) -> int:
    return 0


@contextmanager
def _at_the_door(mp3: Path) -> Iterator[None]:
    try:
        yield
    except (mutagen.MutagenError, OSError) as refused:
        raise ToolError(
            f"the tags could not be written into {mp3.name}: {refused}",
            fix="See that the disk has room and the file may be written, then run the command again.",
        ) from refused
