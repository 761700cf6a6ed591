"""Apple's namespace, which every app reads (A Podcaster's Guide to RSS).

feedgen's own extension knows no `explicit` of true or false and drops covers by their file name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Tag, Tags, text, when
from podpub.model.layout import public_address

if TYPE_CHECKING:
    from podpub.feed.item import Item
    from podpub.model import Category, ShowRecord


def _cover(record: ShowRecord) -> Tags:
    return (Tag(attributes={"href": public_address(record.public_url, record.image)}),)


def _own_cover(item: Item) -> Tags:
    if item.release.image is None:
        return ()
    return (Tag(attributes={"href": public_address(item.record.public_url, item.release.image)}),)


def _categories(record: ShowRecord) -> Tags:
    return map(_category, record.show.categories)


def _category(category: Category) -> Tag:
    sub = (("category", Tag(attributes={"text": category.sub})),) if category.sub else ()
    return Tag(attributes={"text": category.name}, children=sub)


def _owner(record: ShowRecord) -> Tags:
    owner = record.show.owner
    return (Tag(children=(("name", Tag(owner.name)), ("email", Tag(owner.email)))),) if owner else ()


def _new_feed(record: ShowRecord) -> Tags:
    return text(record.show.new_feed_url or "")


def _explicit(subject_is_explicit: bool) -> Tags:  # noqa: FBT001 - the tag's whole content
    return text("true" if subject_is_explicit else "false")


ITUNES = Namespace(
    prefix="itunes",
    uri="http://www.itunes.com/dtds/podcast-1.0.dtd",
    channel=(
        ("author", lambda record: text(record.show.author)),
        ("image", _cover),
        ("category", _categories),
        ("explicit", lambda record: _explicit(record.show.explicit)),
        ("type", lambda record: text(record.show.type)),
        ("owner", _owner),
        ("new-feed-url", _new_feed),
        ("block", lambda record: when(record.show.block, "Yes")),
        ("complete", lambda record: when(record.show.complete, "Yes")),
    ),
    item=(
        ("duration", lambda item: text(round(item.release.enclosure.duration_s))),
        ("image", _own_cover),
        ("explicit", lambda item: _explicit(item.explicit)),
        ("season", lambda item: text(item.episode.season)),
        ("episode", lambda item: text(item.episode.number)),
        ("episodeType", lambda item: text(item.episode.type)),
        ("block", lambda item: when(item.episode.block, "Yes")),
    ),
)
