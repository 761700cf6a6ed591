"""RSS 2.0 itself, where feedgen's own tags are not what apps want, and the content namespace."""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from podpub.feed.legal import legal
from podpub.feed.table import Namespace, Row, Tags, Told, html, text
from podpub.markup import fit, to_html

if TYPE_CHECKING:
    from podpub.feed.channel import Channel
    from podpub.feed.item import Item

# Apple and PSP-1, `description`: bytes, not characters.
_LIMIT_BYTES = 4000


def _about_the_show(channel: Channel) -> Tags:
    return html(fit(to_html(legal(channel.show.description)), _LIMIT_BYTES))


def _about_the_episode(item: Item) -> Tags:
    """The notes, cut where they are too long, and the chapters, which are of use only as a whole."""
    marks = item.timestamps
    room = _LIMIT_BYTES - len(marks.encode()) - len("\n")
    if not marks or room < 0:
        return html(fit(item.notes, _LIMIT_BYTES))
    return html(_joined(fit(item.notes, room), marks))


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _date(item: Item) -> Tags:
    """RFC 2822 in UTC; written here because feedgen switches the process's locale for each date."""
    return text(format_datetime(item.episode.date.astimezone(UTC)))


def _keywords(item: Item) -> Tags:
    return [tag for keyword in item.episode.tags for tag in text(keyword)]


_ALL = "all directories and apps"
_SOURCE = "RSS 2.0; Apple, A Podcaster's Guide to RSS; PSP-1"

RSS = Namespace(
    prefix="rss",
    uri="",
    channel=(Row("description", "`description:`, to 4000 bytes", _ALL, _SOURCE, _about_the_show),),
    item=(
        Row("description", "`summary:`, `notes:`, to 4000 bytes", _ALL, _SOURCE, _about_the_episode),
        Row("pubDate", "`date:`", _ALL, _SOURCE, _date),
        Row("category", "`tags:`", "readers of RSS", "RSS 2.0", _keywords),
    ),
)

CONTENT = Namespace(
    prefix="content",
    uri="http://purl.org/rss/1.0/modules/content/",
    channel=(),
    item=(
        Row(
            "encoded",
            "`summary:`, `notes:`, whole; `chapters_in_notes:`",
            "Spotify, AntennaPod, gPodder",
            "RSS 1.0 content module; RSS Advisory Board, best practices",
            lambda item: html(_joined(item.notes, item.timestamps)),
        ),
    ),
)

# What feedgen writes as it should be
CHANNEL_OF_FEEDGEN = (
    Told("title", "`title:`", _ALL, _SOURCE),
    Told("link", "`link:`", _ALL, _SOURCE),
    Told("language", "`language:`", _ALL, _SOURCE),
    Told("copyright", "`copyright:`", "Apple Podcasts", _SOURCE),
    Told("generator", "podpub and its version", "directories, for their statistics", "RSS 2.0"),
    Told("lastBuildDate", "the records: the last change", "readers of RSS", "RSS 2.0"),
)
ITEM_OF_FEEDGEN = (
    Told("title", "`title:`", _ALL, _SOURCE),
    Told("link", "`link:`, or the show's", _ALL, _SOURCE),
    Told("guid", "`guid:`", _ALL, _SOURCE),
    Told("enclosure", "the record: the published file", _ALL, _SOURCE),
)
