"""Show and releases → every page of the web site, by its key; nothing is read, nothing is written.

A page knows what it is made from before it is made: whoever remembers its fingerprint need not make it again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from podpub.model import Site
from podpub.model.layout import (
    ARCHIVE_KEY,
    HOME_KEY,
    LLMS_KEY,
    MISSING_KEY,
    PODLOVE_KEY,
    ROBOTS_KEY,
    SITEMAP_KEY,
    SUBSCRIBE_KEY,
    embed_key,
    episode_page_key,
    is_static,
    oembed_key,
    podlove_key,
    transcript_page_key,
)
from podpub.site.theme import Theme, theme_of
from podpub.site.views import (
    EntryView,
    EpisodeView,
    ShowView,
    TranscriptView,
    entry_view,
    episode_view,
    heard_alone,
    show_view,
    told_elsewhere,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from podpub.model import Release, ShowRecord
    from podpub.site.speech import Spoken

MARK = b"podpub"
"""What the beginning of everything that podpub writes there says: any other file is somebody else's."""

GONE, GONE_FOR_MACHINES = "gone.html", "gone.json"
"""The templates of a page that is no more."""

_DIGITS = 16
_NEWEST = 12
_TEXTS = ("about", "imprint", "privacy")


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


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be made.

    Attributes:
        template: The file that makes it.
        told: A noun whose fields are what the template sees beside the show.
        texts: Keys of transcripts that it shows, too.
    """

    key: str
    template: str
    told: object
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Website:
    """All pages of a show.

    Attributes:
        pages: By key.
        gone: What stands at the key of a page that is no more.
    """

    show: ShowView
    theme: Theme
    pages: Mapping[str, Page] = field(repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, in an order in which no page leads to one that is not there yet."""
        return (*(self.theme.files if self.pages else ()), *reversed(tuple(self.pages)))

    def fingerprint(self, key: str) -> str:
        """Return a digest of everything that a page is made from."""
        if is_static(key):
            return ""
        told = f"{self.theme.print}{self.show!r}{self.page(key)!r}"
        return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:_DIGITS]

    def page(self, key: str) -> Page:
        """Return the page with a key; one that is not among them says that it is gone."""
        return self.pages.get(key) or _gone(key)

    def body(self, key: str, texts: Mapping[str, Spoken]) -> bytes:
        """Return the bytes of a page, or of a file beside the pages.

        Args:
            key: Which.
            texts: The transcripts that the page shows, by key.

        Raises:
            InvalidResultError: A template cannot make it.
        """
        from podpub.site.rendering import render  # noqa: PLC0415 - most runs make no page

        return self.theme.files.get(key) or render(self.page(key), self, texts)


def website(record: ShowRecord, releases: Iterable[Release], withdrawn: Iterable[Release] = ()) -> Website:
    """Return all pages of a show; none where it has no web site.

    Args:
        record: The show.
        releases: Those that are out.
        withdrawn: Those that were taken back: where a page of theirs may be, one says that it is gone.
    """
    site = record.show.site or Site()
    show, theme = show_view(record, site), theme_of(site, record.show.language)
    if record.show.site is None:
        return Website(show, theme, {})
    newest_first = sorted(releases, key=lambda one: (one.episode.date, one.episode.guid), reverse=True)
    gone = (_gone(key) for one in withdrawn for key in _keys_of(one, show))
    return Website(show, theme, {one.key: one for one in (*gone, *_pages(record, show, newest_first))})


def _gone(key: str) -> Page:
    """Return what stands in the place of a page that is no more."""
    return Page(key, GONE_FOR_MACHINES if key.endswith(".json") else GONE, Nothing())


def _keys_of(release: Release, show: ShowView) -> Iterator[str]:
    """Yield the keys of an episode's pages, as far as it may ever have had them."""
    slug = release.episode.slug
    yield from (episode_page_key(slug), oembed_key(slug), embed_key(slug))
    if release.transcripts or release.silenced:
        yield transcript_page_key(slug)
    if show.podlove:
        yield podlove_key(slug)


def _pages(record: ShowRecord, show: ShowView, releases: Sequence[Release]) -> Iterator[Page]:
    """Yield the pages, those first that lead to others."""
    entries = tuple(entry_view(one, record) for one in releases)
    listed = entries[::-1] if show.is_serial else entries
    seasons = _seasons(entries)
    yield Page(HOME_KEY, "home.html", _home(record, releases, listed, seasons))
    yield Page(ARCHIVE_KEY, "archive.html", Archive(tuple(_groups(listed)), seasons, len(entries)))
    yield Page(SUBSCRIBE_KEY, "subscribing.html", Nothing())
    for name in _TEXTS:
        if text := getattr(show, name):
            yield Page(f"{name}/index.html", "text.html", TextPage(name, text))
    if show.podlove:
        yield Page(PODLOVE_KEY, "podlove-config.json", Nothing())
    yield Page(MISSING_KEY, "missing.html", Nothing())
    yield Page(SITEMAP_KEY, "sitemap.xml", Sitemap(tuple(_places(show, releases, entries))))
    yield Page(ROBOTS_KEY, "robots.txt", Nothing())
    yield Page(LLMS_KEY, "llms.txt", Listing(listed))
    around = (None, *entries, None)
    for number, one in enumerate(releases):
        following, previous = around[number], around[number + 2]
        told = EpisodePage(episode_view(one, record), _neighbour(previous), _neighbour(following))
        yield Page(told.episode.key, "episode.html", told)
        yield from _beside(heard_alone(told.episode))
        if show.podlove:
            yield _podlove(told_elsewhere(told.episode))


def _beside(one: EpisodeView) -> Iterator[Page]:
    """Yield what the page of an episode leads to: the player for frames, and the transcript."""
    yield Page(one.oembed_key, "oembed.json", EmbedPage(one))
    yield Page(one.embed_key, "embed.html", EmbedPage(one))
    if one.reading:
        told = TranscriptPage(one, one.reading)
        yield Page(one.transcript_key, "transcript.html", told, (one.reading.key,))


def _podlove(one: EpisodeView) -> Page:
    """Return what Podlove's player reads of an episode."""
    return Page(one.podlove_key, "podlove.json", EmbedPage(one), (one.reading.key,) if one.reading else ())


def _home(
    record: ShowRecord, releases: Sequence[Release], listed: Sequence[EntryView], seasons: tuple[Season, ...]
) -> Home:
    first = (releases[-1] if record.show.type == "serial" else releases[0]) if releases else None
    featured = episode_view(first, record) if first else None
    return Home(featured, tuple(listed[:_NEWEST]), seasons, len(listed))


def _seasons(entries: Iterable[EntryView]) -> tuple[Season, ...]:
    """Return every season once, the newest first, by the name that its newest episode gives it."""
    names: dict[int, str] = {}
    for one in entries:
        if one.season is not None:
            names[one.season] = names.get(one.season) or one.season_name
    return tuple(Season(number, names[number]) for number in sorted(names, reverse=True))


def _groups(entries: Sequence[EntryView]) -> Iterator[Group]:
    """Put what stands together in parts: of seasons, or else of years."""
    names = {one.number: one for one in _seasons(entries)}
    for (season, year), part in groupby(entries, key=lambda one: _part(one, has_seasons=bool(names))):
        yield Group(names.get(season) if season is not None else None, year, tuple(part))


def _part(one: EntryView, *, has_seasons: bool) -> tuple[int | None, int | None]:
    return (one.season, None) if has_seasons and one.season is not None else (None, one.date.year)


def _neighbour(entry: EntryView | None) -> Neighbour | None:
    return Neighbour(entry.key, entry.title) if entry else None


def _places(
    show: ShowView, releases: Sequence[Release], entries: Sequence[EntryView]
) -> Iterator[tuple[str, str]]:
    days = [max(one.changed, one.episode.date).date().isoformat() for one in releases]
    yield HOME_KEY, max(days, default="")
    yield ARCHIVE_KEY, max(days, default="")
    yield SUBSCRIBE_KEY, ""
    for name in _TEXTS:
        if getattr(show, name):
            yield f"{name}/index.html", ""
    for entry, day in zip(entries, days, strict=True):
        if not entry.is_hidden:
            yield entry.key, day
