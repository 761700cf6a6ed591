"""RSS 2.0 itself, where feedgen's own tags are not what apps want, and the content namespace."""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from podpub.feed.legal import legal
from podpub.feed.table import Namespace, Tags, html, text
from podpub.markup import fit, to_html

if TYPE_CHECKING:
    from podpub.feed.item import Item
    from podpub.model import ShowRecord

# Apple and PSP-1, `description`: bytes, not characters.
_LIMIT_BYTES = 4000


def _about_the_show(record: ShowRecord) -> Tags:
    return html(fit(to_html(legal(record.show.description)), _LIMIT_BYTES))


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


RSS = Namespace(
    prefix="rss",
    uri="",
    channel=(("description", _about_the_show),),
    item=(
        ("description", _about_the_episode),
        ("pubDate", _date),
        ("category", _keywords),
    ),
)

CONTENT = Namespace(
    prefix="content",
    uri="http://purl.org/rss/1.0/modules/content/",
    channel=(),
    item=(("encoded", lambda item: html(_joined(item.notes, item.timestamps))),),
)
