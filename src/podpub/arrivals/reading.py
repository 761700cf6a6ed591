"""A feed, whoever wrote it → the show and its episodes as podpub keeps them, and all that stays behind."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from podpub.arrivals.channel import CHANNEL, spotify
from podpub.arrivals.chapters import Contents
from podpub.arrivals.dates import moment
from podpub.arrivals.draft import Draft, read_into
from podpub.arrivals.identity import another, computed_guid, folder, is_own_page
from podpub.arrivals.item import ITEM
from podpub.arrivals.nouns import Arrival, ArrivedEpisode, Loss, Sound
from podpub.arrivals.words import address, plain
from podpub.model import (
    PLAIN_SITE,
    Category,
    Element,
    Episode,
    EpisodeType,
    Medium,
    Notify,
    Show,
    ShowType,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from podpub.model import FeedText, Slug

_SHARED = ("funding", "txt", "locations", "social", "value", "persons")
_TIMELESS = datetime(1990, 1, 1, tzinfo=UTC)
_BEFORE = timedelta(minutes=1)
_TITLE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a feed came from, and what no feed tells.

    Attributes:
        url: Its address, after all redirects; empty for a file.
        timezone: Of the show, for the dates to come.
        language: Where the feed names none.
    """

    url: str
    timezone: str
    language: str = "en"


def next_page(feed: FeedText, url: str) -> str:
    """Return the address of the page with older episodes (RFC 5005, 3 and 4); empty where none is."""
    draft = Draft()
    read_into(draft, feed.channel, {"atom:link": CHANNEL["atom:link"]})
    written = draft.get("next", "")
    return urljoin(url, written) if written else ""


def read_arrival(pages: Sequence[FeedText], origin: Origin) -> Arrival:
    """Return the show that a feed tells of; the first of its pages tells about the show itself.

    Nothing is fetched. What podpub cannot keep, or had to change, is among the losses.
    """
    draft = Draft()
    read_into(draft, pages[0].channel, CHANNEL)
    _stay_here(draft, pages[0].channel, origin)
    show = _show(draft, pages[0].channel, origin)
    draft.values["changed"] = _last_change(pages[0].channel)
    gathering = _Gathering(draft, show)
    for page in pages:
        gathering.take(page)
    episodes = tuple(gathering.episodes)
    show = replace(show, site=replace(PLAIN_SITE, pretty_urls=gathering.pretty_urls))
    _strange_trailers(draft, episodes)
    return Arrival(
        show=show,
        image=draft.get("image"),
        episodes=episodes,
        losses=(*draft.losses, *gathering.losses),
        own=tuple(sorted(draft.own | gathering.own)),
    )


def _show(draft: Draft, channel: Element, origin: Origin) -> Show:
    title = _known(draft, channel, "title", "Podcast")
    own = draft.get("self", "") if _is_whole(draft.get("self", "")) else origin.url
    link = draft.get("link") or _home(own)
    if "link" not in draft.values:
        draft.lose(channel, say("the feed names no web page; `link:` was made up"), link)
    author = draft.get("author") or (draft.get("owner").name if draft.get("owner") else "")
    if not author:
        draft.lose(channel, say("the feed names no author; `author:` was made up"), title)
    return Show(
        title=title,
        description=_known(draft, channel, "description", title),
        link=link,
        language=_known(draft, channel, "language", origin.language),
        author=author or title,
        categories=draft.list("categories") or _no_category(draft, channel),
        guid=draft.get("guid") or computed_guid(own or link),
        timezone=origin.timezone,
        explicit=draft.get("explicit", default=False),
        type=draft.get("type", ShowType.EPISODIC),
        owner=draft.get("owner"),
        copyright=draft.get("copyright"),
        locked=draft.get("locked", default=True),
        new_feed_url=draft.get("new_feed_url"),
        block=draft.get("block", default=False),
        complete=draft.get("complete", default=False),
        notify=Notify(draft.get("websub"), draft.get("podping", default=False)),
        medium=draft.get("medium", Medium.PODCAST),
        license=draft.get("license"),
        update_frequency=draft.get("update_frequency"),
        podroll=draft.list("podroll"),
        blocked_services=draft.list("blocked_services"),
        allowed_services=draft.list("allowed_services"),
        spotify=spotify(draft),
        **_shared(draft),
    )


def _shared(draft: Draft) -> dict[str, Any]:
    return {key: draft.list(key) for key in _SHARED}


def _stay_here(draft: Draft, channel: Element, origin: Origin) -> None:
    """Leave out that the feed lies where it does: a show that moves in would send everybody back there."""
    there = draft.get("new_feed_url")
    if there and there in (origin.url, draft.get("self")):
        del draft.values["new_feed_url"]
        draft.lose(
            channel, say("it is the old feed's own address, and would lead subscribers back there"), there
        )


def _is_whole(url: str) -> bool:
    try:
        return bool(address(url))
    except ValueError:
        return False


def _last_change(channel: Element) -> datetime:
    """Return when a feed says that it was written, for episodes without a date."""
    for name in ("pubDate", "lastBuildDate"):
        with suppress(ValueError):
            return moment(channel.said(name))
    return _TIMELESS


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if _is_whole(url) else "https://example.org/"


def _known(draft: Draft, channel: Element, key: str, instead: str) -> Any:  # noqa: ANN401 - whatever the field takes
    if draft.get(key) is None:
        draft.lose(channel, say("the feed has none; `{key}:` was made up", key=key), instead)
    return draft.get(key) or instead


def _no_category(draft: Draft, channel: Element) -> tuple[Category, ...]:
    made_up = Category("Society & Culture")
    draft.lose(channel, say("the feed has no category that directories know; one was made up"), str(made_up))
    return (made_up,)


class _Gathering:
    """Takes in the items of one page after the other."""

    def __init__(self, channel: Draft, show: Show) -> None:
        self.episodes: list[ArrivedEpisode] = []
        self.losses: list[Loss] = []
        self.own: set[str] = set()
        self.pretty_urls = True
        self._channel = channel
        self._show = show
        self._pages: dict[str, int] = {}
        self._slugs: set[Slug] = set()
        self._last = channel.get("changed", _TIMELESS)
        self._page = 0

    def take(self, page: FeedText) -> None:
        """Take in all items of a page but those that were there."""
        self._page += 1
        for item, draft in self._drafts(page):
            guid, sound = _guid_of(draft, item), draft.get("sound")
            if guid is None:
                draft.lose(item, say("it has no enclosure, so it is no episode"), draft.title)
            elif guid not in self._pages:
                self._pages[guid] = self._page
                self.episodes.append(self._episode(item, draft, guid))
            elif self._pages[guid] == self._page:
                where = sound.url if sound else draft.title
                draft.lose(item, say("another episode has its GUID, and apps show only one of them"), where)
            else:
                continue
            self.losses += draft.losses
            self.own |= draft.own

    def _drafts(self, page: FeedText) -> Iterator[tuple[Element, Draft]]:
        owner = self._show.owner
        for item in page.items:
            title = plain(item.said("title"))
            draft = Draft(title[:_TITLE_CHARACTERS] or say("an episode without a title"))
            draft.values |= {"author": self._show.author, "owner_mail": owner.email if owner else None}
            read_into(draft, item, ITEM)
            yield item, draft

    def _episode(self, item: Element, draft: Draft, guid: str) -> ArrivedEpisode:
        title = draft.get("title")
        if title is None:
            title = f"{draft.get('date', self._last):%Y-%m-%d}"
            draft.lose(item, say("it has no title; its date was taken"), title)
        if draft.get("date") is None:
            draft.lose(
                item, say("it has no date; one just before that of the episode above it was taken"), title
            )
        date = draft.get("date") or self._last - _BEFORE
        self._last = date
        sound, contents = draft.get("sound"), draft.get("chapters", Contents())
        slug = another(folder(title, date, draft.get("number"), draft.get("season"), sound.url), self._slugs)
        self._slugs.add(slug)
        chapters_file = draft.get("chapters_file")
        sounds = (sound, *self._alternates(draft))
        return ArrivedEpisode(
            episode=replace(self._told(draft, guid, title, date, slug), chapters=contents.chapters),
            sounds=sounds,
            image=draft.get("image") if draft.get("image") != self._channel.get("image") else None,
            chapters=address(chapters_file.attributes["url"]) if chapters_file else None,
            chapter_images=contents.images,
            transcripts=draft.list("transcripts"),
            line=item.line,
        )

    def _told(self, draft: Draft, guid: str, title: str, date: datetime, slug: Slug) -> Episode:
        number, season = draft.get("number"), draft.get("season")
        link = draft.get("link") or draft.get("permalink")
        is_own = link is not None and is_own_page(link, draft.get("sound").url)
        self.pretty_urls &= not is_own or str(link).endswith("/")
        explicit = draft.get("explicit")
        return Episode(
            guid=guid,
            slug=slug,
            title=title,
            date=date,
            type=draft.get("type", EpisodeType.FULL),
            number=number,
            season=season,
            summary=draft.get("summary", ""),
            notes=draft.get("notes") or "",
            link=None if is_own or link == self._show.link else link,
            explicit=None if explicit == self._show.explicit else explicit,
            tags=draft.list("tags"),
            block=draft.get("block", default=False),
            number_display=draft.get("number_display", "") if number else "",
            season_name=draft.get("season_name", "") if season else "",
            license=draft.get("license"),
            soundbites=draft.list("soundbites"),
            **_shared(draft),
        )

    def _alternates(self, draft: Draft) -> Iterator[Sound]:
        """Yield the other forms of the sound: one of each format, as far as podpub publishes it."""
        taken = {draft.get("sound").format}
        for sound, element in draft.list("alternates"):
            if sound.format is None or sound.format in taken:
                draft.lose(element, say("podpub publishes one file of each of its formats"), sound.url)
            else:
                taken.add(sound.format)
                yield sound


def _guid_of(draft: Draft, item: Element) -> str | None:
    """Return an episode's GUID; where a feed has none, apps take the address of the enclosure (Apple)."""
    sound = draft.get("sound")
    if sound is None:
        return None
    guid: str | None = draft.get("guid")
    if guid is None:
        draft.lose(
            item, say("it has no GUID; apps take the address of its enclosure, and so did podpub"), sound.url
        )
    return guid or sound.url


def _strange_trailers(draft: Draft, episodes: Sequence[ArrivedEpisode]) -> None:
    """Tell of trailers that are no episode: podpub names those that are."""
    known = {sound.url for one in episodes for sound in one.sounds}
    for trailer in draft.list("trailers"):
        if trailer.attributes.get("url", "").strip() not in known:
            draft.lose(trailer, say("it is no episode of the feed, and podpub names trailers that are"))
