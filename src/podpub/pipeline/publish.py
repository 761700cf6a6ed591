"""Put what was built into the storage: media and assets, then records, the feed last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog, save_release, save_show
from podpub.errors import ConflictError, HalfwayError, StorageError
from podpub.feed import parse_back, render
from podpub.model.layout import FEED_KEY, SHOW_KEY, release_key
from podpub.pipeline.feeds import shown_in
from podpub.storage import ABSENT, Unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog
    from podpub.model import Release, Tell
    from podpub.pipeline.build import Built, BuiltEpisode
    from podpub.storage import Storage

_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What became of the feed.

    Attributes:
        changed: Whether it was written.
        joined: What it did not show before.
        shows: Every GUID in it.
    """

    changed: bool
    joined: tuple[Release, ...]
    shows: frozenset[str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What reached the storage: keys in the order they were written, and the feed."""

    built: Built
    uploaded: tuple[str, ...]
    feed: FeedUpdate


def publish(built: Built, *, storage: Storage, tell: Tell) -> Receipt:
    """Publish in an order that leaves the old feed whole until everything it will name is there.

    Raises:
        InvalidResultError: The feed would break a rule; nothing was written.
        StorageError: The storage refused; nothing was written.
        HalfwayError: It refused after something was written; subscribers still see the old feed.
    """
    _foresee(built, storage)
    uploaded: list[str] = []
    try:
        for key in _write_all(built, storage, tell):
            uploaded.append(key)  # noqa: PERF402 - one by one: what was written counts if the next fails
        feed = _update_feed(storage, built.plan.now)
    except StorageError as error:
        if not uploaded:
            raise
        raise HalfwayError(
            f"stopped half way: {error.message}",
            fix=f"{error.fix} Subscribers see the old feed, whole; run the same command to finish.".strip(),
        ) from error
    return Receipt(built, (*uploaded, FEED_KEY) if feed.changed else tuple(uploaded), feed)


def _foresee(built: Built, storage: Storage) -> None:
    """Render the feed as it would be, so that what is wrong with it shows before the first write."""
    current = storage.read(FEED_KEY)
    catalog = read_catalog(storage)
    shown_in(current, catalog)
    coming = {guid: held.record for guid, held in catalog.releases.items()}
    coming.update({one.release.episode.guid: one.release for one in built.episodes})
    parse_back(render(built.plan.show, coming.values(), built.plan.now))


def _write_all(built: Built, storage: Storage, tell: Tell) -> Iterator[str]:
    """Write files and records, and yield each key once it is there."""
    for key, content in built.all_files.items():
        if storage.size(key) != _size(content):  # a key names its content: one that is there whole is right
            tell(f"upload {key}", 0.0)
            storage.write(key, content)
            yield key
    for episode in built.episodes:
        if episode.is_news and _save(episode, storage):
            yield release_key(episode.release.id)
    if built.plan.changes_show and _save_show(built, storage):
        yield SHOW_KEY


def _size(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _save(episode: BuiltEpisode, storage: Storage) -> bool:
    """Write a record; tell whether that was needed, for somebody else may just have written the same."""
    release = episode.release
    try:
        save_release(release, replaces=episode.plan.held, storage=storage)
    except ConflictError:
        theirs = read_catalog(storage).releases.get(release.episode.guid)
        if theirs and replace(theirs.record, changed=release.changed) == release:
            return False
        raise
    return True


def _save_show(built: Built, storage: Storage) -> bool:
    """Write the show's record as `_save` does an episode's."""
    show = built.plan.show
    try:
        save_show(show, replaces=built.plan.catalog.show, storage=storage)
    except ConflictError:
        theirs = read_catalog(storage).show
        if theirs and replace(theirs.record, changed=show.changed) == show:
            return False
        raise
    return True


def _update_feed(storage: Storage, now: datetime) -> FeedUpdate:
    """Render the feed from the records, and put it if it says something new.

    The old feed is read before the records: whoever adds a record after that also rewrites the feed, and one
    of the two writers then finds it changed and looks again. What the old feed shows stays: whoever
    showed it had a later clock.

    Raises:
        InvalidResultError: The new feed would break a rule, or forget an episode of the old one.
        ConflictError: Others kept writing the feed through every attempt.
    """
    for _ in range(_ATTEMPTS):
        current = storage.read(FEED_KEY)
        catalog = read_catalog(storage)
        shown = shown_in(current, catalog)
        feed = _render(catalog, shown, now)
        shows = frozenset(item.guid for item in parse_back(feed))
        joined = tuple(catalog.releases[guid].record for guid in sorted(shows - shown))
        if current and current.body == feed:
            return FeedUpdate(changed=False, joined=(), shows=shows)
        try:
            storage.write(FEED_KEY, feed, expect=Unchanged(current.etag) if current else ABSENT)
        except ConflictError:
            continue
        return FeedUpdate(changed=True, joined=joined, shows=shows)
    raise ConflictError("the feed is being rewritten by others all the time", fix="Run the command again.")


def _render(catalog: Catalog, shown: frozenset[str], now: datetime) -> bytes:
    if catalog.show is None:
        raise StorageError("show.json has gone from the storage", fix="Run the command again.")
    releases = [held.record for held in catalog.releases.values()]
    out = [one.episode.date for one in releases if one.episode.guid in shown]
    return render(catalog.show.record, releases, max([now, *out]))
