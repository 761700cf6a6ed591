"""A sheet as Vorbis comments, which Opus files carry (RFC 7845, 5.2), chapters and cover among them."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from mutagen.flac import Picture
from mutagen.id3 import PictureType

from podpub.model.chapter import listed
from podpub.model.clock import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podpub.model import Chapter
    from podpub.tags.sheet import TagSheet

_TEXTS: tuple[tuple[str, Callable[[TagSheet], object]], ...] = (
    ("TITLE", lambda sheet: sheet.title),
    ("ARTIST", lambda sheet: sheet.author),
    ("ALBUM", lambda sheet: sheet.show),
    ("TRACKNUMBER", lambda sheet: sheet.number),
    ("DISCNUMBER", lambda sheet: sheet.season),
    ("DATE", lambda sheet: f"{sheet.date:%Y-%m-%d}"),
    ("GENRE", lambda _: "Podcast"),
    ("LANGUAGE", lambda sheet: sheet.language),
    ("COPYRIGHT", lambda sheet: sheet.copyright),
    ("DESCRIPTION", lambda sheet: sheet.comment),
)


def comments(sheet: TagSheet) -> Iterator[tuple[str, str]]:
    """Yield names and values in the order in which they shall be written, the cover last."""
    for name, value in _TEXTS:
        if value(sheet):
            yield name, str(value(sheet))
    for number, chapter in enumerate(listed(sheet.chapters), start=1):
        yield from _chapter(f"CHAPTER{number:03}", chapter)
    if sheet.cover:
        yield "METADATA_BLOCK_PICTURE", _picture(sheet.cover)


def _chapter(name: str, chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield a mark as Xiph's Chapter Extension for Vorbis comments has it."""
    yield name, clock(chapter.start_s)
    yield f"{name}NAME", chapter.title
    if chapter.url:
        yield f"{name}URL", chapter.url


def _picture(jpeg: bytes) -> str:
    """Return a cover as FLAC frames pictures, in letters (RFC 9639, 8.8)."""
    picture = Picture()
    picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, "image/jpeg", jpeg
    return b64encode(picture.write()).decode("ascii")
