"""A sheet as MP4 atoms, the way iTunes names them. The chapters of an M4A file are no tags but a track."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

from typing import TYPE_CHECKING

from mutagen.mp4 import MP4Cover

if TYPE_CHECKING:
    from collections.abc import Callable

    from podpub.tags.sheet import TagSheet

_SHORT_BYTES = 255
_LARGEST_NUMBER = 0xFFFF

_TEXTS: tuple[tuple[str, Callable[[TagSheet], str | None]], ...] = (
    ("\xa9nam", lambda sheet: sheet.title),
    ("\xa9ART", lambda sheet: sheet.author),
    ("aART", lambda sheet: sheet.author),
    ("\xa9alb", lambda sheet: sheet.show),
    ("\xa9day", lambda sheet: f"{sheet.date:%Y-%m-%d}"),
    ("\xa9gen", lambda _: "Podcast"),
    ("desc", lambda sheet: _short(sheet.comment)),
    ("ldes", lambda sheet: sheet.comment),
    ("cprt", lambda sheet: sheet.copyright),
)
_NUMBERS: tuple[tuple[str, Callable[[TagSheet], int | None]], ...] = (
    ("trkn", lambda sheet: sheet.number),
    ("disk", lambda sheet: sheet.season),
)


def atoms(sheet: TagSheet) -> dict[str, object]:
    """Return the atoms by name, as mutagen takes them; a number that needs more than 16 bits is left out."""
    texts = {name: [text] for name, value in _TEXTS if (text := value(sheet))}
    numbers = {
        name: [(number, 0)]
        for name, value in _NUMBERS
        if 0 < (number := value(sheet) or 0) <= _LARGEST_NUMBER
    }
    cover = {"covr": [MP4Cover(sheet.cover, MP4Cover.FORMAT_JPEG)]} if sheet.cover else {}
    return {**texts, **numbers, **cover}


def _short(text: str) -> str:
    """Return as much of a text as its short form holds, which Apple's players show in lists."""
    return text.encode()[:_SHORT_BYTES].decode(errors="ignore")
