"""Show and releases → every page of the web site, by its key; nothing is read, nothing is written.

A page knows what it is made from before it is made: whoever remembers its fingerprint need not make it again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
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
from podpub.site.told import (
    TEXTS,
    Archive,
    EmbedPage,
    EpisodePage,
    Listing,
    Nothing,
    Sitemap,
    TextPage,
    TranscriptPage,
    groups_of,
    home,
    neighbour,
    places_of,
    seasons_of,
)
from podpub.site.views import (
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
    from podpub.site.views import EpisodeView, ShowView

MARK = b"podpub"
"""What the beginning of everything that podpub writes there says: any other file is somebody else's."""

GONE, GONE_FOR_MACHINES = "gone.html", "gone.json"
"""The templates of a page that is no more."""

_DIGITS = 16


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
    seasons = seasons_of(entries)
    yield Page(HOME_KEY, "home.html", home(record, releases, listed, seasons))
    yield Page(ARCHIVE_KEY, "archive.html", Archive(tuple(groups_of(listed)), seasons, len(entries)))
    yield Page(SUBSCRIBE_KEY, "subscribing.html", Nothing())
    for name in TEXTS:
        if text := getattr(show, name):
            yield Page(f"{name}/index.html", "text.html", TextPage(name, text))
    if show.podlove:
        yield Page(PODLOVE_KEY, "podlove-config.json", Nothing())
    yield Page(MISSING_KEY, "missing.html", Nothing())
    yield Page(SITEMAP_KEY, "sitemap.xml", Sitemap(tuple(places_of(show, releases, entries))))
    yield Page(ROBOTS_KEY, "robots.txt", Nothing())
    yield Page(LLMS_KEY, "llms.txt", Listing(listed))
    around = (None, *entries, None)
    for number, one in enumerate(releases):
        following, previous = around[number], around[number + 2]
        told = EpisodePage(episode_view(one, record), neighbour(previous), neighbour(following))
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
