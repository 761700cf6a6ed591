"""What is written into a file: the episode as players show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from podpub.model import Chapter


@dataclass(frozen=True, slots=True)
class TagSheet:
    """The texts, the cover and the chapters of one file; what is None or empty is left out.

    Attributes:
        date: Aware; day and time are written as this zone shows them, as ID3v2.3 knows no zones.
        comment: Plain text.
        language: BCP-47, `de-AT`.
        cover: A JPEG.
        chapters: In time order, in the time of the file.
        duration_s: Length of the file, where the last chapter ends.
        pictures: JPEGs of chapters, by the storage key that the chapter names.
    """

    title: str
    show: str
    author: str
    date: datetime
    language: str
    duration_s: float
    number: int | None = None
    season: int | None = None
    comment: str = ""
    copyright: str | None = None
    episode_url: str | None = None
    show_url: str | None = None
    cover: bytes | None = None
    chapters: tuple[Chapter, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
