"""Records survive the storage, and nobody's record is overwritten by accident."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.catalog import index_catalog, read_catalog, save_record, versions
from podpub.errors import ConflictError, StorageError
from podpub.model import Slug
from podpub.model.layout import INDEX_KEY, SHOW_KEY, release_key
from podpub.storage import FolderStorage
from tests.support.samples import NOW, episode, release, show_record
from tests.support.storages import MemoryStorage, Witness

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Release


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


def test_the_same_record_is_the_same_bytes(storage: FolderStorage, tmp_path: Path) -> None:
    other, key = FolderStorage(tmp_path / "other"), release_key(release().id)
    save_record(release(), replaces=None, storage=storage)
    save_record(release(), replaces=None, storage=other)
    assert storage.read(key) == other.read(key)


def test_a_record_that_says_the_same_again_is_not_the_same_bytes(storage: FolderStorage) -> None:
    """A write that waits for the first one must not find it again."""
    seen = set()
    for number in range(6):
        held = read_catalog(storage).releases.get(episode().guid)
        assert held is None or held.etag not in seen
        seen |= {held.etag} if held else set()
        save_record(release(episode=episode(title=f"{number % 2}")), replaces=held, storage=storage)


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
    told = read_catalog(storage).releases[episode().guid].record
    assert told == replace(theirs, instead_of=held.record.changed)


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


def _records(count: int) -> list[Release]:
    return [
        release(episode=replace(episode(), guid=f"guid-{number}", slug=Slug(f"episode-{number}")))
        for number in range(count)
    ]


def test_many_records_are_read_with_a_constant_number_of_requests() -> None:
    storage, asked = MemoryStorage(), list[str]()
    for one in _records(40):
        save_record(one, replaces=None, storage=storage)
    index_catalog(storage)
    catalog = read_catalog(Witness(storage, lambda verb, key: asked.append(f"{verb} {key}")))
    assert len(catalog.releases) == 40
    assert asked == ["objects releases/", f"read {INDEX_KEY}", f"read {SHOW_KEY}"]


def test_what_changed_after_the_index_was_written_is_read_itself() -> None:
    storage = MemoryStorage()
    for one in _records(40):
        save_record(one, replaces=None, storage=storage)
    index_catalog(storage)
    held = read_catalog(storage).releases["guid-7"]
    changed = replace(held.record, changed=NOW + timedelta(days=1))
    save_record(changed, replaces=held, storage=storage)
    save_record(replace(release(), episode=episode()), replaces=None, storage=storage)
    catalog = read_catalog(storage)
    assert catalog.releases["guid-7"].record == replace(changed, instead_of=held.record.changed)
    assert len(catalog.releases) == 41


def test_a_removed_record_is_not_brought_back_by_the_index() -> None:
    storage = MemoryStorage()
    for one in _records(40):
        save_record(one, replaces=None, storage=storage)
    index_catalog(storage)
    storage.delete(release_key(_records(1)[0].id))
    assert "guid-0" not in read_catalog(storage).releases


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no gzip", id="no gzip"),
        pytest.param(gzip.compress(b"{"), id="no JSON"),
        pytest.param(gzip.compress(b'{"schema": 99}'), id="another schema"),
        pytest.param(gzip.compress(b"[]"), id="a list"),
    ],
)
def test_a_damaged_index_is_as_good_as_none(body: bytes) -> None:
    storage = MemoryStorage()
    for one in _records(40):
        save_record(one, replaces=None, storage=storage)
    storage.write(INDEX_KEY, body)
    assert len(read_catalog(storage).releases) == 40


def test_what_is_known_already_is_not_read_again() -> None:
    storage, asked = MemoryStorage(), list[str]()
    for one in _records(3):
        save_record(one, replaces=None, storage=storage)
    before = read_catalog(storage)
    again = read_catalog(Witness(storage, lambda verb, key: asked.append(f"{verb} {key}")), before)
    assert again == before
    assert asked == ["objects releases/", f"read {SHOW_KEY}"]


def test_what_a_record_replaced_is_in_the_history(storage: FolderStorage) -> None:
    first, second = release(), release(changed=NOW + timedelta(hours=1))
    save_record(first, replaces=None, storage=storage)
    assert list(versions(first, storage)) == []
    save_record(second, replaces=read_catalog(storage).releases[episode().guid], storage=storage)
    assert list(versions(second, storage)) == [first]


def test_a_record_of_the_first_schema_is_brought_up_to_date(storage: FolderStorage) -> None:
    save_record(release(), replaces=None, storage=storage)
    key = release_key(release().id)
    stored = storage.read(key)
    assert stored is not None
    content = json.loads(stored.body)
    assert content.pop("schema") == 2
    for unknown in ("withdrawn", "silenced"):
        del content[unknown]
    storage.write(key, json.dumps({"schema": 1, **content}).encode())
    assert read_catalog(storage).releases[episode().guid].record == release()


@pytest.mark.parametrize("name", ["0-older", "z-older"])
def test_a_copy_of_a_record_that_somebody_put_beside_it_does_not_count(
    storage: FolderStorage, name: str
) -> None:
    save_record(release(), replaces=None, storage=storage)
    first = storage.read(release_key(release().id))
    assert first is not None
    storage.write(release_key(name), first.body)
    held = read_catalog(storage).releases[episode().guid]
    save_record(replace(release(), image="assets/new-0123456789abcdef.jpg"), replaces=held, storage=storage)
    (held,) = read_catalog(storage).releases.values()
    assert held.record.image == "assets/new-0123456789abcdef.jpg"
