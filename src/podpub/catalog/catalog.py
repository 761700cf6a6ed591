"""Read all records at once; write one, refusing to overwrite what somebody else wrote meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from podpub.catalog.records import Record, from_json, to_json
from podpub.model import Release, ShowRecord
from podpub.model.layout import RELEASES, SHOW_KEY, release_key
from podpub.storage import ABSENT, Unchanged

if TYPE_CHECKING:
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Held(Generic[Record]):
    """A record as the storage holds it, with the tag that a later write must match."""

    record: Record
    etag: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that was released, by GUID, and the show as last published."""

    show: Held[ShowRecord] | None
    releases: dict[str, Held[Release]]


def read_catalog(storage: Storage) -> Catalog:
    """Read every record of the storage."""
    held = (_read(storage, key, Release) for key in storage.keys(RELEASES))
    releases = {one.record.episode.guid: one for one in held if one is not None}
    return Catalog(_read(storage, SHOW_KEY, ShowRecord), releases)


def save_release(release: Release, *, replaces: Held[Release] | None, storage: Storage) -> None:
    """Create or update an episode's record.

    Raises:
        ConflictError: Somebody else wrote it since it was read.
    """
    _save(storage, release_key(release.id), release, replaces)


def save_show(show: ShowRecord, *, replaces: Held[ShowRecord] | None, storage: Storage) -> None:
    """Create or update the show's record; raises `ConflictError` as `save_release` does."""
    _save(storage, SHOW_KEY, show, replaces)


def _read(storage: Storage, key: str, kind: type[Record]) -> Held[Record] | None:
    stored = storage.read(key)
    return Held(from_json(stored.body, kind, key), stored.etag) if stored else None


def _save(storage: Storage, key: str, record: Record, replaces: Held[Record] | None) -> None:
    expect = Unchanged(replaces.etag) if replaces else ABSENT
    storage.write(key, to_json(record), expect=expect)
