"""Show and releases → the bytes of the feed; nothing is read, nothing is written."""

from __future__ import annotations

from datetime import UTC
from functools import cache, lru_cache, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from podpub.feed.channel import Channel
from podpub.feed.conformance import NAMESPACES
from podpub.feed.item import Item
from podpub.feed.legal import writing
from podpub.feed.paging import former_page, pages
from podpub.feed.table import Extension
from podpub.model import say
from podpub.model.layout import public_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from podpub.model import Release, ShowRecord

_DECLARED = {space.prefix: space.uri for space in NAMESPACES if space.uri}
_BEGIN, _END = b"  <channel>\n", b"  </channel>\n</rss>\n"
_KEPT_ITEMS = 1 << 14  # some 100 MB, where a show has as many; a release renders its feed twice or more


def render(show: ShowRecord, releases: Iterable[Release], now: datetime) -> bytes:
    """Return the feed: RSS 2.0 in UTF-8 with what Apple and PSP-1 require and recommend.

    Releases whose date lies after `now`, or that were withdrawn, are left out, the others stand newest first.
    Where the show wants pages, those on older ones are left out, too.
    The bytes depend on nothing else: until the next release is due, any `now` gives the same ones. feedgen
    switches the process's locale for a moment, so no other thread should format texts by locale meanwhile.

    Raises:
        InvalidResultError: The show or an episode, named in the message, cannot be written as XML.
    """
    due = _due(releases, now)
    first, *_ = pages(due, show.show.episodes_per_page)
    return _document(Channel(show, [one for one in due if one.withdrawn is None], first))


def render_pages(show: ShowRecord, releases: Iterable[Release], now: datetime) -> dict[str, bytes]:
    """Return the older pages of the feed by their keys, the newest first; raises as `render` does."""
    _, *older = pages(_due(releases, now), show.show.episodes_per_page)
    return {page.key: _document(Channel(show, page.releases, page)) for page in older}


def render_former_page(
    show: ShowRecord, releases: Iterable[Release], key: str, *, older: str | None
) -> bytes:
    """Return a page that apps may still be turning, though the feed leads to it no longer.

    Its bytes depend on the show and on these releases alone, so that no other release makes it young again.
    """
    page = former_page(key, _newest_first(releases), older)
    return _document(Channel(show, page.releases, page))


def _due(releases: Iterable[Release], now: datetime) -> list[Release]:
    """Return what has come due, the newest first; also what was taken back."""
    return _newest_first(release for release in releases if release.episode.date <= now)


def _newest_first(releases: Iterable[Release]) -> list[Release]:
    ordered = sorted(releases, key=lambda release: release.episode.guid)
    ordered.sort(key=lambda release: release.episode.date, reverse=True)
    return ordered


def _document(channel: Channel) -> bytes:
    with writing(say("the show"), channel.record):
        head: bytes = _channel(channel).rss_str(pretty=True)
    items = (_item(release, channel.record) for release in channel.page.releases)
    return b"".join((head.removesuffix(_END), *items, _END))


def _channel(channel: Channel) -> Any:  # noqa: ANN401 - feedgen is untyped
    show = channel.show
    feed = FeedGenerator()
    feed.title(show.title.strip())
    feed.description(show.description)
    feed.link(href=show.link, rel="alternate")
    feed.language(show.language)
    feed.copyright(show.copyright)
    feed.generator(_generator())
    feed.docs("")
    feed.lastBuildDate(_last_change(channel.record, channel.releases))
    for space in NAMESPACES:
        feed.register_extension(space.prefix, partial(Extension, space, space.channel, channel), atom=False)
    return feed


@cache
def _generator() -> str:
    """Looking a version up takes as long as rendering a few episodes."""
    return f"podpub/{version('podpub')}"


@lru_cache(_KEPT_ITEMS)
def _item(release: Release, record: ShowRecord) -> bytes:
    """Return an item as it stands in the feed: written into a channel of its own, and cut out of it."""
    root = etree.Element("rss", nsmap=_DECLARED)
    with writing(say("episode {slug}", slug=release.episode.slug), release):
        etree.SubElement(root, "channel").append(_entry(Item(release, record)).rss_entry())
    alone = etree.tostring(root, pretty_print=True, encoding="UTF-8")
    return alone.partition(_BEGIN)[2].removesuffix(_END)


def _entry(item: Item) -> Any:  # noqa: ANN401 - feedgen is untyped
    enclosure = item.release.enclosure
    entry = FeedEntry()
    entry.title(item.episode.title.strip())
    entry.link(href=item.link)
    entry.guid(item.episode.guid, permalink=False)
    url = public_address(item.record.public_url, enclosure.key)
    entry.enclosure(url, str(enclosure.bytes), enclosure.type)
    for space in NAMESPACES:
        entry.register_extension(space.prefix, partial(Extension, space, space.item, item), atom=False)
    return entry


def _last_change(record: ShowRecord, due: Sequence[Release]) -> datetime:
    """Return when the feed last became another one: something was changed, or came due."""
    changes = [record.changed]
    for release in due:
        changes += [release.changed, release.episode.date]
    return max(changes).astimezone(UTC)
