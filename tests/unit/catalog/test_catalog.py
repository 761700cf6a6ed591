"""Records survive the storage, and nobody's record is overwritten by accident."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from podpub.catalog import read_catalog, save_record
from podpub.errors import ConflictError, StorageError
from podpub.model.layout import release_key
from podpub.storage import FolderStorage
from tests.support.samples import episode, release, show_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "public")


def test_an_empty_storage_has_no_records(storage: FolderStorage) -> None:
    catalog = read_catalog(storage)
    assert catalog.show is None
    assert catalog.releases == {}


def test_records_come_back_equal(storage: FolderStorage) -> None:
    save_record(release(), replaces=None, storage=storage)
    save_record(show_record(), replaces=None, storage=storage)
    catalog = read_catalog(storage)
    assert catalog.releases[episode().guid].record == release()
    assert catalog.show is not None
    assert catalog.show.record == show_record()


def test_the_same_record_is_the_same_bytes(storage: FolderStorage) -> None:
    key = release_key(release().id)
    save_record(release(), replaces=None, storage=storage)
    first = storage.read(key)
    save_record(release(), replaces=read_catalog(storage).releases[episode().guid], storage=storage)
    assert storage.read(key) == first


def test_a_second_host_cannot_create_the_same_record(storage: FolderStorage) -> None:
    save_record(release(), replaces=None, storage=storage)
    with pytest.raises(ConflictError):
        save_record(release(), replaces=None, storage=storage)


def test_an_update_does_not_overwrite_somebody_elses(storage: FolderStorage) -> None:
    save_record(release(), replaces=None, storage=storage)
    held = read_catalog(storage).releases[episode().guid]
    theirs = replace(release(), episode=episode(title="Ihr Titel"))
    save_record(theirs, replaces=held, storage=storage)
    with pytest.raises(ConflictError):
        save_record(replace(release(), episode=episode(title="Unser Titel")), replaces=held, storage=storage)
    assert read_catalog(storage).releases[episode().guid].record == theirs


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"[]", id="no mapping"),
        pytest.param(b'{"schema": 1}', id="nothing in it"),
        pytest.param(b'{"schema": "one"}', id="no schema number"),
    ],
)
def test_a_damaged_record_is_named(storage: FolderStorage, body: bytes) -> None:
    storage.write("releases/abc.json", body)
    with pytest.raises(StorageError, match=r"releases/abc\.json .*damaged"):
        read_catalog(storage)


def test_a_record_of_a_newer_podpub_asks_for_an_update(storage: FolderStorage) -> None:
    save_record(release(), replaces=None, storage=storage)
    key = release_key(release().id)
    stored = storage.read(key)
    assert stored is not None
    storage.write(key, json.dumps({**json.loads(stored.body), "schema": 3}).encode())
    with pytest.raises(StorageError, match="newer podpub") as caught:
        read_catalog(storage)
    assert "Update podpub" in caught.value.fix


def test_a_record_from_before_there_were_formats_is_read(storage: FolderStorage) -> None:
    save_record(release(), replaces=None, storage=storage)
    key = release_key(release().id)
    stored = storage.read(key)
    assert stored is not None
    content = json.loads(stored.body)
    del content["alternates"]
    storage.write(key, json.dumps(content).encode())
    assert read_catalog(storage).releases[episode().guid].record == release()


def test_alternates_come_back_equal(storage: FolderStorage) -> None:
    other = replace(release().enclosure, key="media/a-0123456789abcdef.opus", type="audio/ogg")
    told = release(alternates=(other,))
    save_record(told, replaces=None, storage=storage)
    assert read_catalog(storage).releases[episode().guid].record == told
