"""What a template sees: frozen nouns made of records, without a word in any language and without HTML.

Files are named by their keys; a template asks for the way to one (`link`) or for its address (`address`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.markup import in_ascii
from podpub.model import EpisodeType
from podpub.model.layout import (
    FEED_KEY,
    embed_key,
    episode_page_key,
    oembed_key,
    page_path,
    podlove_key,
    public_address,
    transcript_page_key,
)
from podpub.site.subscribing import subscriptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from podpub.model import Chapter, Episode, Person, PictureFile, Release, ShowRecord, Site
    from podpub.site.subscribing import Subscription

_UNKNOWN_PX = 1400
_LOCK_SCREEN_PX = 512
_TIMED = ("vtt", "srt")
_READABLE = (*_TIMED, "html", "txt")
_CARD_PX = (1200, 630)
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class CoverView:
    """A square picture: the key of its smallest size, of every size with its width, and of the largest."""

    key: str
    sizes: tuple[tuple[str, int], ...]
    largest: str
    side_px: int

    @property
    def middle(self) -> tuple[str, int]:
        """The key and the side of the smallest that is large enough for a lock screen."""
        enough = (one for one in self.sizes if one[1] >= _LOCK_SCREEN_PX)
        return next(enough, (self.largest, self.side_px))


@dataclass(frozen=True, slots=True)
class CardView:
    """A picture that others show beside a link."""

    key: str
    width: int
    height: int


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
class PersonView:
    """Somebody who can be heard; `image` is a key, for a picture of anybody else's is not shown."""

    name: str
    role: str
    url: str | None
    image: str | None

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = [word for word in self.name.split() if word[0].isalnum()] or [self.name[:1]]
        return "".join(dict.fromkeys((words[0][:1], words[-1][:1]))).upper()


@dataclass(frozen=True, slots=True)
class LinkView:
    """A way out: where to, and what it says; empty, the template knows."""

    url: str
    text: str


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
    is_explicit: bool

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


@dataclass(frozen=True, slots=True)
class ShowView:
    """The show, as every page knows it.

    Attributes:
        public_url: Where its storage is seen from outside; ends with a slash.
        link: The page that the host calls the show's.
        description, about, imprint, privacy: Markdown.
        is_serial: Whether it wants to be heard in order.
        is_hidden: Whether it shall not be found by search engines.
        podlove: Where the files of Podlove's player lie, if the show uses it.
        subscriptions: How to subscribe in each app.
    """

    title: str
    description: str
    author: str
    language: str
    public_url: str
    link: str
    cover: CoverView
    card: CardView
    persons: tuple[PersonView, ...]
    categories: tuple[str, ...]
    copyright: str
    funding: tuple[LinkView, ...]
    license: LinkView | None
    about: str
    imprint: str
    privacy: str
    is_serial: bool
    is_explicit: bool
    is_hidden: bool
    is_pretty: bool
    remembers_position: bool
    subscriptions: tuple[Subscription, ...]
    podlove: str | None

    def address(self, key: str) -> str:
        """Return the whole address of a page or a file, for those who are elsewhere."""
        return public_address(self.public_url, page_path(key, pretty=self.is_pretty))

    @property
    def is_rtl(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language.lower().partition("-")[0] in _RIGHT_TO_LEFT


_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def show_view(record: ShowRecord, site: Site) -> ShowView:
    """Return a show as its pages tell of it."""
    show = record.show
    cover = _cover(record.image, record.pictures)
    return ShowView(
        title=show.title,
        description=show.description,
        author=show.author,
        language=show.language,
        public_url=record.public_url,
        link=_web(show.link) or record.public_url,
        cover=cover,
        card=_card(record.pictures) or CardView(cover.largest, cover.side_px, cover.side_px),
        persons=_persons(show.persons, record.public_url),
        categories=tuple(str(one) for one in show.categories),
        copyright=show.copyright or "",
        funding=tuple(_links((one.url, one.text) for one in show.funding)),
        license=_license(show),
        about=site.about,
        imprint=site.imprint,
        privacy=site.privacy,
        is_serial=show.type == "serial",
        is_explicit=show.explicit,
        is_hidden=show.block,
        is_pretty=site.pretty_urls,
        remembers_position=site.remember_position,
        subscriptions=subscriptions(
            show.new_feed_url or public_address(record.public_url, FEED_KEY),
            show.title,
            show.guid,
            show.directories,
        ),
        podlove=site.podlove,
    )


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
        is_hidden=episode.block or record.show.block,
    )


def episode_view(release: Release, record: ShowRecord) -> EpisodeView:
    """Return an episode as its own page tells of it."""
    episode, show = release.episode, record.show
    is_own = release.image is not None
    cover = _cover(release.image or record.image, release.pictures if is_own else record.pictures)
    drawn = CardView(release.card, *_CARD_PX) if release.card else None
    card = drawn or _card(release.pictures) or (None if is_own else _card(record.pictures))
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
        persons=_persons(_everybody(episode, show.persons), record.public_url),
        cover=cover,
        card=card or CardView(cover.largest, cover.side_px, cover.side_px),
        tags=episode.tags,
        funding=tuple(_links((one.url, one.text) for one in (*episode.funding, *show.funding))),
        comments=tuple(_links((one.uri or "", one.account or "") for one in episode.social)),
        license=_license(episode) or _license(show),
        is_explicit=show.explicit if episode.explicit is None else episode.explicit,
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


def _cover(image: str, pictures: Iterable[PictureFile]) -> CoverView:
    squares = sorted((one.width, one.key) for one in pictures if one.width == one.height)
    if not squares:
        return CoverView(image, (), image, _UNKNOWN_PX)
    sizes = tuple((key, width) for width, key in squares)
    side_px, largest = squares[-1]
    return CoverView(sizes[0][0], sizes, largest, side_px)


def _card(pictures: Iterable[PictureFile]) -> CardView | None:
    wide = (CardView(one.key, one.width, one.height) for one in pictures if one.width > one.height)
    return next(wide, None)


def _chapters(chapters: Iterable[Chapter]) -> Iterable[ChapterView]:
    for one in chapters:
        if one.toc:
            yield ChapterView(one.start_s, one.title, _web(one.url), one.image)


def _persons(persons: Iterable[Person], public_url: str) -> tuple[PersonView, ...]:
    return tuple(
        PersonView(one.name, one.role, _web(one.url), _own_key(one.image, public_url)) for one in persons
    )


def _own_key(url: str | None, public_url: str) -> str | None:
    """Return the key of a file that lies in the storage; None for one of anybody else's."""
    return url.removeprefix(public_url) if url and url.startswith(public_url) else None


def _license(noun: Episode | object) -> LinkView | None:
    license_ = getattr(noun, "license", None)
    return LinkView(_web(license_.url) or "", license_.name) if license_ else None


def _links(told: Iterable[tuple[str, str]]) -> Iterable[LinkView]:
    seen = set()
    for url, text in told:
        address = _web(url)
        if address and address not in seen:
            seen.add(address)
            yield LinkView(address, text)


def _web(url: str | None) -> str | None:
    """Return an address of the web, in ASCII; None for `javascript:` and whatever else is none."""
    return in_ascii(url) if url and url.lower().startswith(_WEB) else None
