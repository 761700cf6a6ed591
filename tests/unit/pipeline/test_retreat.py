"""An episode leaves the feed and comes back, and what was said before can be said again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import feedparser
import pytest

from podpub.catalog import read_catalog, save_record
from podpub.errors import HalfwayError, InvalidResultError, SourceError, StorageError, UsageError
from podpub.feed import parse_back
from podpub.model import Chapter, Slug
from podpub.model.layout import FEED_KEY
from podpub.pipeline.publishing.retreat import known_versions, undo_release, undo_show, unpublish
from tests.support.publishing import feed_text, guids, run
from tests.support.samples import NOW, episode
from tests.support.storages import MemoryStorage, Witness, keys

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Release
    from podpub.storage import Storage

GUID, SLUG = episode().guid, str(episode().slug)
LATER = NOW + timedelta(minutes=1)
MUCH_LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A storage that holds an episode whose title was changed once."""
    storage = MemoryStorage()
    run(tmp_path, storage)
    run(tmp_path, storage, replace(episode(), title="A better title"), b"sound2", now=LATER)
    return storage


def record(storage: Storage) -> Release:
    return read_catalog(storage).releases[GUID].record


def titles(storage: Storage) -> list[str]:
    stored = storage.read(FEED_KEY)
    assert stored
    return [entry.title for entry in feedparser.parse(stored.body).entries]


def enclosures(storage: Storage) -> list[str]:
    stored = storage.read(FEED_KEY)
    return [item.url for item in parse_back(stored.body)] if stored else []


@pytest.mark.parametrize("name", [GUID, SLUG])
def test_an_unpublished_episode_is_out_of_the_feed_and_its_files_stay(storage: Storage, name: str) -> None:
    before = keys(storage, "media/")
    done = unpublish(name, replacement=None, storage=storage, now=MUCH_LATER)
    assert done.changed
    assert guids(storage) == []
    assert record(storage).withdrawn == MUCH_LATER
    assert keys(storage, "media/") == before


def test_unpublishing_twice_is_unpublishing_once(storage: Storage) -> None:
    unpublish(GUID, replacement=None, storage=storage, now=MUCH_LATER)
    before = {key: storage.read(key) for key in keys(storage)}
    done = unpublish(GUID, replacement=None, storage=storage, now=MUCH_LATER + timedelta(hours=1))
    assert not done.changed
    assert {key: storage.read(key) for key in keys(storage)} == before


def test_an_unpublished_episode_stays_out_when_another_is_released(storage: Storage, tmp_path: Path) -> None:
    unpublish(GUID, replacement=None, storage=storage, now=MUCH_LATER)
    run(tmp_path, storage, replace(episode(), guid="another", slug=Slug("other")), b"x")
    assert guids(storage) == ["another"]


def test_undo_brings_an_unpublished_episode_back(storage: Storage) -> None:
    before = feed_text(storage)
    unpublish(GUID, replacement=None, storage=storage, now=MUCH_LATER)
    undo_release(SLUG, to=None, storage=storage, now=MUCH_LATER)
    assert feed_text(storage) == before


def test_a_host_whose_clock_is_behind_can_take_back_what_it_did(storage: Storage) -> None:
    behind = NOW - timedelta(minutes=30)
    unpublish(GUID, replacement=None, storage=storage, now=behind)
    assert undo_release(GUID, to=None, storage=storage, now=behind).changed
    assert titles(storage) == ["A better title"]


def test_undo_of_a_change_gives_the_very_feed_that_was_there_before(tmp_path: Path) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage)
    before = feed_text(storage)
    run(tmp_path, storage, replace(episode(), title="A worse title"), b"sound2", now=LATER)
    done = undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    assert done.changed
    assert feed_text(storage) == before


def test_undoing_twice_is_undoing_once(storage: Storage) -> None:
    unpublish(GUID, replacement=None, storage=storage, now=MUCH_LATER)
    undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    done = undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    assert not done.changed
    assert titles(storage) == ["A better title"]


def test_any_version_can_be_asked_for_and_none_is_lost(storage: Storage) -> None:
    unpublish(GUID, replacement=None, storage=storage, now=MUCH_LATER)
    moments = [one.moment for one in known_versions(GUID, storage)]
    assert moments == [MUCH_LATER, LATER, NOW]
    for moment in (NOW, MUCH_LATER, LATER):
        undo_release(GUID, to=moment.replace(microsecond=0), storage=storage, now=MUCH_LATER)
        assert [one.moment for one in known_versions(GUID, storage)] == moments
        assert record(storage).changed == moment
    assert titles(storage) == ["A better title"]


def test_a_release_after_an_undo_is_undone_to_what_was_published_before_it(
    storage: Storage, tmp_path: Path
) -> None:
    """And not to the younger version that had been taken back already."""
    undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    published = titles(storage)
    run(tmp_path, storage, replace(episode(), title="Third"), b"sound3", now=MUCH_LATER)
    for changed in (True, False):
        assert undo_release(GUID, to=None, storage=storage, now=MUCH_LATER).changed is changed
        assert titles(storage) == published == [episode().title]


def test_a_release_after_an_undo_is_one_also_by_a_clock_that_is_behind(
    storage: Storage, tmp_path: Path
) -> None:
    undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    run(tmp_path, storage, replace(episode(), title="Third"), b"sound3", now=NOW - timedelta(days=1))
    assert undo_release(GUID, to=None, storage=storage, now=MUCH_LATER).changed
    assert titles(storage) == [episode().title]


def test_an_undo_is_taken_back_by_naming_the_version(storage: Storage) -> None:
    undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    undo_release(GUID, to=LATER, storage=storage, now=MUCH_LATER)
    assert titles(storage) == ["A better title"]
    undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    assert titles(storage) == [episode().title]


def test_a_version_is_found_by_its_moment_to_the_microsecond(storage: Storage, tmp_path: Path) -> None:
    moment = MUCH_LATER + timedelta(microseconds=7)
    for number in (7, 8):
        moment = MUCH_LATER + timedelta(microseconds=number)
        run(tmp_path, storage, replace(episode(), title=f"At {number}"), b"sound", now=moment)
    undo_release(GUID, to=MUCH_LATER + timedelta(microseconds=7), storage=storage, now=moment)
    assert titles(storage) == ["At 7"]


def test_records_of_an_older_podpub_are_undone_by_their_moments(storage: Storage) -> None:
    """They do not say whose place they took."""
    for key in keys(storage):
        stored = storage.read(key)
        if stored and key.endswith(".json"):
            storage.write(key, re.sub(rb' *"instead_of": [^\n]*\n', b"", stored.body))
    for changed in (True, False):
        assert undo_release(GUID, to=None, storage=storage, now=MUCH_LATER).changed is changed
        assert titles(storage) == [episode().title]


def test_where_nothing_was_said_before_there_is_no_way_back(tmp_path: Path) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage)
    with pytest.raises(UsageError, match="never said anything else") as caught:
        undo_release(GUID, to=None, storage=storage, now=LATER)
    assert "podpub unpublish" in caught.value.fix


def test_a_version_whose_audio_is_gone_is_refused_and_nothing_changes(storage: Storage) -> None:
    storage.delete(min(keys(storage, "media/"), key=lambda key: key == record(storage).enclosure.key))
    before = record(storage)
    with pytest.raises(StorageError, match="no longer in the storage"):
        undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    assert record(storage) == before


def test_a_version_whose_chapters_are_gone_is_refused(storage: Storage) -> None:
    held = read_catalog(storage).releases[GUID]
    without = replace(
        held.record, chapters_file="assets/a-0123456789abcdef.chapters.json", changed=MUCH_LATER
    )
    save_record(without, replaces=held, storage=storage)
    later = read_catalog(storage).releases[GUID]
    named = replace(later.record, chapters_file=None, changed=MUCH_LATER + timedelta(minutes=1))
    save_record(named, replaces=later, storage=storage)
    with pytest.raises(StorageError, match=r"chapters\.json.*no longer in the storage"):
        undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)


def test_the_show_can_be_undone(tmp_path: Path) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage)
    run(tmp_path, storage, now=LATER, public_url="https://elsewhere.example.org/")
    assert all(url.startswith("https://elsewhere.example.org/") for url in enclosures(storage))
    for changed in (True, False):
        assert undo_show(to=None, storage=storage, now=MUCH_LATER).changed is changed
        assert not any(url.startswith("https://elsewhere.example.org/") for url in enclosures(storage))


def test_replaced_audio_stands_at_the_old_address_for_good(storage: Storage, tmp_path: Path) -> None:
    notice = tmp_path / "notice.mp3"
    notice.write_bytes(b"this was taken back")
    unpublish(GUID, replacement=notice, storage=storage, now=MUCH_LATER)
    stored = storage.read(record(storage).enclosure.key)
    assert stored
    assert stored.body == b"this was taken back"
    with pytest.raises(UsageError, match="replaced for good"):
        undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)


def test_a_replacement_that_does_not_arrive_is_half_way(storage: Storage, tmp_path: Path) -> None:
    """The record says so already, and running it again finishes."""
    notice = tmp_path / "notice.mp3"
    notice.write_bytes(b"this was taken back")
    key = record(storage).enclosure.key

    def fail(verb: str, asked: str) -> None:
        if (verb, asked) == ("write", key):
            raise StorageError("the storage is gone")

    with pytest.raises(HalfwayError, match="the storage is gone"):
        unpublish(GUID, replacement=notice, storage=Witness(storage, fail), now=MUCH_LATER)
    unpublish(GUID, replacement=notice, storage=storage, now=MUCH_LATER)
    stored = storage.read(key)
    assert stored
    assert stored.body == b"this was taken back"


def test_a_replacement_is_of_the_same_kind(storage: Storage, tmp_path: Path) -> None:
    notice = tmp_path / "notice.wav"
    notice.write_bytes(b"x")
    with pytest.raises(SourceError, match="is no mp3 file"):
        unpublish(GUID, replacement=notice, storage=storage, now=MUCH_LATER)
    assert guids(storage) == [GUID]


def test_an_unknown_name_is_told(storage: Storage) -> None:
    with pytest.raises(UsageError, match="nobody was never released"):
        unpublish("nobody", replacement=None, storage=storage, now=NOW)


def test_with_a_replacement_go_the_chapters_beside_it(storage: Storage, tmp_path: Path) -> None:
    picture, file = "assets/a-0123456789abcdef.jpg", "assets/a-0123456789abcdef.chapters.json"
    for key in (picture, file):
        storage.write(key, b"told")
    told = episode(title="A better title", chapters=(Chapter(0.0, "A", image=picture),))
    held = read_catalog(storage).releases[GUID]
    save_record(
        replace(held.record, episode=told, chapters_file=file, changed=MUCH_LATER),
        replaces=held,
        storage=storage,
    )
    (tmp_path / "silence.mp3").write_bytes(b"silence")
    unpublish(GUID, replacement=tmp_path / "silence.mp3", storage=storage, now=MUCH_LATER)
    assert keys(storage, "assets/") == keys(storage, "assets/cover")


def test_what_no_feed_can_say_any_more_is_not_brought_back(tmp_path: Path) -> None:
    """A record that breaks the feed would keep everybody from publishing."""
    storage = MemoryStorage()
    run(tmp_path, storage)
    held = read_catalog(storage).releases[GUID]
    for title, now in (("A vertical \x0b tab", LATER), ("A better title", MUCH_LATER)):
        told = replace(held.record, episode=replace(held.record.episode, title=title), changed=now)
        save_record(told, replaces=held, storage=storage)
        held = read_catalog(storage).releases[GUID]
    with pytest.raises(InvalidResultError):
        undo_release(GUID, to=None, storage=storage, now=MUCH_LATER)
    assert record(storage).episode.title == "A better title"
