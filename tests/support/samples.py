"""Records and files that tests start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from podpub.model import (
    Category,
    Chapter,
    Enclosure,
    Episode,
    FolderLocation,
    Inputs,
    LoudnessReport,
    Mastering,
    Owner,
    Person,
    Production,
    Project,
    Release,
    Show,
    ShowRecord,
    Slug,
    Timeline,
    TrackSource,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REPOSITORY = Path(__file__).parents[2]


def show(**changes: Any) -> Show:
    """Return a show with an owner and everything it needs."""
    plain = Show(
        title="Auf Augenhöhe",
        description="Gespräche über Vertrauen.",
        link="https://example.org/podcast",
        language="de",
        author="Studio Beispiel",
        categories=(Category("Business", "Careers"),),
        guid=UUID("2b43a52a-85a6-4412-b13b-3aa3c820412e"),
        timezone="Europe/Berlin",
        owner=Owner("Studio Beispiel", "podcast@example.org"),
        site=None,
    )
    return replace(plain, **changes)


def episode(**changes: Any) -> Episode:
    """Return an episode that was due an hour before `NOW`."""
    plain = Episode(
        guid="9d1c0b58-7f6f-4f6b-bb5d-7b1c7c6a2c11",
        slug=Slug("042-vertrauen-im-team"),
        title="Vertrauen im Team",
        date=datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
        number=42,
        summary="Woran man merkt, dass ein Team sich traut.",
        notes="Mehr bei [Beispiel](https://example.org).",
        persons=(Person("Mira Sommer"),),
        chapters=(Chapter(0.0, "Begrüßung"), Chapter(12.5, "Was ist Vertrauen?")),
    )
    return replace(plain, **changes)


def release(**changes: Any) -> Release:
    """Return the record of `episode()`; `episode=` replaces it."""
    plain = Release(
        episode=episode(),
        enclosure=Enclosure(
            "media/042-vertrauen-im-team-0123456789abcdef.mp3", 1_000_000, "audio/mpeg", 62.5, "ab" * 32
        ),
        loudness=LoudnessReport(-31.2, -16.0, -1.4, 5.2, 15.2, limited=False),
        timeline=Timeline(0.0, 62.5, 0.0, 62.5),
        inputs=Inputs("a" * 64, None, None, "b" * 64, "c" * 64, "d" * 64),
        tools=(("ffmpeg", "9.0.2"), ("lame", "4.0")),
        changed=NOW,
    )
    return replace(plain, **changes)


def show_record(**changes: Any) -> ShowRecord:
    """Return the show as published on this computer."""
    plain = ShowRecord(show(), "assets/cover-0123456789abcdef.jpg", "http://localhost:8000/", NOW)
    return replace(plain, **changes)


def project(root: Path, **changes: Any) -> Project:
    """Return a project below `root`, without any file of it."""
    location = FolderLocation(root / "public", "http://localhost:8000/")
    return Project(root, show(**changes), root / "cover.jpg", location)


def production(root: Path, **changes: Any) -> Production:
    """Return a production below `root`, without any file of it; changes are the production's own."""
    folder = root / "episodes" / "042-vertrauen-im-team"
    plain = Production(
        episode(), folder / "episode.yaml", (TrackSource(folder / "recording.wav"),), Mastering()
    )
    return replace(plain, **changes)
