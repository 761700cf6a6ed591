"""What lies in the storage and is of no use: files that no record names, trials, broken-off uploads.

Removing is safe beside a host who releases at the same moment:

- Nothing younger than 30 days is touched, and `publish` never leans on a file that no record names once it is
  older than 20 days: it writes it again, which makes it young. Whoever finds a file and is going to name it
  has ten days for that.
- The records, and those of the last 30 days, are read once more after the list is made, and right before
  each removal so is the file's age. What was written again meanwhile stays.
- After the removing the records are read a last time. Two things could have gone wrong: a removal hung
  between the look and the deed while a whole release went by, or somebody undid, in those seconds, a change
  that is older than 30 days. That is told, with the way to mend it.

Records that were lost make no leftovers: what the feed names stays, and where no show is, nothing is removed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog, replaced_since
from podpub.config import SHOW_FILE, episode_files, load_all
from podpub.errors import InvalidResultError, OutsideError
from podpub.feed import older_page
from podpub.model import Slug, say
from podpub.model.layout import (
    ASSETS,
    DRAFTS,
    FEED_KEY,
    MEDIA,
    PAGES,
    PROBES,
    STATIC,
    draft_slug,
    is_page,
    is_passing,
)
from podpub.pipeline.publishing.feeds import documents
from podpub.pipeline.publishing.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog
    from podpub.model import Project, Tell
    from podpub.storage import Listed, Storage, Unfinished

_KEPT = timedelta(days=30)
LEANED_ON = timedelta(days=20)
"""How old a file that no record names may be for a release to name it without writing it again."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """An object that is of no use.

    Attributes:
        bytes: 0 for an upload that was broken off: no storage tells how much of it arrived.
        removable: Whether it is older than 30 days.
        upload: What was broken off; None for an object that is whole.
    """

    key: str
    bytes: int
    removable: bool
    upload: Unfinished | None = None

    @property
    def document(self) -> dict[str, object]:
        """The same for machines."""
        kind = "upload" if self.upload else "object"
        return {"key": self.key, "kind": kind, "bytes": self.bytes, "removable": self.removable}


def leftovers(storage: Storage, now: datetime, *, awaited: Collection[str]) -> tuple[Leftover, ...]:
    """Return what no record names, and none did that was replaced in the last 30 days; by key.

    Only what has a name that podpub gives is looked at: a host's own files are nobody's leftovers.

    Args:
        storage: Where.
        now: Decides what is old.
        awaited: The slugs of the host's episodes; drafts of them stay until they are released.
    """
    return tuple(sorted(_found(storage, now, awaited), key=lambda one: one.key))


def awaited_slugs(project: Project) -> frozenset[str]:
    """Return the slug of every episode on this computer, also of those that cannot be read."""
    files = episode_files(project.root)
    productions = load_all(project.root / SHOW_FILE, files).productions
    return frozenset((*(str(one.episode.slug) for one in productions), *_folder_slugs(files)))


def _folder_slugs(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with suppress(ValueError):
            yield str(Slug.of(file.parent.name))


def clean(storage: Storage, now: datetime, *, awaited: Collection[str], tell: Tell) -> tuple[Leftover, ...]:
    """Remove all leftovers that are older than 30 days; return them. See `leftovers`.

    Raises:
        OutsideError: Somebody else's release named one of them in the very moment of its removal, or led its
            feed to it.
    """
    old = [one for one in leftovers(storage, now, awaited=awaited) if one.removable]
    needed = _needed(read_catalog(storage), storage, now)
    removed = []
    for number, one in enumerate(old):
        tell(say("clean"), number / len(old))
        if (one.upload or one.key not in needed) and _remove(one, storage, now):
            removed.append(one)
    _require_unnamed(removed, storage)
    _require_unlinked(removed, storage)
    return tuple(removed)


def _found(storage: Storage, now: datetime, awaited: Collection[str]) -> Iterator[Leftover]:
    prefixes = (MEDIA, ASSETS, DRAFTS, PROBES, PAGES, STATIC)
    objects = [one for prefix in prefixes for one in storage.objects(prefix)]
    uploads = list(storage.unfinished())
    catalog = read_catalog(storage)  # after the listing: what was named before then is found here
    if catalog.show is None:
        return
    pages = _pages(storage, objects)
    needed = _needed(catalog, storage, now) | pages | set(read_manifest(storage).pages)
    shown = b"".join(found.body for key in (FEED_KEY, *pages) if (found := storage.read(key)))
    drafts = set(awaited) - {str(held.record.episode.slug) for held in catalog.releases.values()}
    for one in objects:
        is_named = one.key in needed or one.key.encode() in shown
        if is_passing(one.key) and not is_named and draft_slug(one.key) not in drafts:
            yield Leftover(one.key, one.bytes, one.modified < now - _KEPT)
    for upload in uploads:
        if is_passing(upload.key):
            yield Leftover(upload.key, 0, upload.began < now - _KEPT, upload)


def _pages(storage: Storage, objects: Iterable[Listed]) -> frozenset[str]:
    """Return the keys of the pages that the feed leads to; of all there are, where it is damaged."""
    try:
        return frozenset(documents(storage)) - {FEED_KEY}
    except InvalidResultError:
        return frozenset(one.key for one in objects if one.key.startswith(PAGES))


def _needed(catalog: Catalog, storage: Storage, now: datetime) -> frozenset[str]:
    """Return every key that a record names, or did until it was replaced in the last 30 days.

    The history is read after the records: one that is replaced in between is found there.
    """
    before = (key for one in replaced_since(now - _KEPT, storage) for key in one.file_keys)
    return catalog.file_keys.union(before)


def _remove(one: Leftover, storage: Storage, now: datetime) -> bool:
    if one.upload:
        storage.give_up(one.upload)
        return True
    still = [found for found in storage.objects(one.key) if found.key == one.key]
    if not still or still[0].modified >= now - _KEPT:
        return False
    storage.delete(one.key)
    return True


def _require_unnamed(removed: list[Leftover], storage: Storage) -> None:
    gone, catalog = {one.key for one in removed if one.upload is None}, read_catalog(storage)
    named = {held.record.episode.title: held.record.file_keys for held in catalog.releases.values()}
    if catalog.show:
        named[catalog.show.record.show.title] = catalog.show.record.file_keys
    for title, keys in named.items():
        if gone & set(keys):
            raise OutsideError(
                say("“{title}” was released with a file that was just being removed", title=title),
                fix=say("Release it again, on the computer that has just released it."),
            )


def _require_unlinked(removed: list[Leftover], storage: Storage) -> None:
    pages = {one.key for one in removed if is_page(one.key)}
    if pages and pages & {older_page(one) for one in documents(storage).values()}:
        raise OutsideError(
            say("the feed now leads to a page that was just being removed"),
            fix=say("`podpub feed` writes it again."),
        )
