"""Read all records at once; write one, refusing to overwrite what somebody else wrote meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Generic

from podpub.catalog.history import remember
from podpub.catalog.index import read_index, write_index
from podpub.catalog.records import Record, from_json, to_json
from podpub.model import Release, ShowRecord
from podpub.model.layout import RELEASES, SHOW_KEY, release_key
from podpub.storage import ABSENT, Unchanged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from podpub.storage import Listed, Storage, Stored

_FEW = 16
_AT_ONCE = 8
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Held(Generic[Record]):
    """A record as the storage holds it, with the tag that a later write must match."""

    record: Record
    etag: str

    def later(self, now: datetime) -> datetime:
        """Return the moment of a record that replaces this one: now, or just after this one's own.

        Versions are put in order by their moments, also those of a host whose clock is behind.
        """
        return max(now, self.record.changed + _TICK)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that was released, by GUID, and the show as last published."""

    show: Held[ShowRecord] | None
    releases: dict[str, Held[Release]] = field(default_factory=dict)

    @property
    def file_keys(self) -> frozenset[str]:
        """The storage key of every file that a record names."""
        own = self.show.record.file_keys if self.show else ()
        return frozenset((*own, *(key for held in self.releases.values() for key in held.record.file_keys)))


def read_catalog(storage: Storage, known: Catalog | None = None) -> Catalog:
    """Read every record of the storage; of those that are known already only what has changed.

    A record under another name than its own is a copy that somebody has put there, and does not count.
    """
    held = {release_key(one.record.id): one for one in known.releases.values()} if known else {}
    listed = list(storage.objects(RELEASES))
    changed = [one for one in listed if one.etag is None or one.etag != _tag(held.get(one.key))]
    for key, stored in _stored(changed, storage).items():
        held[key] = _held(stored, Release, key, held.get(key))
    present = (held[one.key] for one in listed if one.key in held and one.key == _key(held[one.key].record))
    show, before = storage.read(SHOW_KEY), known.show if known else None
    return Catalog(
        show=_held(show, ShowRecord, SHOW_KEY, before) if show else None,
        releases={one.record.episode.guid: one for one in present},
    )


def index_catalog(storage: Storage) -> None:
    """Write all records into one object, if that spares the next reader many questions."""
    listed = [one for one in storage.objects(RELEASES) if one.etag is not None]
    index = read_index(storage) if len(listed) > _FEW else {}
    stale = sum(1 for one in listed if one.etag != _tag(index.get(one.key)))
    if stale > _FEW:
        write_index(_stored(listed, storage), storage)


def save_record(record: Record, *, replaces: Held[Record] | None, storage: Storage) -> None:
    """Create or update an episode's record, or the show's; what it replaces goes into the history first.

    It remembers in whose place it stands, which is where an undo leads to.

    Raises:
        ConflictError: Somebody else wrote it since it was read.
    """
    if replaces:
        remember(replaces.record, storage)
        record = replace(record, instead_of=replaces.record.changed)
    expect = Unchanged(replaces.etag) if replaces else ABSENT
    body = to_json(record, replaces=replaces.etag if replaces else None)
    storage.write(_key(record), body, expect=expect)


def _stored(listed: Sequence[Listed], storage: Storage) -> dict[str, Stored]:
    """Fetch records: many from the index, where it is right, and the others side by side."""
    index = read_index(storage) if sum(one.etag is not None for one in listed) > _FEW else {}
    found = {one.key: index[one.key] for one in listed if one.etag and one.etag == _tag(index.get(one.key))}
    missing = [one.key for one in listed if one.key not in found]
    if len(missing) <= _FEW:
        read = [storage.read(key) for key in missing]
    else:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            read = list(threads.map(storage.read, missing))
    return found | {key: one for key, one in zip(missing, read, strict=True) if one}


def _held(stored: Stored, kind: type[Record], key: str, before: Held[Record] | None) -> Held[Record]:
    if before and before.etag == stored.etag:
        return before
    return Held(from_json(stored.body, kind, key), stored.etag)


def _key(record: Release | ShowRecord) -> str:
    return release_key(record.id) if isinstance(record, Release) else SHOW_KEY


def _tag(one: Held[Release] | Stored | None) -> str | None:
    return one.etag if one else None
