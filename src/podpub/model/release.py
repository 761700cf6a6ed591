"""What lies in the storage for each released episode, and for the show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime  # noqa: TC003 - records are validated at run time
from typing import TypeVar

from podpub.model.audio import PLAIN, LoudnessReport, Mastering
from podpub.model.episode import Episode  # noqa: TC001
from podpub.model.format import Format
from podpub.model.layout import page_path, public_address
from podpub.model.message import say
from podpub.model.picture import PictureFile  # noqa: TC001
from podpub.model.show import Show  # noqa: TC001
from podpub.model.timeline import Timeline  # noqa: TC001

_TIMED = frozenset({"json", "srt", "vtt"})


def release_id(guid: str) -> str:
    """Return the storage-safe id of an episode: 32 hexadecimal digits of its GUID's SHA-256."""
    return hashlib.sha256(guid.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The published file as it lies in the storage; `duration_s` is exact, not rounded."""

    key: str
    bytes: int
    type: str
    duration_s: float
    sha256: str

    @property
    def format(self) -> Format:
        """How the sound in it is written, as its key tells."""
        return Format.of(self.key)


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A published transcript: storage key, MIME type, language."""

    key: str
    type: str
    language: str

    @property
    def extension(self) -> str:
        """What its key ends in, without the dot."""
        return self.key.rpartition(".")[2]

    @property
    def is_timed(self) -> bool:
        """Whether it says when everything is said."""
        return self.extension in _TIMED


@dataclass(frozen=True, slots=True)
class Inputs:
    """Fingerprints of what a release was made from: equal inputs need no new work.

    Attributes:
        recording, intro, outro: SHA-256 of the files.
        settings: The mastering settings.
        tags: The texts, chapters and cover that are written into the file.
        texts: Everything that is told beside the file: notes, persons, transcripts and so on.
    """

    recording: str
    intro: str | None
    outro: str | None
    settings: str
    tags: str
    texts: str

    @property
    def sound(self) -> tuple[str | None, ...]:
        """What decides how the episode sounds."""
        return self.recording, self.intro, self.outro, self.settings


@dataclass(frozen=True, slots=True)
class Release:
    """The record of a released episode, the source of truth for feed and pages.

    Attributes:
        episode: As published: chapters in the time of the published file.
        image: Storage key of the episode's own cover.
        pictures: That cover in every size that is published, itself the first.
        image_source: SHA-256 of the file that they were made of.
        alternates: The same sound in other formats.
        timeline: How the recording's time became the published file's.
        tools: Name and version of every tool that shaped the audio.
        changed: When this record last said something new (UTC).
        withdrawn: Since when it is no longer published (UTC); None while it is.
        silenced: Whether another file lies in the place of its audio since then.
        restored_from: SHA-256 of the enclosure that a restored folder has for its recording, where it is no
            longer the present one.
        chapters_file: Storage key of the chapters as JSON.
        mastering: What the sound was made with, but for intro and outro: only their digests are known.
        instead_of: When the record was written whose place this one took; None for the first.
        card: Storage key of the picture that others show beside a link to the episode's web page.
        card_source: Fingerprint of what that was drawn from.
    """

    episode: Episode
    enclosure: Enclosure
    loudness: LoudnessReport
    timeline: Timeline
    inputs: Inputs
    tools: tuple[tuple[str, str], ...]
    changed: datetime
    image: str | None = None
    transcripts: tuple[TranscriptFile, ...] = ()
    alternates: tuple[Enclosure, ...] = ()
    withdrawn: datetime | None = None
    silenced: bool = False
    restored_from: str | None = None
    chapters_file: str | None = None
    pictures: tuple[PictureFile, ...] = ()
    image_source: str | None = None
    mastering: Mastering = PLAIN
    instead_of: datetime | None = None
    card: str | None = None
    card_source: str | None = None

    def __post_init__(self) -> None:
        _require_no_files(self.mastering)

    @property
    def id(self) -> str:
        """The record's name in the storage."""
        return release_id(self.episode.guid)

    @property
    def file_keys(self) -> tuple[str, ...]:
        """The storage key of every file that the record names."""
        pictures = (one.key for one in self.pictures)
        sounds = (one.key for one in self.enclosures)
        named = dict.fromkeys((self.image, self.card, *pictures, *self.companion_keys, *sounds))
        return tuple(key for key in named if key)

    @property
    def companion_keys(self) -> tuple[str, ...]:
        """The storage key of every file that is about the sound: transcripts, chapters and their pictures."""
        chapters = (self.chapters_file, *dict.fromkeys(one.image for one in self.episode.chapters))
        return tuple(key for key in (*(one.key for one in self.transcripts), *chapters) if key)

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """Every file of the sound: the enclosure, then its alternates."""
        return self.enclosure, *self.alternates


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """The show as published: what the feed's channel is made from.

    Attributes:
        image: Storage key of the cover.
        public_url: Where the storage is seen from outside; ends with a slash.
        changed: When this record last said something new (UTC).
        pictures: The cover in every size that is published, itself the first.
        image_source: SHA-256 of the file that they were made of.
        audio: How episodes are mastered, but for intro and outro.
        instead_of: When the record was written whose place this one took; None for the first.
    """

    show: Show
    image: str
    public_url: str
    changed: datetime
    pictures: tuple[PictureFile, ...] = ()
    image_source: str | None = None
    audio: Mastering = PLAIN
    instead_of: datetime | None = None

    def __post_init__(self) -> None:
        _require_no_files(self.audio)

    @property
    def file_keys(self) -> tuple[str, ...]:
        """The storage key of every file that the record names."""
        return tuple(dict.fromkeys((self.image, *(one.key for one in self.pictures))))

    def page_address(self, key: str) -> str:
        """Return the address of a web page; nothing where the show has no web site."""
        if self.show.site is None:
            return ""
        return public_address(self.public_url, page_path(key, pretty=self.show.site.pretty_urls))


AnyRecord = TypeVar("AnyRecord", Release, ShowRecord)


def says_the_same(one: AnyRecord, other: AnyRecord) -> bool:
    """Tell whether two records say the same, whenever they were written, and in the place of what."""
    return replace(one, changed=other.changed, instead_of=other.instead_of) == other


def _require_no_files(mastering: Mastering) -> None:
    """Refuse what is a path on somebody's disk."""
    if mastering.intro or mastering.outro:
        raise ValueError(say("a record names no files but those in the storage"))
