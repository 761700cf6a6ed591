"""What every record replaced: written before the record is, and never changed again."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING

from podpub.catalog.records import Record, from_json, to_json
from podpub.model import Release, ShowRecord
from podpub.model.layout import HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from podpub.storage import Storage

_DIGITS = 8
_SHOW_SHELF = f"{HISTORY}show/"


def remember(record: Release | ShowRecord, storage: Storage) -> None:
    """Keep a record that is about to be replaced."""
    body = to_json(record)
    when = record.changed.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    storage.write(f"{_shelf(record)}{when}-{hashlib.sha256(body).hexdigest()[:_DIGITS]}.json", body)


def versions(record: Record, storage: Storage) -> Iterator[Record]:
    """Yield everything that a record said before, in no promised order."""
    for one in storage.objects(_shelf(record)):
        if stored := storage.read(one.key):
            yield from_json(stored.body, type(record), one.key)


def replaced_since(moment: datetime, storage: Storage) -> Iterator[Release | ShowRecord]:
    """Yield what records said until they were replaced, after a moment by the storage's clock."""
    for one in storage.objects(HISTORY):
        if one.modified >= moment and (stored := storage.read(one.key)):
            if one.key.startswith(_SHOW_SHELF):
                yield from_json(stored.body, ShowRecord, one.key)
            else:
                yield from_json(stored.body, Release, one.key)


def _shelf(record: Release | ShowRecord) -> str:
    return _SHOW_SHELF if isinstance(record, ShowRecord) else f"{HISTORY}releases/{record.id}/"
