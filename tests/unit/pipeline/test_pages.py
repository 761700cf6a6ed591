"""A feed in pages is published, read back and written again like a feed in one piece."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from podpub.catalog import read_catalog
from podpub.errors import HalfwayError, OutsideError, StorageError
from podpub.feed import older_page, parse_back
from podpub.model import Slug, silent
from podpub.model.layout import FEED_KEY, PAGES
from podpub.pipeline.looking.verify import verify
from podpub.pipeline.publishing.feeds import documents, shown_in, update_feed
from podpub.pipeline.publishing.leftovers import clean, leftovers
from podpub.pipeline.publishing.publish import publish
from podpub.pipeline.publishing.retreat import unpublish
from tests.support.publishing import built, guids, run
from tests.support.samples import NOW, episode, show
from tests.support.storages import FailingAt, MemoryStorage, Witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.model import Episode, Show
    from podpub.storage import Storage

PAGED = show(episodes_per_page=2)


def _episode(number: int) -> Episode:
    date = NOW - timedelta(days=100 - number)
    return episode(guid=f"guid-{number}", slug=Slug(f"{number:03}"), title=f"Folge {number}", date=date)


def _release(tmp_path: Path, storage: Storage, numbers: range) -> None:
    for number in numbers:
        run(tmp_path, storage, _episode(number), f"sound {number}".encode(), show=PAGED)


def _pages(storage: Storage) -> dict[str, list[str]]:
    found = ((one.key, storage.read(one.key)) for one in storage.objects(PAGES))
    return {key: [item.guid for item in parse_back(page.body)] for key, page in found if page}


def _body(storage: Storage, key: str) -> bytes:
    found = storage.read(key)
    return found.body if found else b""


class Meanwhile:
    """Lets another host do something before the request with the given number, counted from 0."""

    def __init__(self, number: int, deed: Callable[[], object]) -> None:
        self.came = False
        self._left = number
        self._deed = deed

    def __call__(self, _verb: str, _key: str) -> None:
        if self._left == 0:
            self.came = True
            self._deed()
        self._left -= 1


def test_older_episodes_go_to_pages(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    assert guids(storage) == ["guid-7", "guid-6", "guid-5"]
    assert _pages(storage) == {
        "feed/page-1.xml": ["guid-2", "guid-1"],
        "feed/page-2.xml": ["guid-4", "guid-3"],
    }
    assert [len(parse_back(one)) for one in documents(storage).values()] == [3, 2, 2]


def test_pages_that_the_feed_no_longer_leads_to_are_left_over(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    later = NOW + timedelta(days=31)
    assert not [one.key for one in leftovers(storage, later, awaited=()) if one.key.startswith(PAGES)]
    run(tmp_path, storage, _episode(8), b"sound 8", show=show())
    found = [one.key for one in leftovers(storage, later, awaited=()) if one.key.startswith(PAGES)]
    assert found == ["feed/page-1.xml", "feed/page-2.xml"]


UNPAGED = show()
LARGER = show(episodes_per_page=3)


@pytest.mark.parametrize("other", [UNPAGED, LARGER], ids=["no pages", "larger pages"])
def test_what_is_taken_back_leaves_the_pages_that_nothing_leads_to(tmp_path: Path, other: Show) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    run(tmp_path, storage, _episode(8), b"sound 8", show=other)
    assert _pages(storage)["feed/page-2.xml"] == ["guid-4", "guid-3"]
    unpublish("003", replacement=None, storage=storage, now=NOW)
    assert _pages(storage)["feed/page-2.xml"] == ["guid-4"]
    assert not [one.key for one in storage.objects("feed") if b"guid-3" in _body(storage, one.key)]


def test_a_page_that_nothing_leads_to_changes_with_its_own_episodes_alone(tmp_path: Path) -> None:
    """So it is not young for ever, and is removed in the end."""
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)
    before = {key: _body(storage, key) for key in _pages(storage)}
    run(tmp_path, storage, _episode(9), b"sound 9", show=UNPAGED)
    assert before == {key: _body(storage, key) for key in _pages(storage)}
    run(tmp_path, storage, replace(_episode(4), title="Neu"), b"sound 4", show=UNPAGED)
    changed = [key for key in before if before[key] != _body(storage, key)]
    assert changed == ["feed/page-2.xml"]
    assert b"<title>Neu</title>" in _body(storage, "feed/page-2.xml")


def test_who_is_turning_pages_while_there_are_no_more_finds_everything(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    turning = older_page(_body(storage, FEED_KEY))
    run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)
    found = []
    while turning:
        found += [item.guid for item in parse_back(_body(storage, turning))]
        turning = older_page(_body(storage, turning))
    assert found == ["guid-4", "guid-3", "guid-2", "guid-1"]


def test_nothing_is_left_of_a_damaged_page_that_nothing_leads_to(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)
    storage.write("feed/page-2.xml", _body(storage, "feed/page-2.xml")[:-20])
    update_feed(storage, NOW)
    assert _pages(storage) == {"feed/page-1.xml": ["guid-2", "guid-1"], "feed/page-2.xml": []}
    assert older_page(_body(storage, "feed/page-2.xml")) is None


def test_a_page_does_not_lead_to_one_that_was_removed(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)
    storage.delete("feed/page-1.xml")
    update_feed(storage, NOW)
    assert older_page(_body(storage, "feed/page-2.xml")) is None


@pytest.mark.parametrize("is_last", [True, False], ids=["at its end", "in the middle"])
def test_a_slower_host_brings_back_to_no_page_what_was_taken_back(tmp_path: Path, *, is_last: bool) -> None:
    """Whoever read the records before may write no page after, also when it is stopped before the feed."""
    for moment in range(40):
        storage = MemoryStorage()
        _release(tmp_path, storage, range(1, 8))
        run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)
        others = Meanwhile(moment, partial(unpublish, "003", replacement=None, storage=storage, now=NOW))
        stopped = Witness(storage, FailingAt(moment + 6)) if not is_last else storage
        with suppress(StorageError, HalfwayError):
            run(tmp_path, Witness(stopped, others), _episode(9), b"sound 9", show=UNPAGED)
        if not others.came:
            assert moment > 9
            break
        assert "guid-3" not in [guid for page in _pages(storage).values() for guid in page], moment
        assert "guid-3" not in guids(storage), moment


def test_wherever_it_is_stopped_the_old_pages_are_right_once_it_has_run_again(tmp_path: Path) -> None:
    for moment in range(60):
        storage = MemoryStorage()
        _release(tmp_path, storage, range(1, 8))
        run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)
        try:
            failing = Witness(storage, FailingAt(moment))
            unpublish("003", replacement=None, storage=failing, now=NOW)
        except (StorageError, HalfwayError):
            unpublish("003", replacement=None, storage=storage, now=NOW)
        else:
            break
        assert _pages(storage)["feed/page-2.xml"] == ["guid-4"]
    else:
        pytest.fail("it was never left alone")


def test_a_page_that_the_feed_leads_to_again_while_it_is_removed_is_told(tmp_path: Path) -> None:
    storage = MemoryStorage(clock=lambda: NOW - timedelta(days=60))
    _release(tmp_path, storage, range(1, 8))
    run(tmp_path, storage, _episode(8), b"sound 8", show=UNPAGED)

    def led_to_again(verb: str, key: str) -> None:
        if (verb, key) == ("delete", "feed/page-1.xml"):
            storage.clock = lambda: NOW
            run(tmp_path, storage, _episode(9), b"sound 9", show=PAGED)

    with pytest.raises(OutsideError, match="leads to a page that was just being removed"):
        clean(Witness(storage, led_to_again), NOW, awaited=(), tell=silent)
    update_feed(storage, NOW)
    assert _pages(storage)["feed/page-1.xml"] == ["guid-2", "guid-1"]


def test_releasing_twice_writes_no_page_again(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    before = {one.key: one.modified for one in storage.objects("")}
    update = update_feed(storage, NOW)
    assert not update.changed
    assert update.joined == ()
    assert update.shows == {f"guid-{number}" for number in range(1, 8)}
    assert before == {one.key: one.modified for one in storage.objects("")}


def test_what_stands_on_an_older_page_is_shown(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    long_ago = NOW - timedelta(days=99)  # the clock of a host who is late
    assert len(shown_in(storage.read(FEED_KEY), read_catalog(storage))) == 7
    assert update_feed(storage, long_ago).changed is False
    assert len(guids(storage)) == 3


def test_an_old_episode_is_corrected_on_its_page_alone(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    before = {key: storage.read(key) for key in _pages(storage)}
    run(tmp_path, storage, replace(_episode(2), title="Neu"), b"sound 2", show=PAGED)
    after = {key: storage.read(key) for key in _pages(storage)}
    assert [key for key in before if before[key] != after[key]] == ["feed/page-1.xml"]
    page = after["feed/page-1.xml"]
    assert page is not None
    assert b"<title>Neu</title>" in page.body


def test_an_old_episode_is_taken_back_and_no_other_moves(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    unpublish("003", replacement=None, storage=storage, now=NOW)
    assert _pages(storage) == {"feed/page-1.xml": ["guid-2", "guid-1"], "feed/page-2.xml": ["guid-4"]}
    assert guids(storage) == ["guid-7", "guid-6", "guid-5"]


def test_also_the_newest_can_all_be_taken_back(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 5))
    for name in ("003", "004"):
        unpublish(name, replacement=None, storage=storage, now=NOW)
    assert (guids(storage), _pages(storage)) == ([], {"feed/page-1.xml": ["guid-2", "guid-1"]})
    assert not update_feed(storage, NOW).changed


def test_wherever_it_is_stopped_every_episode_is_in_the_feed(tmp_path: Path) -> None:
    for moment in range(60):
        storage = MemoryStorage()
        _release(tmp_path, storage, range(1, 6))
        try:
            _release(tmp_path, Witness(storage, FailingAt(moment)), range(6, 7))
        except (StorageError, HalfwayError):
            seen = [item.guid for one in documents(storage).values() for item in parse_back(one)]
            assert set(seen) >= {f"guid-{number}" for number in range(1, 6)}
            _release(tmp_path, storage, range(6, 7))
        else:
            break
        seen = [item.guid for one in documents(storage).values() for item in parse_back(one)]
        assert seen == [f"guid-{number}" for number in range(6, 0, -1)]
    else:
        pytest.fail("it was never left alone")


@pytest.mark.parametrize(("before", "after"), [(5, 2), (2, 5), (3, 2), (None, 2)])
def test_no_episode_is_missing_while_pages_change_their_size(
    tmp_path: Path, before: int | None, after: int | None
) -> None:
    whole = MemoryStorage()
    for number in range(1, 16):
        told, sound = _episode(number), f"sound {number}".encode()
        run(tmp_path, whole, told, sound, show=show(episodes_per_page=before))
    change = partial(
        run, tmp_path, told=_episode(16), content=b"sound 16", show=show(episodes_per_page=after)
    )
    for moment in range(60):
        storage = deepcopy(whole)
        try:
            change(Witness(storage, FailingAt(moment)))
        except (StorageError, HalfwayError):
            seen = {item.guid for one in documents(storage).values() for item in parse_back(one)}
            assert seen >= {f"guid-{number}" for number in range(1, 16)}, moment
            change(storage)
        else:
            break
        turned = [item.guid for one in documents(storage).values() for item in parse_back(one)]
        assert turned == [f"guid-{number}" for number in range(16, 0, -1)]
    else:
        pytest.fail("it was never left alone")


def test_a_lost_page_is_noticed_and_written_again(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    again = built(tmp_path, storage, replace(_episode(1), title="Neu"), b"sound 1", show=PAGED)
    receipt = publish(again, storage=storage, tell=silent)
    storage.delete("feed/page-1.xml")
    with pytest.raises(OutsideError, match="shows nothing"):
        verify(receipt, storage=storage, tell=silent)
    update_feed(storage, NOW)
    assert "feed/page-1.xml" in _pages(storage)


def test_files_that_only_a_page_names_are_no_leftovers(tmp_path: Path) -> None:
    storage = MemoryStorage()
    _release(tmp_path, storage, range(1, 8))
    record = next(iter(read_catalog(storage).releases.values()))
    storage.delete(f"releases/{record.record.id}.json")
    assert leftovers(storage, NOW, awaited=()) == ()
