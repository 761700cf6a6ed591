"""A sheet as ID3v2.3 frames: which frame carries what, in writing order."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    TALB,
    TCON,
    TCOP,
    TDAT,
    TIME,
    TIT2,
    TLAN,
    TPE1,
    TPOS,
    TRCK,
    TYER,
    WOAF,
    WOAS,
    WXXX,
    CTOCFlags,
    Encoding,
    PictureType,
)

from podpub.model.language import three_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mutagen.id3 import Frame

    from podpub.model import Chapter
    from podpub.tags.sheet import TagSheet

_NO_OFFSET = 0xFFFFFFFF

_TEXTS: tuple[tuple[type[Frame], Callable[[TagSheet], object]], ...] = (
    (TIT2, lambda sheet: sheet.title),
    (TPE1, lambda sheet: sheet.author),
    (TALB, lambda sheet: sheet.show),
    (TRCK, lambda sheet: sheet.number),
    (TPOS, lambda sheet: sheet.season),
    (TYER, lambda sheet: f"{sheet.date:%Y}"),
    (TDAT, lambda sheet: f"{sheet.date:%d%m}"),
    (TIME, lambda sheet: f"{sheet.date:%H%M}"),
    (TCON, lambda _: "Podcast"),
    (TLAN, lambda sheet: three_letters(sheet.language)),
    (TCOP, lambda sheet: sheet.copyright),
)
_ADDRESSES: tuple[tuple[type[Frame], Callable[[TagSheet], str | None]], ...] = (
    (WOAF, lambda sheet: sheet.episode_url),
    (WOAS, lambda sheet: sheet.show_url),
)


def frames(sheet: TagSheet) -> Iterator[Frame]:
    """Yield the frames in the order in which players shall meet them: texts, chapters, the cover last."""
    for frame, value in _TEXTS:
        if value(sheet):
            yield _text(frame, str(value(sheet)))
    if sheet.comment:
        language = three_letters(sheet.language)
        yield COMM(encoding=_encoding(sheet.comment), lang=language, desc="", text=[sheet.comment])
    for frame, address in _ADDRESSES:
        if url := address(sheet):
            yield frame(url=url)
    if sheet.chapters:
        yield from _chapters(sheet)
    if sheet.cover:
        yield _picture(sheet.cover)


def _text(frame: type[Frame], text: str) -> Frame:
    return frame(encoding=_encoding(text), text=[text])


def _encoding(text: str) -> int:
    """Numbers and dates must be Latin-1 (ID3v2.3, 3.3); players guess code pages for all but ASCII."""
    return Encoding.LATIN1 if text.isascii() else Encoding.UTF16


def _chapters(sheet: TagSheet) -> Iterator[Frame]:
    """Yield the table of contents, without which Overcast and Apple show no chapters, then each of them.

    A hidden chapter is there, and not in the table.
    """
    yield CTOC(
        element_id="toc",
        flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
        child_element_ids=[f"chp{index}" for index, one in enumerate(sheet.chapters) if one.toc],
        sub_frames=[_text(TIT2, "Chapters")],
    )
    starts_ms = [round(chapter.start_s * 1000) for chapter in sheet.chapters]
    end_ms = max(round(sheet.duration_s * 1000), starts_ms[-1])
    for index, (begin, end) in enumerate(pairwise([*starts_ms, end_ms])):
        yield CHAP(
            element_id=f"chp{index}",
            start_time=begin,
            end_time=end,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=list(_inside(sheet.chapters[index], sheet.pictures)),
        )


def _inside(chapter: Chapter, pictures: Mapping[str, bytes]) -> Iterator[Frame]:
    """Yield the frames within a chapter's: mutagen writes them by size, the picture last."""
    if chapter.title:
        yield _text(TIT2, chapter.title)
    if chapter.url:
        yield WXXX(encoding=Encoding.LATIN1, desc="chapter url", url=chapter.url)
    if picture := pictures.get(chapter.image or ""):
        yield _picture(picture)


def _picture(jpeg: bytes) -> Frame:
    return APIC(encoding=Encoding.LATIN1, mime="image/jpeg", type=PictureType.COVER_FRONT, data=jpeg)
