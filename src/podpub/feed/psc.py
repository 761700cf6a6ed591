"""Podlove Simple Chapters 1.2 (podlove.org/simple-chapters): chapters in the feed, as Spotify reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Row, Tag, Tags
from podpub.model.chapter import listed
from podpub.model.clock import clock
from podpub.model.layout import public_address

if TYPE_CHECKING:
    from podpub.feed.item import Item
    from podpub.model import Chapter


def _chapters(item: Item) -> Tags:
    """Hidden chapters are left out: this form knows none."""
    marks = listed(item.episode.chapters)
    if not marks:
        return ()
    return (
        Tag(
            attributes={"version": "1.2"},
            children=tuple(("chapter", _chapter(one, item.record.public_url)) for one in marks),
        ),
    )


def _chapter(chapter: Chapter, public_url: str) -> Tag:
    image = public_address(public_url, chapter.image) if chapter.image else None
    return Tag(
        attributes={
            "start": clock(chapter.start_s),
            "title": chapter.title,
            "href": chapter.url,
            "image": image,
        }
    )


PSC = Namespace(
    prefix="psc",
    uri="http://podlove.org/simple-chapters",
    channel=(),
    item=(
        Row(
            "chapters",
            "`chapters:`, but for hidden ones",
            "Spotify, AntennaPod, gPodder, Podlove's player",
            "Podlove Simple Chapters 1.2",
            _chapters,
        ),
    ),
)
