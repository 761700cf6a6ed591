"""An episode, as lists tell of it and as its own pages do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.model import EpisodeType
from podpub.model.layout import (
    embed_key,
    episode_page_key,
    oembed_key,
    podlove_key,
    transcript_page_key,
)
from podpub.site.views.parts import (
    CardView,
    card_view,
    cover_view,
    license_view,
    link_views,
    person_views,
    web_address,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from podpub.model import Chapter, Episode, Person, Release, ShowRecord
    from podpub.site.views.parts import CoverView, LinkView, PersonView

_TIMED = ("vtt", "srt")
_READABLE = (*_TIMED, "html", "txt")
_CARD_PX = (1200, 630)


@dataclass(frozen=True, slots=True)
class AudioView:
    """A file to listen to; `format` is what its name ends in."""

    key: str
    type: str
    bytes: int
    format: str


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """A transcript to fetch; `format` is what its name ends in."""

    key: str
    type: str
    language: str
    format: str

    @property
    def is_timed(self) -> bool:
        """Whether it says when everything is said."""
        return self.format in _TIMED


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A named point in time, in seconds; `image` is a key."""

    start_s: float
    title: str
    url: str | None
    image: str | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An episode in a list.

    Attributes:
        key: Its page's.
        number: As it shall be written; empty where it has none.
        season: Its number, and its name or nothing.
        kind: `full`, `trailer` or `bonus`.
        date: In the show's time zone.
    """

    slug: str
    key: str
    title: str
    number: str
    season: int | None
    season_name: str
    kind: str
    date: datetime
    duration_s: float
    summary: str
    is_explicit: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode, whole.

    Attributes:
        audio: The published file, then the same in other formats.
        notes: Markdown.
        cover: Its own, or the show's.
    """

    entry: EntryView
    guid: str
    notes: str
    audio: tuple[AudioView, ...]
    chapters: tuple[ChapterView, ...]
    transcripts: tuple[TranscriptView, ...]
    persons: tuple[PersonView, ...]
    cover: CoverView
    card: CardView
    tags: tuple[str, ...]
    funding: tuple[LinkView, ...]
    comments: tuple[LinkView, ...]
    license: LinkView | None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.entry.title

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return self.entry.duration_s

    @property
    def key(self) -> str:
        """Its page's."""
        return self.entry.key

    @property
    def reading(self) -> TranscriptView | None:
        """The transcript that stands on a page of its own: the first that people can read."""
        return next((one for one in self.transcripts if one.format in _READABLE), None)

    @property
    def transcript_key(self) -> str:
        """The key of that page."""
        return transcript_page_key(self.entry.slug)

    @property
    def embed_key(self) -> str:
        """The key of the page with nothing but the player."""
        return embed_key(self.entry.slug)

    @property
    def oembed_key(self) -> str:
        """The key of what tells others of that page."""
        return oembed_key(self.entry.slug)

    @property
    def podlove_key(self) -> str:
        """The key of what Podlove's player reads."""
        return podlove_key(self.entry.slug)


def entry_view(release: Release, record: ShowRecord) -> EntryView:
    """Return an episode as lists tell of it."""
    episode = release.episode
    return EntryView(
        slug=str(episode.slug),
        key=episode_page_key(episode.slug),
        title=episode.title,
        number=episode.number_display or ("" if episode.number is None else str(episode.number)),
        season=episode.season,
        season_name=episode.season_name,
        kind=str(episode.type or EpisodeType.FULL),
        date=episode.date.astimezone(record.show.zone),
        duration_s=release.enclosure.duration_s,
        summary=episode.summary,
        is_explicit=record.show.explicit if episode.explicit is None else episode.explicit,
        is_hidden=episode.block or record.show.block,
    )


def episode_view(release: Release, record: ShowRecord) -> EpisodeView:
    """Return an episode as its own page tells of it."""
    episode, show = release.episode, record.show
    is_own = release.image is not None
    cover = cover_view(release.image or record.image, release.pictures if is_own else record.pictures)
    drawn = CardView(release.card, *_CARD_PX) if release.card else None
    card = drawn or card_view(release.pictures) or (None if is_own else card_view(record.pictures))
    return EpisodeView(
        entry=entry_view(release, record),
        guid=episode.guid,
        notes=episode.notes,
        audio=tuple(AudioView(one.key, one.type, one.bytes, one.format) for one in release.enclosures),
        chapters=tuple(_chapters(episode.chapters)),
        transcripts=()
        if release.silenced
        else tuple(
            TranscriptView(one.key, one.type, one.language, one.extension) for one in release.transcripts
        ),
        persons=person_views(_everybody(episode, show.persons), record.public_url),
        cover=cover,
        card=card or CardView(cover.largest, cover.side_px, cover.side_px),
        tags=episode.tags,
        funding=tuple(link_views((one.url, one.text) for one in (*episode.funding, *show.funding))),
        comments=tuple(link_views((one.uri or "", one.account or "") for one in episode.social)),
        license=license_view(episode.license or show.license),
    )


def heard_alone(one: EpisodeView) -> EpisodeView:
    """Return an episode as its player tells of it, so that no other change changes that."""
    entry = replace(one.entry, summary="")
    return replace(told_elsewhere(one), entry=entry, persons=())


def told_elsewhere(one: EpisodeView) -> EpisodeView:
    """Return an episode without what only its own page tells."""
    return replace(one, notes="", tags=(), funding=(), comments=(), license=None)


def _everybody(episode: Episode, of_show: Iterable[Person]) -> tuple[Person, ...]:
    """Return the episode's people, and the show's hosts first where it names none of its own."""
    own = episode.persons
    if any(one.role == "host" for one in own):
        return own
    return (*(one for one in of_show if one.role == "host"), *own)


def _chapters(chapters: Iterable[Chapter]) -> Iterable[ChapterView]:
    for one in chapters:
        if one.toc:
            yield ChapterView(one.start_s, one.title, web_address(one.url), one.image)
