"""The feed in the storage: what it shows, whether it may be written over, and the writing of it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import ConflictError, InvalidResultError, StorageError
from podpub.feed import older_page, parse_back, render, render_former_page, render_pages
from podpub.model import say
from podpub.model.layout import FEED_KEY, PAGES, is_page
from podpub.storage import ABSENT, Unchanged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from podpub.catalog import Catalog
    from podpub.model import Release, ShowRecord
    from podpub.storage import Storage, Stored

_ATTEMPTS = 20
_QUIET_LOOKS = 2
_DIGITS = 16
_WAY_OUT = say("Publish into an empty folder, or move the old feed.xml away if nobody subscribes to it.")


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What became of the feed.

    Attributes:
        changed: Whether it was written.
        joined: What it did not show before.
        shows: Every GUID in it.
        catalog: The records that it was made from.
    """

    changed: bool
    joined: tuple[Release, ...]
    shows: frozenset[str]
    catalog: Catalog


def update_feed(storage: Storage, now: datetime, *, known: Catalog | None = None) -> FeedUpdate:
    """Render the feed from the records, and put it if it says something new.

    The old feed and its pages are read before the records: whoever adds a record after that also rewrites
    the feed, and one of the two writers then finds it changed and looks again. What the old feed shows stays:
    whoever showed it had a later clock.
    Where the storage keeps no conditions, two writers may pass each other unseen: there it is looked at
    again after the writing, until it was right twice.
    The feed names the records it was made from, and no record is ever the same bytes again. Without that, a
    feed that says the same after a change was taken back would be left as it is, and a slower host that still
    holds the change would find the feed unchanged and put it back.
    Pages that the feed leads to no longer are written again, too, without what was taken back: apps may be
    turning them until `clean` removes them. Where pages become larger or smaller, they are written in an
    order in which no episode is missing on the way from feed.xml to the last one, wherever that is stopped.

    Raises:
        InvalidResultError: The new feed would break a rule, or forget an episode of the old one.
        ConflictError: Others kept writing the feed through every attempt.
    """
    changed, quiet = False, 0
    joined: dict[str, Release] = {}
    looks = 1 if storage.keeps_conditions() else _QUIET_LOOKS
    for _ in range(_ATTEMPTS):
        current, there = storage.read(FEED_KEY), dict(_pages(storage))
        known = read_catalog(storage, known)
        shown = shown_in(current, known)
        feed, pages = _render(known, shown, now)
        shows = frozenset(item.guid for one in (feed, *pages.values()) for item in parse_back(one))
        joined |= {guid: known.releases[guid].record for guid in sorted(shows - shown)}
        former = {key: page for key, page in there.items() if key not in pages}
        last = {key: page for key, page in pages.items() if _moves_back(there.get(key), page, known)}
        first = {key: pages[key] for key in reversed(pages) if key not in last}
        try:
            _put_all(dict(_former(former, there.keys(), known)) | first, there, storage)
            wrote = _put(FEED_KEY, feed, current, storage)
            changed |= wrote
            _put_all(last, there, storage)
        except ConflictError:
            continue
        quiet = (1 if looks == 1 else 0) if wrote else quiet + 1
        if quiet == looks:
            return FeedUpdate(changed, tuple(joined.values()), shows, known)
    raise ConflictError(
        say("the feed is being rewritten by others all the time"), fix=say("Run the command again.")
    )


def foresee(catalog: Catalog, show: ShowRecord, news: Iterable[Release], now: datetime) -> None:
    """Render the feed as it will be, so that what is wrong with it shows before the first write.

    Raises:
        InvalidResultError: It would break a rule.
    """
    coming = {guid: held.record for guid, held in catalog.releases.items()}
    coming.update({one.episode.guid: one for one in news})
    for document in (render(show, coming.values(), now), *render_pages(show, coming.values(), now).values()):
        parse_back(document)


def _moves_back(before: Stored | None, page: bytes, catalog: Catalog) -> bool:
    """Tell whether a page ends with an older episode than before: the feed as it was still needs the page."""
    return before is not None and _newest(before.body, catalog) > _newest(page, catalog)


def _newest(page: bytes, catalog: Catalog) -> datetime:
    """Return the date of the newest episode in a page, whatever was taken back; the earliest for none."""
    held = (catalog.releases.get(guid) for guid in _guids(page))
    out = [one.record.episode.date for one in held if one and one.record.withdrawn is None]
    return max(out, default=datetime.min.replace(tzinfo=UTC))


def _guids(page: bytes) -> frozenset[str]:
    """Return whose items stand in a page; nobody's in a damaged one."""
    with suppress(InvalidResultError):
        return frozenset(item.guid for item in parse_back(page))
    return frozenset()


def _put_all(documents: Mapping[str, bytes], there: Mapping[str, Stored], storage: Storage) -> None:
    for key, body in documents.items():
        _put(key, body, there.get(key), storage)


def _put(key: str, body: bytes, current: Stored | None, storage: Storage) -> bool:
    """Write a document unless it is there already; tell whether that was needed."""
    if current and current.body == body:
        return False
    storage.write(key, body, expect=Unchanged(current.etag) if current else ABSENT)
    return True


def documents(storage: Storage) -> dict[str, bytes]:
    """Return the feed in the storage, and its older pages, by key, in the order in which apps turn them.

    Raises:
        InvalidResultError: One of them is no feed.
    """
    found: dict[str, bytes] = {}
    key: str | None = FEED_KEY
    while key and key not in found and (stored := storage.read(key)):
        found[key] = stored.body
        key = older_page(stored.body)
    return found


def _pages(storage: Storage) -> Iterator[tuple[str, Stored]]:
    """Yield every page that lies in the storage, whether the feed leads to it or not."""
    for one in storage.objects(PAGES):
        if is_page(one.key) and (stored := storage.read(one.key)):
            yield one.key, stored


def _former(
    pages: Mapping[str, Stored], there: Collection[str], catalog: Catalog
) -> Iterator[tuple[str, bytes]]:
    """Yield pages that the feed leads to no longer as they read now; nothing is left of a damaged one."""
    if catalog.show is None:
        return
    for key, page in pages.items():
        guids = _guids(page.body)
        older = older_page(page.body) if guids else None
        still = [held.record for guid, held in catalog.releases.items() if guid in guids]
        goes_on = older if older in there else None
        yield key, render_former_page(catalog.show.record, still, key, older=goes_on)


def _render(catalog: Catalog, shown: frozenset[str], now: datetime) -> tuple[bytes, dict[str, bytes]]:
    if catalog.show is None:
        raise StorageError(say("show.json has gone from the storage"), fix=say("Run the command again."))
    releases = [held.record for held in catalog.releases.values()]
    out = [one for one in releases if one.episode.date <= now or one.episode.guid in shown]
    latest = max([now, *(one.episode.date for one in out)])
    show = catalog.show.record
    return render(show, out, latest) + _stamp(catalog), render_pages(show, out, latest)


def _stamp(catalog: Catalog) -> bytes:
    """Name the records in a comment after the last element (XML 1.0, 2.1)."""
    tags = [catalog.show.etag if catalog.show else "", *sorted(one.etag for one in catalog.releases.values())]
    return b"<!-- records %b -->\n" % hashlib.sha256("\n".join(tags).encode()).hexdigest()[:_DIGITS].encode()


def shown_in(feed: Stored | None, catalog: Catalog) -> frozenset[str]:
    """Return the GUIDs that the feed shows; where it has older pages, they show all that is older.

    A feed that was damaged shows nothing: it is derived from the records, and will be written again.

    Raises:
        InvalidResultError: It was made elsewhere; writing over it would lose its episodes.
    """
    if feed is None:
        return frozenset()
    try:
        shown = frozenset(item.guid for item in parse_back(feed.body))
        has_pages = older_page(feed.body) is not None
    except InvalidResultError as error:
        if catalog.releases:
            return frozenset()
        raise InvalidResultError(
            say(
                "there is a feed.xml in the storage that podpub did not write ({reason})",
                reason=error.message,
            ),
            fix=_WAY_OUT,
        ) from error
    unknown = shown - set(catalog.releases)
    if unknown:
        raise InvalidResultError(
            say(
                "the feed in the storage has {count} episodes unknown to podpub, such as {unknown}",
                count=len(unknown),
                unknown=min(unknown),
            ),
            fix=_WAY_OUT,
        )
    return shown | _older(shown, catalog) if shown and has_pages else shown


def _older(shown: frozenset[str], catalog: Catalog) -> frozenset[str]:
    oldest = min(catalog.releases[guid].record.episode.date for guid in shown)
    releases = (held.record for held in catalog.releases.values())
    return frozenset(one.episode.guid for one in releases if one.episode.date <= oldest and not one.withdrawn)
