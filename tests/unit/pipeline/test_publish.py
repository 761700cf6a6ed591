"""Publishing leaves the old feed whole until everything the new one names is there."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.catalog import index_catalog, read_catalog, save_record
from podpub.errors import ConflictError, HalfwayError, InvalidResultError, OutsideError, StorageError
from podpub.feed import parse_back
from podpub.model import Enclosure, Format, Slug, silent
from podpub.model.layout import FEED_KEY, SHOW_KEY, media_key, release_key
from podpub.pipeline.looking.verify import Status, verify
from podpub.pipeline.making.build import Built, BuiltEpisode
from podpub.pipeline.planning.plan import Work
from podpub.pipeline.publishing.feeds import update_feed
from podpub.pipeline.publishing.publish import publish
from podpub.pipeline.publishing.retreat import undo_release, unpublish
from podpub.storage import FolderStorage
from tests.support.publishing import built, feed_text, guids, made, run
from tests.support.samples import NOW, episode, release, show, show_record
from tests.support.storages import FailingAt, MemoryStorage, Witness, keys

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "public")


def test_media_comes_first_then_records_and_the_feed_last(tmp_path: Path, storage: FolderStorage) -> None:
    written: list[str] = []
    run(tmp_path, Witness(storage, lambda verb, key: written.append(key) if verb == "write" else None))
    media = made(episode(), b"sound")[0].enclosure.key
    assert written == [show_record().image, media, release_key(release().id), SHOW_KEY, FEED_KEY]


def test_the_report_names_what_was_written_for_an_episode(tmp_path: Path, storage: FolderStorage) -> None:
    report = run(tmp_path, storage)
    assert report.episodes[0].status is Status.RELEASED
    assert report.episodes[0].uploaded == (
        made(episode(), b"sound")[0].enclosure.key,
        release_key(release().id),
    )
    assert report.feed_url == "http://localhost:8000/feed.xml"
    assert [one.episode.guid for one in report.joined] == [episode().guid]


def test_what_somebody_may_be_removing_is_written_again(tmp_path: Path, storage: FolderStorage) -> None:
    """An old file that no record names is nothing to lean on: `podpub clean` may be at it."""
    key = made(episode(), b"sound")[0].enclosure.key
    storage.write(key, b"sound")
    os.utime(tmp_path / "public" / key, (0, 0))
    assert key in run(tmp_path, storage).uploaded
    os.utime(tmp_path / "public" / key, (0, 0))
    assert run(tmp_path, storage).uploaded == ()


def test_publishing_twice_writes_nothing_the_second_time(tmp_path: Path, storage: FolderStorage) -> None:
    run(tmp_path, storage)
    assert run(tmp_path, storage).uploaded == ()


def test_wherever_the_storage_fails_the_feed_is_whole_and_the_next_run_finishes(tmp_path: Path) -> None:
    undisturbed = FolderStorage(tmp_path / "undisturbed")
    requests = FailingAt(10**6)
    run(tmp_path, Witness(undisturbed, requests))
    second = episode(guid="second", slug=Slug("043-zweite"), title="Zweite")
    assert requests.asked > 8
    for moment in range(requests.asked):
        storage = FolderStorage(tmp_path / f"stopped-{moment}")
        run(tmp_path, storage, second, b"second")
        with pytest.raises((StorageError, HalfwayError)):
            run(tmp_path, Witness(storage, FailingAt(moment)))
        _assert_every_enclosure_is_there(storage)
        run(tmp_path, storage)
        assert set(guids(storage)) == {episode().guid, "second"}
        _assert_every_enclosure_is_there(storage)


def _assert_every_enclosure_is_there(storage: FolderStorage) -> None:
    stored = storage.read(FEED_KEY)
    assert stored is not None
    for item in parse_back(stored.body):
        assert storage.size(item.url.removeprefix("http://localhost:8000/")) == item.length


def test_half_way_is_said_exactly_when_something_was_written(tmp_path: Path) -> None:
    requests = FailingAt(10**6)
    publish(
        built(tmp_path, FolderStorage(tmp_path / "undisturbed")),
        storage=Witness(FolderStorage(tmp_path / "undisturbed"), requests),
        tell=silent,
    )
    seen = set()
    for moment in range(requests.asked - 1):  # the last one is for a copy, which nobody misses
        storage = FolderStorage(tmp_path / f"stopped-{moment}")
        with pytest.raises((StorageError, HalfwayError)) as caught:
            publish(built(tmp_path, storage), storage=Witness(storage, FailingAt(moment)), tell=silent)
        assert isinstance(caught.value, HalfwayError) is bool(keys(storage))
        seen.add(type(caught.value))
    assert seen == {StorageError, HalfwayError}


def test_two_hosts_at_once_lose_no_episode(tmp_path: Path) -> None:
    """The other host's whole release happens at each single request of ours."""
    requests = FailingAt(10**6)
    run(tmp_path, Witness(FolderStorage(tmp_path / "alone"), requests))
    theirs = episode(guid="theirs", slug=Slug("043-ihre"), title="Ihre")
    for moment in range(requests.asked):
        shared = FolderStorage(tmp_path / f"shared-{moment}")
        run(tmp_path, shared, episode(guid="first", slug=Slug("001-erste")), b"first")
        asked = iter(range(10**6))

        def meanwhile(_verb: str, _key: str, at: int = moment, to: Storage = shared) -> None:
            if next(asked) == at:  # noqa: B023 - called before the next round
                run(tmp_path, to, theirs, b"theirs")

        run(tmp_path, Witness(shared, meanwhile))
        assert set(guids(shared)) == {"first", episode().guid, "theirs"}, moment


def test_two_first_releases_at_once_lose_no_episode(tmp_path: Path) -> None:
    """Neither show nor feed exists when both begin, and the other host has a later clock."""
    requests = FailingAt(10**6)
    run(tmp_path, Witness(FolderStorage(tmp_path / "alone"), requests))
    theirs = episode(guid="theirs", slug=Slug("043-ihre"), title="Ihre")
    for moment in range(requests.asked):
        shared = FolderStorage(tmp_path / f"shared-{moment}")
        asked = iter(range(10**6))

        def meanwhile(_verb: str, _key: str, at: int = moment, to: Storage = shared) -> None:
            if next(asked) == at:  # noqa: B023 - called before the next round
                run(tmp_path, to, theirs, b"theirs", now=NOW + timedelta(minutes=1))

        run(tmp_path, Witness(shared, meanwhile))
        assert set(guids(shared)) == {episode().guid, "theirs"}, moment


def test_an_older_clock_takes_nothing_out_of_the_feed(tmp_path: Path, storage: FolderStorage) -> None:
    ours = built(tmp_path, storage, now=NOW)
    later = episode(guid="theirs", slug=Slug("043-ihre"), date=NOW + timedelta(seconds=30))
    run(tmp_path, storage, later, b"theirs", now=NOW + timedelta(minutes=1))
    verify(publish(ours, storage=storage, tell=silent), storage=storage, tell=silent)
    assert set(guids(storage)) == {episode().guid, "theirs"}


def test_what_is_out_before_its_date_takes_nothing_else_along(tmp_path: Path, storage: FolderStorage) -> None:
    """Its date was moved by one host while another, with a later clock, brought it in."""
    moved = episode(date=NOW + timedelta(minutes=1))
    next_week = episode(guid="next", slug=Slug("043-next"), date=NOW + timedelta(days=7))
    run(tmp_path, storage, moved)
    run(tmp_path, storage, next_week, b"next")
    held_back = built(tmp_path, storage, replace(moved, date=NOW + timedelta(days=30)))
    update_feed(storage, NOW + timedelta(minutes=2))
    publish(held_back, storage=storage, tell=silent)
    assert guids(storage) == [moved.guid]


def test_the_feed_tells_the_show_that_was_published_last(tmp_path: Path, storage: FolderStorage) -> None:
    run(tmp_path, storage, episode(guid="first", slug=Slug("001-erste")), b"first")
    ours = built(tmp_path, storage)
    run(tmp_path, storage, episode(guid="first", slug=Slug("001-erste")), b"first", show=show(author="Neu"))
    publish(ours, storage=storage, tell=silent)
    stored = storage.read(FEED_KEY)
    assert stored is not None
    assert b"<itunes:author>Neu</itunes:author>" in stored.body


def test_the_same_episode_from_two_hosts_is_one(tmp_path: Path, storage: FolderStorage) -> None:
    ours = built(tmp_path, storage)
    run(tmp_path, storage, now=NOW + timedelta(minutes=1))
    assert publish(ours, storage=storage, tell=silent).uploaded == ()


def test_different_audio_for_one_episode_is_a_conflict_and_not_a_mixture(
    tmp_path: Path, storage: FolderStorage
) -> None:
    ours = built(tmp_path, storage, content=b"ours")
    run(tmp_path, storage, content=b"theirs")
    with pytest.raises((ConflictError, HalfwayError)):
        publish(ours, storage=storage, tell=silent)
    assert read_catalog(storage).releases[episode().guid].record.enclosure.bytes == len(b"theirs")


def test_an_episode_of_tomorrow_is_stored_but_not_in_the_feed(tmp_path: Path, storage: FolderStorage) -> None:
    report = run(tmp_path, storage, episode(date=NOW + timedelta(days=1)))
    assert report.episodes[0].status is Status.SCHEDULED
    assert storage.size(made(episode(), b"sound")[0].enclosure.key) == len(b"sound")
    assert guids(storage) == []


def test_a_feed_made_elsewhere_is_not_overwritten(tmp_path: Path, storage: FolderStorage) -> None:
    elsewhere = FolderStorage(tmp_path / "elsewhere")
    run(tmp_path, elsewhere, episode(guid="foreign", slug=Slug("001-fremd")))
    foreign = elsewhere.read(FEED_KEY)
    assert foreign is not None
    storage.write(FEED_KEY, foreign.body)
    with pytest.raises(InvalidResultError, match="foreign"):
        run(tmp_path, storage)
    assert storage.read(FEED_KEY) == foreign
    assert keys(storage) == [FEED_KEY]


@pytest.mark.parametrize("damage", [b"", b"<rss><channel>", b"<html/>"])
def test_a_damaged_feed_is_written_again(tmp_path: Path, storage: FolderStorage, damage: bytes) -> None:
    run(tmp_path, storage)
    whole = feed_text(storage)
    storage.write(FEED_KEY, damage)
    run(tmp_path, storage)
    assert feed_text(storage) == whole


def test_what_is_no_feed_is_not_written_over_by_a_first_release(
    tmp_path: Path, storage: FolderStorage
) -> None:
    storage.write(FEED_KEY, b"<html>something else</html>")
    with pytest.raises(InvalidResultError, match="podpub did not write"):
        run(tmp_path, storage)


def test_what_joins_the_feed_is_released_though_nothing_was_made(
    tmp_path: Path, storage: FolderStorage
) -> None:
    scheduled = episode(date=NOW + timedelta(hours=1))
    run(tmp_path, storage, scheduled)
    later = NOW + timedelta(hours=2)
    ready = built(tmp_path, storage, scheduled, now=later)
    held = ready.plan.catalog.releases[scheduled.guid]
    idle = replace(ready.plan.episodes[0], work=Work.NONE, reasons=())
    nothing_made = BuiltEpisode(idle, held.record, {}, ())
    ready = replace(ready, plan=replace(ready.plan, episodes=(idle,)), episodes=(nothing_made,))
    report = verify(publish(ready, storage=storage, tell=silent), storage=storage, tell=silent)
    assert [one.status for one in report.episodes] == [Status.RELEASED]


def test_a_file_that_reads_back_differently_is_noticed(tmp_path: Path, storage: FolderStorage) -> None:
    receipt = publish(built(tmp_path, storage), storage=storage, tell=silent)
    storage.write(made(episode(), b"sound")[0].enclosure.key, b"SOUND")
    with pytest.raises(OutsideError, match="reads back"):
        verify(receipt, storage=storage, tell=silent)


def test_a_feed_that_promises_something_else_is_noticed(tmp_path: Path, storage: FolderStorage) -> None:
    receipt = publish(built(tmp_path, storage), storage=storage, tell=silent)
    stored = storage.read(FEED_KEY)
    assert stored is not None
    storage.write(FEED_KEY, stored.body.replace(b'length="5"', b'length="6"'))
    with pytest.raises(OutsideError, match="the feed shows"):
        verify(receipt, storage=storage, tell=silent)


@pytest.mark.parametrize("damage", [b"", b"<rss><channel>"])
def test_a_feed_that_reads_back_as_none_is_noticed_as_published(
    tmp_path: Path, storage: FolderStorage, damage: bytes
) -> None:
    """It is too late to say that nothing was uploaded."""
    receipt = publish(built(tmp_path, storage), storage=storage, tell=silent)
    storage.write(FEED_KEY, damage)
    with pytest.raises(OutsideError, match="reads back as something else"):
        verify(receipt, storage=storage, tell=silent)


def test_a_feed_that_says_the_same_again_is_not_the_same_bytes(
    tmp_path: Path, storage: FolderStorage
) -> None:
    """Who read the first one must not be able to take the third one for it."""
    run(tmp_path, storage)
    first, before = storage.read(FEED_KEY), feed_text(storage)
    unpublish(episode().guid, replacement=None, storage=storage, now=NOW + timedelta(minutes=1))
    undo_release(episode().guid, to=None, storage=storage, now=NOW + timedelta(minutes=2))
    assert feed_text(storage) == before
    assert storage.read(FEED_KEY) != first


def test_what_is_taken_back_before_the_feed_tells_it_stays_taken_back(
    tmp_path: Path, storage: FolderStorage
) -> None:
    """One host has withdrawn an episode and not yet written the feed; meanwhile another takes that back."""
    run(tmp_path, storage)

    def meanwhile(verb: str, key: str) -> None:
        if (verb, key) == ("write", FEED_KEY):
            undo_release(episode().guid, to=None, storage=storage, now=NOW + timedelta(minutes=2))

    slow = Witness(storage, meanwhile)
    with pytest.raises(OutsideError, match="still shows"):
        unpublish(episode().guid, replacement=None, storage=slow, now=NOW + timedelta(minutes=1))
    assert guids(storage) == [episode().guid]


def test_a_new_title_replaces_the_record(tmp_path: Path, storage: FolderStorage) -> None:
    run(tmp_path, storage)
    run(tmp_path, storage, replace(episode(), title="Ein besserer Titel"))
    stored = storage.read(FEED_KEY)
    assert stored is not None
    assert b"Ein besserer Titel" in stored.body
    assert guids(storage) == [episode().guid]


def with_opus(one: Built, content: bytes) -> Built:
    """Return what was built, with a second format."""
    (episode_built,) = one.episodes
    digest = hashlib.sha256(content).hexdigest()
    key = media_key(episode().slug, digest, Format.OPUS)
    told = replace(
        episode_built.release, alternates=(Enclosure(key, len(content), "audio/ogg", 60.0, digest),)
    )
    files = {**episode_built.files, key: content}
    return replace(one, episodes=(replace(episode_built, release=told, files=files),))


def test_every_format_is_there_before_the_record_names_it(tmp_path: Path, storage: FolderStorage) -> None:
    written: list[str] = []
    watched = Witness(storage, lambda verb, key: written.append(key) if verb == "write" else None)
    one = with_opus(built(tmp_path, storage), b"opus")
    publish(one, storage=watched, tell=silent)
    record = written.index(release_key(release().id))
    assert {*one.episodes[0].files} <= {*written[:record]}
    assert read_catalog(storage).releases[episode().guid].record == one.episodes[0].release


def test_an_alternate_that_reads_back_differently_is_noticed(tmp_path: Path, storage: FolderStorage) -> None:
    one = with_opus(built(tmp_path, storage), b"opus")
    receipt = publish(one, storage=storage, tell=silent)
    verify(receipt, storage=storage, tell=silent)
    storage.write(one.episodes[0].release.alternates[0].key, b"OPUS")
    with pytest.raises(OutsideError, match=r"\.opus reads back"):
        verify(receipt, storage=storage, tell=silent)


@pytest.mark.parametrize("others", [20, 200])
def test_a_release_costs_as_many_requests_in_a_large_show_as_in_a_small_one(
    tmp_path: Path, others: int
) -> None:
    storage, asked = MemoryStorage(), list[str]()
    run(tmp_path, storage)
    for number in range(others):
        older = replace(episode(), guid=f"older-{number}", slug=Slug(f"older-{number}"))
        save_record(made(older, str(number).encode())[0], replaces=None, storage=storage)
    index_catalog(storage)
    told = replace(episode(), summary="Another summary")
    run(tmp_path, Witness(storage, lambda verb, key: asked.append(f"{verb} {key}")), told)
    assert len(asked) == 20, asked
