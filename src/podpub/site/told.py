"""What each kind of page tells beside the show: nouns whose fields are what its template sees."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from podpub.model.layout import ARCHIVE_KEY, HOME_KEY, SUBSCRIBE_KEY
from podpub.site.views import EntryView, EpisodeView, ShowView, TranscriptView, episode_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from podpub.model import Release, ShowRecord

TEXTS = ("about", "imprint", "privacy")
"""Pages of the host's own words."""

_NEWEST = 12


@dataclass(frozen=True, slots=True)
class Season:
    """What a list can be narrowed to."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The episode before, or after."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the archive: a season, or a year where the show has no seasons."""

    season: Season | None
    year: int | None
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page tells; `entries` are the newest, or the first where the show is a serial."""

    featured: EpisodeView | None
    entries: tuple[EntryView, ...]
    seasons: tuple[Season, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Archive:
    """What the list of all episodes tells."""

    groups: tuple[Group, ...]
    seasons: tuple[Season, ...]
    count: int


@dataclass(frozen=True, slots=True)
class EpisodePage:
    """What the page of an episode tells."""

    episode: EpisodeView
    previous: Neighbour | None
    following: Neighbour | None


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """What the page with an episode's transcript tells."""

    episode: EpisodeView
    transcript: TranscriptView


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """What others show of an episode."""

    episode: EpisodeView


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of the host's own words; `name` says which."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Every page that search engines shall know, with the day of its last change, or nothing."""

    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """All episodes, for machines."""

    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """A page that tells nothing of the show's episodes."""


def home(
    record: ShowRecord, releases: Sequence[Release], listed: Sequence[EntryView], seasons: tuple[Season, ...]
) -> Home:
    """Return what the first page tells; `listed` is in the order in which lists show it."""
    first = (releases[-1] if record.show.type == "serial" else releases[0]) if releases else None
    featured = episode_view(first, record) if first else None
    return Home(featured, tuple(listed[:_NEWEST]), seasons, len(listed))


def seasons_of(entries: Iterable[EntryView]) -> tuple[Season, ...]:
    """Return every season once, the newest first, by the name that its newest episode gives it."""
    names: dict[int, str] = {}
    for one in entries:
        if one.season is not None:
            names[one.season] = names.get(one.season) or one.season_name
    return tuple(Season(number, names[number]) for number in sorted(names, reverse=True))


def groups_of(entries: Sequence[EntryView]) -> Iterator[Group]:
    """Put what stands together in parts: of seasons, or else of years."""
    names = {one.number: one for one in seasons_of(entries)}
    for (season, year), part in groupby(entries, key=lambda one: _part(one, has_seasons=bool(names))):
        yield Group(names.get(season) if season is not None else None, year, tuple(part))


def _part(one: EntryView, *, has_seasons: bool) -> tuple[int | None, int | None]:
    return (one.season, None) if has_seasons and one.season is not None else (None, one.date.year)


def neighbour(entry: EntryView | None) -> Neighbour | None:
    """Return an episode as a link to it."""
    return Neighbour(entry.key, entry.title) if entry else None


def places_of(
    show: ShowView, releases: Sequence[Release], entries: Sequence[EntryView]
) -> Iterator[tuple[str, str]]:
    """Yield every page that search engines shall know, with the day of its last change."""
    days = [max(one.changed, one.episode.date).date().isoformat() for one in releases]
    yield HOME_KEY, max(days, default="")
    yield ARCHIVE_KEY, max(days, default="")
    yield SUBSCRIBE_KEY, ""
    for name in TEXTS:
        if getattr(show, name):
            yield f"{name}/index.html", ""
    for entry, day in zip(entries, days, strict=True):
        if not entry.is_hidden:
            yield entry.key, day
