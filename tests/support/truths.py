"""What must be true of a show while several hosts work on it, and after they have finished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import InvalidResultError, PodpubError
from podpub.feed import parse_back
from podpub.model.layout import FEED_KEY
from podpub.pipeline.publishing.feeds import update_feed
from tests.support.samples import NOW, show_record
from tests.support.storages import MemoryStorage, Passing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

    from podpub.feed import FeedItem
    from podpub.model import Release
    from podpub.storage import Storage
    from tests.support.scheduling import Command
    from tests.support.storages import Answer


@dataclass(frozen=True, slots=True)
class State:
    """Where a show stands: what the feed tells, and what the records say but for when they were written."""

    feed: frozenset[FeedItem]
    records: tuple[Release, ...]


class Watched(Passing):
    """A storage whose feed is looked at after every change, as an app may at any moment.

    Attributes:
        broken: What was wrong then, each a sentence.
    """

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self.broken: list[str] = []

    def _ask(self, verb: str, key: str, act: Callable[[], Answer]) -> Answer:
        answer = super()._ask(verb, key, act)
        if verb in {"write", "delete"} and not key.startswith(("releases/", "history/", "index/")):
            self.broken += feed_faults(self._inner)
        return answer


def feed_faults(storage: Storage) -> Iterator[str]:
    """Yield what is wrong with the feed as it is: not to be read, a GUID twice, a file missing or changed."""
    stored = storage.read(FEED_KEY)
    try:
        items = parse_back(stored.body) if stored else ()
    except InvalidResultError as error:
        yield f"the feed cannot be read: {error.message}"
        return
    for item in items:
        size = storage.size(item.url.removeprefix(show_record().public_url))
        if size != item.length:
            yield f"the feed promises {item.length} bytes for {item.guid}, and there are {size}"


def state_of(storage: Storage) -> State:
    """Return where a show stands."""
    stored = storage.read(FEED_KEY)
    releases = read_catalog(storage).releases.values()
    told = (
        replace(one.record, changed=NOW, withdrawn=one.record.withdrawn and NOW, instead_of=None)
        for one in releases
    )
    records = tuple(sorted(told, key=lambda one: one.episode.guid))
    return State(frozenset(parse_back(stored.body)) if stored else frozenset(), records)


def is_complete(storage: Storage, now: datetime) -> bool:
    """Tell whether the feed says what the records say; afterwards it does."""
    return not update_feed(storage, now).changed


def serial_states(before: Storage, commands: Sequence[Command], sure: Collection[int]) -> list[State]:
    """Return where the show may stand after the commands ran one after the other.

    Args:
        before: Where it stood.
        commands: What was run.
        sure: Which of them have gone through; of the others each may have, or not.
    """
    numbers = range(len(commands))
    orders = [
        order for count in range(len(sure), len(commands) + 1) for order in permutations(numbers, count)
    ]
    return [
        _after(before, [commands[number] for number in order]) for order in orders if set(sure) <= set(order)
    ]


def _after(before: Storage, commands: Sequence[Command]) -> State:
    storage = poured(before, MemoryStorage())
    for command in commands:
        try:
            command(storage)
        except PodpubError:
            continue
    return state_of(storage)


def poured(source: Storage, target: Storage) -> Storage:
    """Copy everything from one storage into another, and return that."""
    for one in source.objects(""):
        target.write(one.key, b"".join(source.stream(one.key)))
    return target
