"""Records of a show with as many episodes as wished, the same every time; nobody has recorded anything."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.material import REPOSITORY
from podpub.model import (
    Category,
    Chapter,
    Enclosure,
    Episode,
    Inputs,
    LoudnessReport,
    Owner,
    Person,
    Release,
    Show,
    ShowRecord,
    Slug,
    Timeline,
    TranscriptFile,
)
from podpub.model.layout import asset_key, media_key

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = datetime(1990, 1, 1, 5, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
GUID = UUID("6ac4c1a5-2b0c-4c36-8a6a-5f53b2f3a0d4")
_NOTES = tuple(
    file.read_text(encoding="utf-8") for file in sorted(REPOSITORY.glob("episodes/*/notes.md"))
)  # 1 kB each, with headings, lists, a quotation and links
_CHAPTERS = ("Begrüßung", "Worum es geht", "Ein Beispiel", "Was schiefging", "Drei Fragen", "Zum Mitnehmen")
_DURATION_S = 2400.0


def show_record(public_url: str) -> ShowRecord:
    """Return the show as published."""
    show = Show(
        title="A show to be measured",
        description="Speech, for as long as somebody wishes.",
        link="https://example.org/",
        language="en",
        author="The podpub authors",
        categories=(Category("Technology"),),
        guid=GUID,
        timezone="Europe/Berlin",
        owner=Owner("The podpub authors", "podcast@example.org"),
        persons=(Person("Mira Sommer", "host", "https://example.org/mira"),),
    )
    return ShowRecord(show, asset_key(Slug("cover"), _digest("cover"), "jpg"), public_url, FIRST)


def releases(count: int) -> Iterator[Release]:
    """Yield so many records, one a day, with what most episodes have and 1 to 3 kB of show notes."""
    for number in range(1, count + 1):
        slug, date = Slug(f"folge-{number}"), FIRST + timedelta(days=number)
        digest = _digest(f"sound {number}")
        yield Release(
            episode=_episode(number, slug, date),
            enclosure=Enclosure(media_key(slug, digest), 38_400_000, "audio/mpeg", _DURATION_S, digest),
            loudness=LoudnessReport(-28.4, -16.0, -1.2, 5.1, 12.4, limited=True),
            timeline=Timeline(0.0, _DURATION_S, 0.0, _DURATION_S),
            inputs=Inputs(digest, None, None, *(_digest(f"{name} {number}") for name in "abc")),
            tools=(("ffmpeg", "9.0.2"), ("lame", "3.100")),
            changed=date,
            transcripts=(TranscriptFile(asset_key(slug, digest, "vtt"), "text/vtt", "de"),),
        )


def _episode(number: int, slug: Slug, date: datetime) -> Episode:
    parts = [_NOTES[(number + place) % len(_NOTES)] for place in range(1 + number % 3)]
    return Episode(
        guid=str(UUID(bytes=hashlib.md5(f"{number}".encode(), usedforsecurity=False).digest())),
        slug=slug,
        title=f"Was ein Team von „{_CHAPTERS[number % len(_CHAPTERS)]}“ lernt, und was nicht: Teil {number}",
        date=date,
        number=number,
        summary=f"Woran man in der {number}. Woche merkt, dass ein Team sich traut und nicht nur so tut.",
        notes="\n".join((*parts, f"Alles zur Folge: https://example.org/folgen/{number}")),
        persons=(
            Person("Jonas Brandt", "guest", f"https://example.org/gast/{number}"),
            Person("Selin Kaya", "guest"),
        ),
        tags=("Führung", "Vertrauen"),
        chapters=tuple(Chapter(360.0 * place, title) for place, title in enumerate(_CHAPTERS)),
    )


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
