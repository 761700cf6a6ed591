"""The chapters that a recording brings along: markers of WAV, ID3 of MP3, MP4's, Vorbis comments."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any

import mutagen
from mutagen.id3 import ID3Tags
from mutagen.mp4 import MP4

from podpub.errors import SourceError
from podpub.model import Chapter, say
from podpub.tags.quicktime import text_track
from podpub.tags.riff import markers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COMMENT = re.compile(r"chapter(\d{1,3})", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d(?:[.,]\d{1,9})?)")
_ADDRESS = re.compile(r"https?://[!#-;=?-~]+", re.IGNORECASE)  # ASCII, without quotation marks and < >
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 255  # as a title that a host writes
_ABSENT = 0xFFFFFFFF
_LARGE = (b"RF64", b"BW64")  # WAV files of a kind that mutagen refuses, and that carry no tags


def recorded_chapters(recording: Path) -> tuple[Chapter, ...]:
    """Return the marks of a recording in time order, as it has them: without its pictures.

    Of two at the same moment the first is left. A mark without a name is a hidden chapter without a title.

    Raises:
        SourceError: The file cannot be read.
    """
    try:
        with recording.open("rb") as file:
            found = [_chapter(one.start_s, one.name) for one in markers(file)]
            file.seek(0)
            if not found and file.read(4) not in _LARGE:
                found = list(_tagged(recording))
    except (OSError, mutagen.MutagenError, *_HOSTILE) as refused:
        raise SourceError(
            say("the marks of {name} cannot be read: {refused}", name=recording.name, refused=str(refused)),
            fix=say("Export the recording again, or write its chapters into a file."),
        ) from refused
    first = {one.start_s: one for one in reversed(found)}
    return tuple(one for _, one in sorted(first.items()))


# What mutagen lets through where a file lies about its own lengths
_HOSTILE = (ArithmeticError, EOFError, LookupError, RecursionError, struct.error, TypeError, ValueError)


def _chapter(start_s: float, name: str, url: str | None = None, *, listed: bool = True) -> Chapter:
    title = " ".join(_UNSEEN.sub("", " ".join(name.split())).split())[:_LONGEST].rstrip()
    return Chapter(max(start_s, 0.0), title, _link(url), toc=listed and title != "")


def _link(url: str | None) -> str | None:
    """Return a web address as a feed may carry it; none where it is something else, or holds a password."""
    if not url or not _ADDRESS.fullmatch(url) or "@" in url.split("/")[2]:
        return None
    return url


def _tagged(recording: Path) -> Iterator[Chapter]:
    """Yield what stands in the tags, of whatever kind they are."""
    opened: Any = mutagen.File(recording)
    tags = getattr(opened, "tags", None)
    if isinstance(opened, MP4):
        yield from (_chapter(start_s, title) for start_s, title in _listed_in_mp4(recording, opened))
    elif isinstance(tags, ID3Tags):
        yield from _frames(tags)
    elif tags is not None:
        yield from _comments({str(name).lower(): str(values[0]) for name, values in _named(tags)})


def _listed_in_mp4(recording: Path, opened: Any) -> Iterable[tuple[float, str]]:  # noqa: ANN401 - mutagen is untyped
    """Return Nero's table, which most tools write, or else the track that Apple's write."""
    table = [(float(one.start), str(one.title)) for one in opened.chapters or ()]
    if table:
        return table
    with recording.open("rb") as file:
        return text_track(file)


def _named(tags: Any) -> Iterator[tuple[object, Any]]:  # noqa: ANN401 - mutagen is untyped
    """Yield names and values of tags of the kind that FLAC and Ogg have."""
    if hasattr(tags, "as_dict"):
        yield from ((name, values) for name, values in tags.as_dict().items() if values)


def _frames(tags: ID3Tags) -> Iterator[Chapter]:
    """Yield ID3 chapters; those that a table of contents leaves out are hidden."""
    tables: list[Any] = tags.getall("CTOC")
    named = {name for table in tables for name in table.child_element_ids}
    for frame in tags.getall("CHAP"):
        if frame.start_time != _ABSENT:
            title = " ".join(str(one) for one in frame.sub_frames.getall("TIT2"))
            links = [one.url for one in frame.sub_frames.getall("WXXX") if one.url]
            listed = not named or frame.element_id in named
            yield _chapter(frame.start_time / 1000, title, *links[:1], listed=listed)


def _comments(told: dict[str, str]) -> Iterator[Chapter]:
    """Yield Xiph's Chapter Extension for Vorbis comments: `CHAPTER001`, `CHAPTER001NAME`, `CHAPTER001URL`."""
    for name, value in told.items():
        time = _CLOCK.fullmatch(value.strip())
        if _COMMENT.fullmatch(name) and time:
            hours, minutes, seconds = time.groups()
            start_s = (int(hours) * 60 + int(minutes)) * 60 + float(seconds.replace(",", "."))
            yield _chapter(start_s, told.get(f"{name}name", ""), told.get(f"{name}url"))
