"""What subscribers will see: two feeds compared by what they mean to an app."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.model.layout import ASSETS, MEDIA, digits_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from podpub.feed.reading import Seen, SeenItem


class Kind(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"


class Audio(StrEnum):
    """What becomes of an item's audio.

    Apps know an episode by its GUID. A file under a new address is loaded by whoever has not loaded the
    episode yet; those who have it keep what they have.
    """

    SAME = "same"
    NEW = "new"
    MOVED = "moved"
    OVERWRITTEN = "overwritten"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else; empty where it says nothing."""

    field: str
    before: str
    after: str

    @property
    def breaks_identity(self) -> bool:
        """Whether apps will no longer know the show, or where to find it."""
        return self.before != "" and self.field in _IDENTITY


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """What becomes of one episode.

    Attributes:
        was: Of a new item, the GUID of a removed one that is the same episode: apps will take it for another.
    """

    kind: Kind
    guid: str
    title: str
    audio: Audio = Audio.SAME
    changes: tuple[Change, ...] = ()
    was: str | None = None

    @property
    def breaks_identity(self) -> bool:
        """Whether apps will take something known for something new."""
        return self.was is not None or self.audio in {Audio.MOVED, Audio.OVERWRITTEN}


@dataclass(frozen=True, slots=True)
class FeedDifference:
    """What becomes of a feed.

    Attributes:
        items: In the order of the new feed; what is removed stands last.
        is_first: Whether there was nothing to see before.
    """

    channel: tuple[Change, ...]
    items: tuple[ItemDifference, ...]
    is_first: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether subscribers will see what they saw before."""
        return not self.channel and not self.items


_IDENTITY = frozenset({"podcast:guid", "atom:link"})


def compare(before: Seen, after: Seen, *, unmade: Collection[str] = ()) -> FeedDifference:
    """Return what is different for apps and their listeners.

    Args:
        before: The feed as it is.
        after: The feed as it will be.
        unmade: The GUIDs whose audio will be made: what `after` says about it is not true yet.
    """
    known, coming = _by_guid(before), _by_guid(after)
    gone = [item for guid, item in known.items() if guid not in coming]
    items = [_item(known.get(item.guid), item, gone, item.guid in unmade) for item in after.items]
    removed = [ItemDifference(Kind.REMOVED, item.guid, item.title) for item in gone]
    return FeedDifference(
        channel=tuple(_changes(before.channel, after.channel)),
        items=(*(one for one in items if one), *removed),
        is_first=not before.channel,
    )


def _by_guid(feed: Seen) -> dict[str, SeenItem]:
    return {item.guid: item for item in feed.items}


def _item(
    before: SeenItem | None,
    after: SeenItem,
    gone: list[SeenItem],
    is_unmade: bool,  # noqa: FBT001 - a fact
) -> ItemDifference | None:
    if before is None:
        was = next((one.guid for one in gone if _is_same_episode(one, after)), None)
        return ItemDifference(Kind.NEW, after.guid, after.title, Audio.NEW, was=was)
    audio = Audio.NEW if is_unmade else _audio(before, after)
    changes = tuple(_changes(before.fields, after.fields))
    if audio is Audio.SAME and not changes:
        return None
    return ItemDifference(Kind.CHANGED, after.guid, after.title, audio, changes)


def _is_same_episode(one: SeenItem, other: SeenItem) -> bool:
    return one.title == other.title or (_digits(one.url) != "" and _digits(one.url) == _digits(other.url))


def _audio(before: SeenItem, after: SeenItem) -> Audio:
    if before.url == after.url:
        return Audio.SAME if before.length == after.length else Audio.OVERWRITTEN
    same_bytes = before.length == after.length and _digits(before.url) == _digits(after.url) != ""
    return Audio.MOVED if same_bytes else Audio.NEW


def _digits(url: str) -> str:
    """Return the digits of the content's hash in the address of a published file."""
    for folder in (MEDIA, ASSETS):
        _, found, name = url.rpartition(f"/{folder}")
        if found:
            return digits_in(f"{folder}{name}")
    return ""


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield Change(name, old, new)
