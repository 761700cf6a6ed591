"""An episode as listeners know it, and as the host keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - records are validated at run time
from enum import StrEnum
from pathlib import Path  # noqa: TC003

from podpub.model.audio import Mastering  # noqa: TC001
from podpub.model.chapter import Chapter  # noqa: TC001
from podpub.model.message import say
from podpub.model.podcasting import (
    DISPLAY_CHARACTERS,
    Funding,
    License,
    Place,
    SocialInteract,
    Soundbite,
    Txt,
    require_short,
)
from podpub.model.slug import Slug  # noqa: TC001
from podpub.model.value import Value  # noqa: TC001


class EpisodeType(StrEnum):
    """What kind of episode it is."""

    FULL = "full"
    TRAILER = "trailer"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be heard, or has worked on it.

    Attributes:
        role, group: Those of the podcast taxonomy, in lower case; a group of None is the role's own.
    """

    name: str
    role: str = "host"
    url: str | None = None
    image: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """What listeners are told about an episode.

    Attributes:
        date: Aware; when the episode appears in the feed.
        summary: Plain text, one or two sentences.
        notes: Show notes in Markdown.
        link: The episode's page; None where it has none of its own.
        explicit: None inherits from the show.
        number_display: How apps shall write the number; 32 characters.
        chapters, soundbites: The chapters in time order. In a `Production` as the host wrote them (time of
            the recording), in a `Release` as they are heard (time of the published file).
    """

    guid: str
    slug: Slug
    title: str
    date: datetime
    type: EpisodeType = EpisodeType.FULL
    number: int | None = None
    season: int | None = None
    summary: str = ""
    notes: str = ""
    link: str | None = None
    explicit: bool | None = None
    persons: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    block: bool = False
    number_display: str = ""
    season_name: str = ""
    funding: tuple[Funding, ...] = ()
    txt: tuple[Txt, ...] = ()
    license: License | None = None
    locations: tuple[Place, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()
    social: tuple[SocialInteract, ...] = ()
    value: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if self.date.tzinfo is None:
            raise ValueError(say("an episode's date needs a time zone"))
        require_short(self.number_display, DISPLAY_CHARACTERS)
        require_short(self.season_name)
        starts = [chapter.start_s for chapter in self.chapters]
        if starts != sorted(set(starts)):
            raise ValueError(say("chapters stand in time order, no two at the same moment"))


@dataclass(frozen=True, slots=True)
class TranscriptSource:
    """A transcript as the host has it.

    Attributes:
        speakers: Names in it, each with the one that is published in its place.
    """

    path: Path
    language: str
    speakers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TrackSource:
    """A recording, or one microphone's part of it."""

    file: Path
    name: str = ""

    @property
    def label(self) -> str:
        """What to call it: whose voice it is, or the file."""
        return self.name or self.file.name


@dataclass(frozen=True, slots=True)
class Production:
    """An episode and everything it is made from.

    Attributes:
        file: The episode.yaml.
        tracks: Of the recording: one, or one for each microphone.
        image: The episode's own cover; None uses the show's.
        mastering: The show's audio settings with the episode's own on top.
        chapter_images: The picture of each chapter, or None; empty where no chapter has one.
        recorded_chapters: Whether the chapters are the recording's own marks; None where the host wrote
            nothing about chapters at all.
    """

    episode: Episode
    file: Path
    tracks: tuple[TrackSource, ...]
    mastering: Mastering
    image: Path | None = None
    transcripts: tuple[TranscriptSource, ...] = ()
    draft: bool = False
    chapter_images: tuple[Path | None, ...] = ()
    recorded_chapters: bool | None = None

    def __post_init__(self) -> None:
        if self.chapter_images and len(self.chapter_images) != len(self.episode.chapters):
            raise ValueError(say("every chapter has a picture, or none, and there is no other"))
