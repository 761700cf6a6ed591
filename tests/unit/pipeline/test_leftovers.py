"""What nobody needs goes, and nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.catalog import read_catalog, save_record
from podpub.errors import OutsideError
from podpub.feed import render
from podpub.model import silent
from podpub.model.layout import SHOW_KEY, release_key
from podpub.pipeline.publishing.leftovers import clean, leftovers
from podpub.storage import FolderStorage, Unfinished
from tests.support.samples import NOW, release, show_record
from tests.support.storages import MemoryStorage, Witness, keys

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.storage import Storage

OLD, YOUNG = NOW - timedelta(days=31), NOW - timedelta(days=29)
UNUSED = "media/041-nie-da-0123456789abcdef.mp3"


class Clock:
    """Tells the time that it was set to."""

    def __init__(self) -> None:
        self.now = OLD

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(clock: Clock) -> MemoryStorage:
    """Hold a show and an episode with their files, all of them old."""
    storage = MemoryStorage(clock=clock)
    record, show = release(), show_record()
    for key in (*record.file_keys, *show.file_keys):
        storage.write(key, b"x")
    save_record(record, replaces=None, storage=storage)
    save_record(show, replaces=None, storage=storage)
    storage.write("feed.xml", b"x")
    return storage


def _clean(storage: Storage) -> list[str]:
    return [one.key for one in clean(storage, NOW, awaited=(), tell=silent)]


def test_what_is_published_stays(storage: MemoryStorage) -> None:
    before = keys(storage)
    assert leftovers(storage, NOW, awaited=()) == ()
    assert _clean(storage) == []
    assert keys(storage) == before


@pytest.mark.parametrize(
    "key", [UNUSED, "assets/041-nie-da-0123456789abcdef.vtt", "probes/0123456789abcdef0123456789abcdef"]
)
def test_what_no_record_names_goes_when_it_is_old(storage: MemoryStorage, clock: Clock, key: str) -> None:
    before = keys(storage)
    clock.now = YOUNG
    storage.write(key, b"12345")
    assert [(one.key, one.bytes, one.removable) for one in leftovers(storage, NOW, awaited=())] == [
        (key, 5, False)
    ]
    assert _clean(storage) == []
    clock.now = OLD
    storage.write(key, b"12345")
    assert _clean(storage) == [key]
    assert keys(storage) == before


@pytest.mark.parametrize(
    "key",
    [
        "media/my-own-song.mp3",
        "assets/logo.png",
        "index.html",
        "probes/conditions.json",
        "elsewhere/041-nie-da-0123456789abcdef.mp3",
        "show/media/041-nie-da-0123456789abcdef.mp3",
    ],
)
def test_what_podpub_did_not_name_is_not_its_to_remove(storage: MemoryStorage, key: str) -> None:
    storage.write(key, b"x")
    assert leftovers(storage, NOW, awaited=()) == ()
    assert _clean(storage) == []


@pytest.mark.parametrize(("replaced", "goes"), [(YOUNG, []), (OLD, [release().enclosure.key])])
def test_what_an_undo_may_bring_back_stays_for_a_month(
    storage: MemoryStorage, clock: Clock, replaced: datetime, goes: list[str]
) -> None:
    held = read_catalog(storage).releases[release().episode.guid]
    clock.now = replaced
    enclosure = replace(release().enclosure, key="media/042-vertrauen-im-team-fedcba9876543210.mp3")
    save_record(replace(held.record, enclosure=enclosure), replaces=held, storage=storage)
    assert _clean(storage) == goes


def test_the_covers_of_the_show_are_kept_for_undo_too(storage: MemoryStorage, clock: Clock) -> None:
    held = read_catalog(storage).show
    clock.now = YOUNG
    image = "assets/cover-fedcba9876543210.jpg"
    save_record(show_record(image=image), replaces=held, storage=storage)
    assert _clean(storage) == []


def test_records_that_were_lost_make_no_leftovers(storage: MemoryStorage) -> None:
    """What the feed names stays, and where no show is, nothing is anybody's leftover."""
    storage.write("feed.xml", render(show_record(), (release(),), NOW))
    storage.delete(release_key(release().id))
    assert leftovers(storage, NOW, awaited=()) == ()
    storage.write("feed.xml", render(show_record(), (), NOW))
    assert [one.key for one in leftovers(storage, NOW, awaited=())] == [release().enclosure.key]
    storage.delete(SHOW_KEY)
    assert _clean(storage) == []


DRAFT = f"drafts/{'0a' * 16}/050-geplant-0123456789abcdef.mp3"


@pytest.mark.parametrize(
    ("slug", "awaited", "goes"),
    [
        pytest.param("050-geplant", {"050-geplant"}, [], id="still a draft"),
        pytest.param("050-geplant", set(), [DRAFT], id="gone"),
        pytest.param("042-vertrauen-im-team", {"042-vertrauen-im-team"}, [DRAFT], id="released"),
    ],
)
def test_what_was_shared_stays_until_its_episode_is_out(
    storage: MemoryStorage, clock: Clock, slug: str, awaited: set[str], goes: list[str]
) -> None:
    key = DRAFT.replace("050-geplant", slug)
    storage.write(key, b"x")
    removed = [one.key for one in clean(storage, NOW, awaited=awaited, tell=silent)]
    assert removed == [one.replace("050-geplant", slug) for one in goes]
    clock.now = YOUNG
    storage.write(key, b"x")
    assert _clean(storage) == []


def test_uploads_that_were_broken_off_go_when_they_are_old(storage: MemoryStorage) -> None:
    """Also those of a file that is there whole by now."""
    old = Unfinished(release().enclosure.key, OLD, "1")
    young, strange = Unfinished(UNUSED, YOUNG, "2"), Unfinished("backup/other.tar", OLD, "3")
    storage.uploads = [old, young, strange]
    assert [(one.key, one.removable) for one in leftovers(storage, NOW, awaited=())] == [
        (UNUSED, False),
        (old.key, True),
    ]
    assert _clean(storage) == [old.key]
    assert storage.uploads == [young, strange]
    assert storage.size(old.key) == 1


def test_a_release_between_the_look_and_the_removal_loses_nothing(storage: MemoryStorage) -> None:
    """Stop before every request of a cleaning, and let a whole release that needs the file go by."""
    storage.write(UNUSED, b"x")
    moments: list[str] = []
    clean(
        Witness(_copy(storage), lambda verb, key: moments.append(f"{verb} {key}")),
        NOW,
        awaited=(),
        tell=silent,
    )
    deed = moments.index(f"delete {UNUSED}")
    for moment in range(deed):
        fresh = _copy(storage)
        clean(Witness(fresh, _Meanwhile(fresh, moment)), NOW, awaited=(), tell=silent)
        assert fresh.size(UNUSED) == 1, moments[moment]
    fresh = _copy(storage)
    with pytest.raises(OutsideError, match="was just being removed"):
        clean(Witness(fresh, _Meanwhile(fresh, deed)), NOW, awaited=(), tell=silent)


class _Meanwhile:
    """Releases an episode with the unused file before the request with a number."""

    def __init__(self, storage: MemoryStorage, number: int) -> None:
        self._storage, self._left = storage, number

    def __call__(self, _verb: str, _key: str) -> None:
        if self._left == 0:
            self._storage.clock = lambda: NOW
            self._storage.write(UNUSED, b"x")  # as `publish` does with an old file that no record names
            named = replace(release().enclosure, key=UNUSED)
            told = replace(release().episode, guid="another")
            save_record(release(episode=told, enclosure=named), replaces=None, storage=self._storage)
        self._left -= 1


def _copy(storage: MemoryStorage) -> MemoryStorage:
    copy = MemoryStorage(clock=lambda: OLD)
    for one in storage.objects(""):
        copy.write(one.key, b"".join(storage.stream(one.key)))
    return copy


def test_a_folder_is_cleaned_by_the_age_of_its_files(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    save_record(show_record(), replaces=None, storage=storage)
    for key in (UNUSED, UNUSED.replace("041", "040")):
        storage.write(key, b"x")
    now = datetime.now(UTC)
    old = (now - timedelta(days=31)).timestamp()
    os.utime(tmp_path / UNUSED, (old, old))
    assert [one.key for one in clean(storage, now, awaited=(), tell=silent)] == [UNUSED]
    assert keys(storage, "media/") == [UNUSED.replace("041", "040")]
