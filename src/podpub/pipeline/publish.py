"""Put what was built into the storage: media and assets, then records, the feed last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog, save_release, save_show
from podpub.errors import ConflictError, HalfwayError, InvalidResultError, StorageError
from podpub.feed import parse_back, render
from podpub.model.layout import FEED_KEY, SHOW_KEY, release_key
from podpub.storage import ABSENT, Unchanged

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from podpub.model import ShowRecord, Tell
    from podpub.pipeline.build import Built, BuiltEpisode
    from podpub.storage import Storage

_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What reached the storage.

    Attributes:
        uploaded: Keys in the order they were written; the feed's only where the feed changed.
        joined: GUIDs that the feed did not show before.
    """

    built: Built
    uploaded: tuple[str, ...]
    joined: tuple[str, ...]
    feed_url: str


def publish(built: Built, *, storage: Storage, tell: Tell) -> Receipt:
    """Publish in an order that leaves the old feed whole until everything it will name is there.

    Raises:
        StorageError: Nothing was written yet.
        HalfwayError: Something was; subscribers still see the old feed.
    """
    uploaded: list[str] = []
    try:
        for key, content in _new_files(built, storage):
            tell(f"upload {key}", 0.0)
            storage.write(key, content)
            uploaded.append(key)
        uploaded.extend(_save_records(built, storage))
        changed, joined = _publish_feed(built.show, storage=storage, now=built.plan.now)
    except StorageError as error:
        if not uploaded:
            raise
        raise HalfwayError(
            f"stopped half way: {error.message}",
            fix=f"{error.fix} Subscribers see the old feed, whole; run the same command to finish.".strip(),
        ) from error
    feed = [FEED_KEY] if changed else []
    return Receipt(built, (*uploaded, *feed), joined, f"{built.show.public_url}{FEED_KEY}")


def _publish_feed(show: ShowRecord, *, storage: Storage, now: datetime) -> tuple[bool, tuple[str, ...]]:
    """Render the feed and put it if it says something new; tell whether it did, and the GUIDs it gained.

    The old feed is read before the records: whoever adds a record after that also rewrites the feed,
    and one of the two writers then finds it changed and looks again.

    Raises:
        InvalidResultError: The new feed would break a rule, or forget an episode of the old one.
        ConflictError: Others kept writing the feed through every attempt.
    """
    for _ in range(_ATTEMPTS):
        current = storage.read(FEED_KEY)
        catalog = read_catalog(storage)
        feed = render(show, [held.record for held in catalog.releases.values()], now)
        if current and current.body == feed:
            return False, ()
        shown = {item.guid for item in parse_back(current.body)} if current else set()
        _refuse_to_forget(shown - set(catalog.releases))
        joined = tuple(item.guid for item in parse_back(feed) if item.guid not in shown)
        try:
            storage.write(FEED_KEY, feed, expect=Unchanged(current.etag) if current else ABSENT)
        except ConflictError:
            continue
        return True, joined
    raise ConflictError("the feed is being rewritten by others all the time", fix="Run the command again.")


def _new_files(built: Built, storage: Storage) -> list[tuple[str, Path | bytes]]:
    """Return what the storage lacks; a key names its content, so one that is there whole is right."""
    files = {**built.files, **{key: one for episode in built.episodes for key, one in episode.files.items()}}
    return [(key, content) for key, content in files.items() if storage.size(key) != _size(content)]


def _size(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _save_records(built: Built, storage: Storage) -> list[str]:
    saved = [one for one in built.episodes if _is_news(one)]
    for episode in saved:
        save_release(episode.release, replaces=episode.plan.held, storage=storage)
    keys = [release_key(episode.release.id) for episode in saved]
    held = built.plan.catalog.show
    if held is None or held.record != built.show:
        save_show(built.show, replaces=held, storage=storage)
        keys.append(SHOW_KEY)
    return keys


def _is_news(episode: BuiltEpisode) -> bool:
    return episode.plan.held is None or episode.plan.held.record != episode.release


def _refuse_to_forget(unknown: set[str]) -> None:
    """Stop before a feed that was made elsewhere loses its episodes."""
    if unknown:
        raise InvalidResultError(
            f"the feed in the storage has {len(unknown)} episodes unknown to podpub, such as {min(unknown)}",
            fix="Publish into an empty folder, or move the old feed.xml away if nobody subscribes to it.",
        )
