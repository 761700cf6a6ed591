"""Every tag that a feed of podpub can have: where it stands, what it comes from, who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.feed.atom import ATOM
from podpub.feed.itunes import ITUNES
from podpub.feed.podcast import PODCAST
from podpub.feed.psc import PSC
from podpub.feed.rss import CHANNEL_OF_FEEDGEN, CONTENT, ITEM_OF_FEEDGEN, RSS
from podpub.feed.spotify import SPOTIFY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podpub.feed.table import Namespace, Told

NAMESPACES = (RSS, ATOM, CONTENT, ITUNES, PODCAST, PSC, SPOTIFY)


@dataclass(frozen=True, slots=True)
class Listed:
    """A tag in its place.

    Attributes:
        parent: `channel` or `item`.
        name: As feeds write it, with its usual prefix.
    """

    parent: str
    name: str
    told: Told


def tags() -> Iterator[Listed]:
    """Return every tag: those of the channel, then those of an item, by namespace."""
    for parent, of_feedgen in (("channel", CHANNEL_OF_FEEDGEN), ("item", ITEM_OF_FEEDGEN)):
        yield from _placed(parent, RSS, of_feedgen)
        for space in NAMESPACES:
            yield from _placed(parent, space, space.channel if parent == "channel" else space.item)


def _placed(parent: str, space: Namespace, told: Iterable[Told]) -> Iterator[Listed]:
    prefix = f"{space.prefix}:" if space.uri else ""
    return (Listed(parent, f"{prefix}{one.tag}", one) for one in told)
