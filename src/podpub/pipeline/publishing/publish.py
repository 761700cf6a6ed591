"""Put what was built into the storage: media and assets, then records, then the feed; web pages last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from podpub.catalog import index_catalog, read_catalog, save_record
from podpub.errors import ConflictError, HalfwayError, InvalidResultError, StorageError
from podpub.model import both, say, says_the_same
from podpub.model.layout import FEED_KEY, SHOW_KEY, release_key
from podpub.pipeline.publishing.feeds import FeedUpdate, foresee, shown_in, update_feed
from podpub.pipeline.publishing.leftovers import LEANED_ON
from podpub.pipeline.publishing.pages import NO_PAGES, PagesUpdate, known_pages, update_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.model import Tell
    from podpub.pipeline.making.build import Built, BuiltEpisode
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Receipt:
    """What reached the storage: keys in the order they were written, the feed, and the web pages."""

    built: Built
    uploaded: tuple[str, ...]
    feed: FeedUpdate
    pages: PagesUpdate = NO_PAGES


def publish(built: Built, *, storage: Storage, tell: Tell, thorough: bool = False) -> Receipt:
    """Publish in an order that leaves the old feed whole until everything it will name is there.

    Args:
        built: What is ready.
        storage: Where to.
        tell: Hears how far it is.
        thorough: Look at every web page that is there, whatever is known of it.

    Raises:
        InvalidResultError: The feed would break a rule; nothing was written.
        StorageError: The storage refused; nothing was written.
        HalfwayError: It refused after something was written; subscribers still see the old feed.
    """
    plan = built.plan
    current = storage.read(FEED_KEY)
    catalog = read_catalog(storage, plan.catalog)
    shown_in(current, catalog)
    foresee(catalog, plan.show, (one.release for one in built.episodes), plan.now)
    uploaded: list[str] = []
    try:
        for key in _write_all(built, storage, tell):
            uploaded.append(key)  # noqa: PERF402 - one by one: what was written counts if the next fails
        before = known_pages(storage)
        feed = update_feed(storage, plan.now, known=plan.catalog)
    except (StorageError, InvalidResultError) as error:
        if not uploaded:
            raise
        raise HalfwayError(
            say("stopped half way: {reason}", reason=error.message),
            fix=both(error.fix, say("Subscribers see the old feed, whole; run the same command to finish.")),
        ) from error
    pages = update_pages(storage, feed, before=before, thorough=thorough, tell=tell)
    with suppress(StorageError):  # nothing but a copy
        index_catalog(storage)
    return Receipt(built, (*uploaded, FEED_KEY) if feed.changed else tuple(uploaded), feed, pages)


def _write_all(built: Built, storage: Storage, tell: Tell) -> Iterator[str]:
    """Write files and records, and yield each key once it is there."""
    named = built.plan.catalog.file_keys
    for key, content in built.all_files.items():
        is_there = storage.size(key) == _size(content)  # a key names its content: one there whole is right
        if not is_there or (key not in named and _may_be_removed(key, built.plan.now, storage)):
            storage.write(key, content, tell=partial(tell, say("upload {key}", key=key)))
            yield key
    for episode in built.episodes:
        if episode.is_news and _save(episode, storage):
            yield release_key(episode.release.id)
    if built.plan.changes_show and _save_show(built, storage):
        yield SHOW_KEY


def _may_be_removed(key: str, now: datetime, storage: Storage) -> bool:
    """Tell whether a file is so old that somebody may be removing it, because no record names it yet."""
    return any(one.key == key and one.modified < now - LEANED_ON for one in storage.objects(key))


def _size(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _save(episode: BuiltEpisode, storage: Storage) -> bool:
    """Write a record; tell whether that was needed, for somebody else may just have written the same."""
    release = episode.release
    try:
        save_record(release, replaces=episode.plan.held, storage=storage)
    except ConflictError:
        theirs = read_catalog(storage).releases.get(release.episode.guid)
        if theirs and says_the_same(theirs.record, release):
            return False
        raise
    return True


def _save_show(built: Built, storage: Storage) -> bool:
    """Write the show's record as `_save` does an episode's."""
    show = built.plan.show
    try:
        save_record(show, replaces=built.plan.catalog.show, storage=storage)
    except ConflictError:
        theirs = read_catalog(storage).show
        if theirs and says_the_same(theirs.record, show):
            return False
        raise
    return True
