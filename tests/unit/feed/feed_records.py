"""Shows and releases as the feed's tests need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from podpub.model import (
    Category,
    Chapter,
    Enclosure,
    Episode,
    EpisodeType,
    Inputs,
    LoudnessReport,
    Owner,
    Person,
    Release,
    Show,
    ShowRecord,
    ShowType,
    Slug,
    Timeline,
    TranscriptFile,
)

NOW = datetime(2027, 1, 1, tzinfo=UTC)
FIRST_DATE = datetime(2026, 11, 24, 6, tzinfo=timezone(timedelta(hours=1)))

MINIMAL_SHOW = ShowRecord(
    show=Show(
        title="Kurz",
        description="Kurz gesagt.",
        link="https://example.org/kurz",
        language="de",
        author="Studio Beispiel",
        categories=(Category("Technology"),),
        guid=UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        timezone="Europe/Berlin",
        locked=False,
    ),
    image="assets/cover-1a2b.png",
    public_url="https://media.example.org/kurz/",
    changed=datetime(2026, 10, 1, 12, tzinfo=UTC),
)

FULL_SHOW = ShowRecord(
    show=Show(
        title="Auf Augenhöhe: Fragen & Antworten",
        description="Gespräche über **Vertrauen**.\n\n- [Seite](https://x.org/über?a=1&b=2)\n- „Mut“ 😀",
        link="https://xn--mller-kva.example/podcast",
        language="de-AT",
        author="Studio <Beispiel>",
        categories=(
            Category("Business", "Careers"),
            Category("Kids & Family", "Parenting"),
            Category("History"),
        ),
        guid=UUID("9b024349-ccf0-5f69-a609-6b82873eab3c"),
        timezone="Europe/Vienna",
        explicit=True,
        type=ShowType.SERIAL,
        owner=Owner("Studio Beispiel", "podcast@example.org"),
        copyright="Studio Beispiel, CC BY 4.0",
        persons=(
            Person("Ana Müller", "host", "https://example.org/ana", "https://example.org/ana%20%C3%BC.jpg"),
            Person("Ben", "audio engineer"),
        ),
        new_feed_url="https://neu.example.org/feed.xml",
        block=True,
        complete=True,
    ),
    image="assets/cover-9f8e.jpg",
    public_url="https://media.example.org/show/",
    changed=datetime(2026, 10, 1, 12, tzinfo=UTC),
)


def release(number: int = 1) -> Release:
    """Return an episode with nothing but what it needs; one a day."""
    return Release(
        episode=Episode(
            guid=f"guid-{number:04}",
            slug=Slug(f"episode-{number}"),
            title=f"Folge {number}",
            date=FIRST_DATE + timedelta(days=number - 1),
        ),
        enclosure=Enclosure(f"media/episode-{number}-ab12.mp3", 1000 + number, "audio/mpeg", 60.0, "0" * 64),
        loudness=LoudnessReport(-23.0, -16.0, -1.2, 5.0, 7.0, limited=False),
        timeline=Timeline(0.0, 60.0, 0.0, 60.0),
        inputs=Inputs("a", None, None, "b", "c", "d"),
        tools=(("lame", "3.100"),),
        changed=FIRST_DATE - timedelta(days=3),
    )


def full_release() -> Release:
    """Return an episode that has everything an episode can have."""
    plain = release(2)
    episode = replace(
        plain.episode,
        type=EpisodeType.BONUS,
        title="Vertrauen & <Mut> im „Team“",
        number=42,
        season=3,
        summary="Woran man es merkt.",
        notes="# Gäste\n\nMit *Cem* von <https://example.org/?a=1&b=2> ]]> und mehr.",
        link="https://example.org/folgen/42-%C3%BC",
        explicit=False,
        persons=(Person("Cem", "guest", "https://example.org/cem"),),
        tags=("Führung", "R&D"),
        chapters=(
            Chapter(0.0, "Anfang"),
            Chapter(12.5, "Mut & Maß", "https://example.org/mut", "assets/episode-2-ab34.jpg"),
            Chapter(20.0, "", "https://example.org/leise", toc=False),
        ),
        block=True,
    )
    return replace(
        plain,
        episode=episode,
        enclosure=replace(plain.enclosure, duration_s=3725.5),
        image="assets/episode-2-cd34.png",
        chapters_file="assets/episode-2-ef58.chapters.json",
        transcripts=(
            TranscriptFile("assets/episode-2-ef56.vtt", "text/vtt", "de"),
            TranscriptFile("assets/episode-2-ef57.srt", "application/x-subrip", "en"),
        ),
    )


def titled(title: str, *, notes: str = "", show_release: Release | None = None) -> Release:
    """Return an episode with the given title and notes."""
    plain = show_release or release()
    return replace(plain, episode=replace(plain.episode, title=title, notes=notes))
