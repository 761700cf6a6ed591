"""The feed in the storage: what it shows, whether it may be written over, and the writing of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import ConflictError, InvalidResultError, StorageError
from podpub.feed import parse_back, render
from podpub.model.layout import FEED_KEY
from podpub.storage import ABSENT, Unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from podpub.catalog import Catalog
    from podpub.model import Release, ShowRecord
    from podpub.storage import Storage, Stored

_ATTEMPTS = 20
_QUIET_LOOKS = 2
_DIGITS = 16
_WAY_OUT = "Publish into an empty folder, or move the old feed.xml away if nobody subscribes to it."


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


def update_feed(storage: Storage, now: datetime, *, known: Catalog | None = None) -> FeedUpdate:
    """Render the feed from the records, and put it if it says something new.

    The old feed is read before the records: whoever adds a record after that also rewrites the feed, and one
    of the two writers then finds it changed and looks again. What the old feed shows stays: whoever
    showed it had a later clock.
    Where the storage keeps no conditions, two writers may pass each other unseen: there it is looked at
    again after the writing, until it was right twice.
    The feed names the records it was made from, and no record is ever the same bytes again. Without that, a
    feed that says the same after a change was taken back would be left as it is, and a slower host that still
    holds the change would find the feed unchanged and put it back.

    Raises:
        InvalidResultError: The new feed would break a rule, or forget an episode of the old one.
        ConflictError: Others kept writing the feed through every attempt.
    """
    changed, quiet = False, 0
    joined: dict[str, Release] = {}
    looks = 1 if storage.keeps_conditions() else _QUIET_LOOKS
    for _ in range(_ATTEMPTS):
        current = storage.read(FEED_KEY)
        known = read_catalog(storage, known)
        shown = shown_in(current, known)
        feed = _render(known, shown, now)
        shows = frozenset(item.guid for item in parse_back(feed))
        joined |= {guid: known.releases[guid].record for guid in sorted(shows - shown)}
        if current and current.body == feed:
            quiet += 1
        else:
            try:
                storage.write(FEED_KEY, feed, expect=Unchanged(current.etag) if current else ABSENT)
            except ConflictError:
                continue
            changed, quiet = True, 1 if looks == 1 else 0
        if quiet == looks:
            return FeedUpdate(changed, tuple(joined.values()), shows)
    raise ConflictError("the feed is being rewritten by others all the time", fix="Run the command again.")


def foresee(catalog: Catalog, show: ShowRecord, news: Iterable[Release], now: datetime) -> None:
    """Render the feed as it will be, so that what is wrong with it shows before the first write.

    Raises:
        InvalidResultError: It would break a rule.
    """
    coming = {guid: held.record for guid, held in catalog.releases.items()}
    coming.update({one.episode.guid: one for one in news})
    parse_back(render(show, coming.values(), now))


def _render(catalog: Catalog, shown: frozenset[str], now: datetime) -> bytes:
    if catalog.show is None:
        raise StorageError("show.json has gone from the storage", fix="Run the command again.")
    releases = [held.record for held in catalog.releases.values()]
    out = [one for one in releases if one.episode.date <= now or one.episode.guid in shown]
    latest = max([now, *(one.episode.date for one in out)])
    return render(catalog.show.record, out, latest) + _stamp(catalog)


def _stamp(catalog: Catalog) -> bytes:
    """Name the records in a comment after the last element (XML 1.0, 2.1)."""
    tags = [catalog.show.etag if catalog.show else "", *sorted(one.etag for one in catalog.releases.values())]
    return b"<!-- records %b -->\n" % hashlib.sha256("\n".join(tags).encode()).hexdigest()[:_DIGITS].encode()


def shown_in(feed: Stored | None, catalog: Catalog) -> frozenset[str]:
    """Return the GUIDs that the feed shows.

    A feed that was damaged shows nothing: it is derived from the records, and will be written again.

    Raises:
        InvalidResultError: It was made elsewhere; writing over it would lose its episodes.
    """
    if feed is None:
        return frozenset()
    try:
        shown = frozenset(item.guid for item in parse_back(feed.body))
    except InvalidResultError as error:
        if catalog.releases:
            return frozenset()
        raise InvalidResultError(
            f"there is a feed.xml in the storage that podpub did not write ({error.message})", fix=_WAY_OUT
        ) from error
    unknown = shown - set(catalog.releases)
    if unknown:
        raise InvalidResultError(
            f"the feed in the storage has {len(unknown)} episodes unknown to podpub, such as {min(unknown)}",
            fix=_WAY_OUT,
        )
    return shown
