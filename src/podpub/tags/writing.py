"""A sheet into a file: what the file told about itself is replaced, the audio is not touched."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import mutagen
from mutagen.id3 import ID3, ID3Tags
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from podpub.errors import SourceError, ToolError
from podpub.model import Format, say
from podpub.tags.atoms import atoms
from podpub.tags.comments import comments
from podpub.tags.frames import frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.tags.sheet import TagSheet

_MOST_CHAPTERS = 255


def write_tags(file: Path, sheet: TagSheet) -> None:
    """Write `sheet` into an MP3, M4A or Opus file, in place, as the only tag the file has.

    In MP3 the tag is ID3v2.3: of v2.4, ffmpeg 5 and Apple Podcasts lose every chapter with a title of more
    than 127 bytes. The chapters of an M4A file are a track, which is not touched. The same sheet gives the
    same bytes. An ID3v1 tag is removed. Not atomic: give a file that nobody reads yet.

    Raises:
        SourceError: There are more than 255 chapters.
        ToolError: The file cannot be written.
    """
    if len(sheet.chapters) > _MOST_CHAPTERS:
        raise SourceError(
            say(
                "{title}: an audio file can hold 255 chapters, these are {count}",
                title=sheet.title,
                count=len(sheet.chapters),
            ),
            fix=say("Leave out some of the chapters."),
        )
    with _at_the_door(file), file.open("r+b") as opened:  # given a name, mutagen may make a missing file
        _WRITERS[Format.of(file.name)](opened, sheet)


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


def _write_id3(mp3: IO[bytes], sheet: TagSheet) -> None:
    tag = _InWritingOrder()
    for frame in frames(sheet):
        tag.add(frame)
    tag.save(mp3, v1=0, v2_version=3, padding=_no_padding)


def _write_atoms(m4a: IO[bytes], sheet: TagSheet) -> None:
    file: Any = MP4(m4a)
    if file.tags is None:
        file.add_tags()
    file.tags.clear()
    file.tags.update(atoms(sheet))
    m4a.seek(0)
    file.save(m4a, padding=_no_padding)


def _write_comments(opus: IO[bytes], sheet: TagSheet) -> None:
    file: Any = OggOpus(opus)
    file.tags.clear()
    file.tags.extend(comments(sheet))
    opus.seek(0)
    file.save(opus, padding=_no_padding)


_WRITERS = {Format.MP3: _write_id3, Format.M4A: _write_atoms, Format.OPUS: _write_comments}


def _no_padding(_: object) -> int:
    return 0


@contextmanager
def _at_the_door(file: Path) -> Iterator[None]:
    try:
        yield
    except (mutagen.MutagenError, OSError) as refused:
        raise ToolError(
            say("the tags could not be written into {name}: {refused}", name=file.name, refused=str(refused)),
            fix=say("See that the disk has room and the file may be written, then run the command again."),
        ) from refused
