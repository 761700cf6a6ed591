"""Apple's namespace, which every app reads (A Podcaster's Guide to RSS).

feedgen's own extension knows no `explicit` of true or false and drops covers by their file name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Row, Tag, Tags, text, when
from podpub.model.layout import public_address

if TYPE_CHECKING:
    from podpub.feed.channel import Channel
    from podpub.feed.item import Item
    from podpub.model import Category


def _cover(channel: Channel) -> Tags:
    record = channel.record
    return (Tag(attributes={"href": public_address(record.public_url, record.image)}),)


def _own_cover(item: Item) -> Tags:
    if item.release.image is None:
        return ()
    return (Tag(attributes={"href": public_address(item.record.public_url, item.release.image)}),)


def _categories(channel: Channel) -> Tags:
    return map(_category, channel.show.categories)


def _category(category: Category) -> Tag:
    sub = (("category", Tag(attributes={"text": category.sub})),) if category.sub else ()
    return Tag(attributes={"text": category.name}, children=sub)


def _owner(channel: Channel) -> Tags:
    owner = channel.show.owner
    return (Tag(children=(("name", Tag(owner.name)), ("email", Tag(owner.email)))),) if owner else ()


def _new_feed(channel: Channel) -> Tags:
    return text(channel.show.new_feed_url or "")


def _block(channel: Channel) -> Tags:
    """Apple is hidden from as one of all, or by its name."""
    show = channel.show
    is_hidden = (show.block and _APPLE not in show.allowed_services) or _APPLE in show.blocked_services
    return when(is_hidden, "Yes")


def _explicit(subject_is_explicit: bool) -> Tags:  # noqa: FBT001 - the tag's whole content
    return text("true" if subject_is_explicit else "false")


_APPLE = "apple"
_ALL = "all directories and apps"
_GUIDE = "Apple, A Podcaster's Guide to RSS"
_BOTH = f"{_GUIDE}; PSP-1"

ITUNES = Namespace(
    prefix="itunes",
    uri="http://www.itunes.com/dtds/podcast-1.0.dtd",
    channel=(
        Row(
            "author", "`author:`", "Apple Podcasts, Spotify", _BOTH, lambda channel: text(channel.show.author)
        ),
        Row("image", "`image:`", _ALL, _BOTH, _cover),
        Row("category", "`categories:`", _ALL, _BOTH, _categories),
        Row("explicit", "`explicit:`", _ALL, _BOTH, lambda channel: _explicit(channel.show.explicit)),
        Row("type", "`type:`", "Apple Podcasts, gPodder", _BOTH, lambda channel: text(channel.show.type)),
        Row("owner", "`owner:`", "Spotify, YouTube (they mail a code there)", _GUIDE, _owner),
        Row("new-feed-url", "`new_feed_url:`", "Apple Podcasts, AntennaPod", _GUIDE, _new_feed),
        Row(
            "block",
            "`block:`, `blocked_services:`, `allowed_services:`",
            "Apple Podcasts",
            _GUIDE,
            _block,
        ),
        Row(
            "complete",
            "`complete:`",
            "Apple Podcasts",
            _BOTH,
            lambda channel: when(channel.show.complete, "Yes"),
        ),
    ),
    item=(
        Row(
            "duration",
            "the record: length of the file, measured",
            _ALL,
            _BOTH,
            lambda item: text(round(item.release.enclosure.duration_s)),
        ),
        Row("image", "`image:`", "Apple Podcasts, Spotify, AntennaPod", _BOTH, _own_cover),
        Row(
            "explicit",
            "`explicit:`, or the show's",
            "Apple Podcasts",
            _BOTH,
            lambda item: _explicit(item.explicit),
        ),
        Row("season", "`season:`", "Apple Podcasts", _BOTH, lambda item: text(item.episode.season)),
        Row("episode", "`number:`", "Apple Podcasts, gPodder", _BOTH, lambda item: text(item.episode.number)),
        Row("episodeType", "`type:`", "Apple Podcasts", _BOTH, lambda item: text(item.episode.type)),
        Row("block", "`block:`", "Apple Podcasts", _BOTH, lambda item: when(item.episode.block, "Yes")),
    ),
)
