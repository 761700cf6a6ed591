"""What a bucket does when the road to it breaks."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from podpub.errors import ConflictError, StorageError
from podpub.storage import ABSENT
from podpub.storage.s3 import BucketStorage, Patience
from podpub.storage.s3.multipart import Parts
from tests.support.proxy import Fault, Stop, proxy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.proxy import Proxy
    from tests.support.servers import Server

_FOR_GOOD = 10**6
_HURRIED = Patience(tries=5, pause_s=0.001)


@pytest.fixture
def road(weed: Server) -> Iterator[Proxy]:
    with proxy(weed.url) as road:
        yield road


@pytest.fixture
def storage(weed: Server, road: Proxy, prefix: str, let_in: Callable[[Server], Server]) -> BucketStorage:
    location = let_in(replace(weed, url=road.url)).location(prefix)
    return BucketStorage(location, patience=_HURRIED)


def test_a_file_whose_first_answer_is_long_in_coming_is_streamed(storage: BucketStorage, road: Proxy) -> None:
    storage.write("media/a.mp3", b"sound")
    with road.watch(Stop(0, Fault.REFUSED, times=_HURRIED.tries - 1)):
        assert b"".join(storage.stream("media/a.mp3")) == b"sound"
    assert road.asked == _HURRIED.tries


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.BUSY])
def test_nobody_else_asks_again_where_patience_has_ended(
    storage: BucketStorage, road: Proxy, fault: Fault
) -> None:
    storage.write("feed.xml", b"x")
    for ask in (storage.read, storage.size, storage.delete, lambda key: list(storage.objects(key))):
        with road.watch(Stop(0, fault, times=_FOR_GOOD)), pytest.raises(StorageError):
            ask("feed.xml")
        assert road.asked == _HURRIED.tries


def test_what_nobody_can_tell_is_not_blamed_on_somebody_else(storage: BucketStorage, road: Proxy) -> None:
    """The write was refused, and whose bytes are there is not answered: that is no conflict."""
    storage.write("a.json", b"first", expect=ABSENT)
    with road.watch(Stop(1, Fault.REFUSED, times=_FOR_GOOD)), pytest.raises(StorageError) as caught:
        storage.write("a.json", b"second", expect=ABSENT)
    assert not isinstance(caught.value, ConflictError)


def test_a_write_whose_answer_was_lost_knows_itself(storage: BucketStorage, road: Proxy) -> None:
    assert storage.keeps_conditions()
    with road.watch(Stop(0, Fault.UNHEARD)):
        storage.write("a.json", b"ours", expect=ABSENT)
    assert road.asked == 3  # the write, the same again, and whose it is


@pytest.mark.parametrize("number", range(1, 10))
def test_somebody_else_at_the_same_key_makes_no_server_careless(
    storage: BucketStorage, road: Proxy, number: int
) -> None:
    """A 409 says that two wrote at once; it is no answer to whether conditions are kept."""
    conflict = Stop(number, Fault.BUSY, refusal=(409, "ConditionalRequestConflict"))
    with road.watch(conflict):
        assert storage.keeps_conditions()
    assert road.asked > number


def test_a_conflict_that_stays_leaves_the_question_open(storage: BucketStorage, road: Proxy) -> None:
    conflict = Stop(1, Fault.BUSY, times=_FOR_GOOD, refusal=(409, "ConditionalRequestConflict"))
    with road.watch(conflict), pytest.raises(StorageError):
        storage.keeps_conditions()
    assert storage.keeps_conditions()


@pytest.fixture
def in_parts(
    weed: Server, road: Proxy, prefix: str, let_in: Callable[[Server], Server], tmp_path: Path
) -> tuple[BucketStorage, Path]:
    """A storage that sends files in parts, one after the other, and a file of two."""
    file = tmp_path / "long.mp3"
    file.write_bytes(b"sound" * (6 << 20 >> 2))
    location = let_in(replace(weed, url=road.url)).location(prefix)
    one_by_one = Parts(large_bytes=1 << 20, part_bytes=5 << 20, at_once=1)
    return BucketStorage(location, patience=_HURRIED, parts=one_by_one), file


@pytest.mark.parametrize("answer", [(403, "AccessDenied"), (400, "EntityTooLarge")], ids=lambda one: one[1])
def test_an_upload_that_is_refused_for_good_is_given_up_with_its_parts(
    in_parts: tuple[BucketStorage, Path], road: Proxy, answer: tuple[int, str]
) -> None:
    """Whatever request of it is refused: what was begun and is of no use costs the host money, unseen."""
    storage, file = in_parts
    with road.watch():
        storage.write("media/whole.mp3", file)
    asked, left = road.asked, list[int]()
    for number in range(asked):
        refused = Stop(number, Fault.BUSY, refusal=answer)
        with road.watch(refused), suppress(StorageError):
            storage.write(f"media/{number}.mp3", file)
        left += [number for one in storage.unfinished() if one.key == f"media/{number}.mp3"]
        assert storage.size(f"media/{number}.mp3") in {None, file.stat().st_size}
    assert (asked > 4, left) == (True, [])


def test_an_upload_that_nobody_answers_stays_to_be_gone_on_with(
    in_parts: tuple[BucketStorage, Path], road: Proxy
) -> None:
    storage, file = in_parts
    with road.watch(Stop(3, Fault.BUSY, times=_FOR_GOOD)), pytest.raises(StorageError):
        storage.write("media/a.mp3", file)
    assert [one.key for one in storage.unfinished()] == ["media/a.mp3"]
    storage.write("media/a.mp3", file)
    assert (list(storage.unfinished()), storage.size("media/a.mp3")) == ([], file.stat().st_size)
