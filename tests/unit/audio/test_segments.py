"""Cutting PCM, and working on the cuts side by side: in order, bounded, and gone when it is over."""

from __future__ import annotations

import signal
import sys
import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.coding.segments import segments, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_WAIT_S = 20


@given(
    sizes=st.lists(st.integers(0, 40), max_size=20), distance=st.integers(1, 30), overlap=st.integers(0, 20)
)
def test_segments_share_the_overlap_and_leave_nothing_out(
    sizes: list[int], distance: int, overlap: int
) -> None:
    whole = bytes(number % 251 for number in range(sum(sizes)))
    ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    parts = (whole[start:end] for start, end in pairwise(ends))
    cut = [bytes(segment) for segment in segments(parts, distance, overlap)]
    for number, segment in enumerate(cut):
        assert whole[number * distance :].startswith(segment)
    assert {len(segment) for segment in cut[:-1]} <= {distance + overlap}
    assert (len(cut) - 1) * distance + len(cut[-1]) == len(whole)
    if len(cut) > 1:
        assert overlap < len(cut[-1]) <= distance + overlap


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    """The first of two waits for the second to be done, where there are hands for both."""
    done = [threading.Event() for _ in range(20)]

    def work(number: int) -> int:
        if jobs > 1 and number % 2 == 0:
            assert done[number + 1].wait(LONGEST_WAIT_S)
        done[number].set()
        return number * number

    assert list(side_by_side(work, range(20), jobs)) == [number * number for number in range(20)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_as_many_items_are_worked_on_at_once_as_there_are_jobs(jobs: int) -> None:
    together = threading.Barrier(jobs)

    def work(_: int) -> int:
        return together.wait(LONGEST_WAIT_S)

    arrived = list(side_by_side(work, range(3 * jobs), jobs))
    assert sorted(arrived) == sorted(3 * list(range(jobs)))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_exactly_one_item_more_than_there_are_jobs_is_taken_ahead(jobs: int) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield number

    for received, _ in enumerate(side_by_side(lambda number: number, items(), jobs)):
        assert taken - received == min(jobs + 1, 30 - received)


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_one_worker_raises_is_raised_and_nothing_else_is_begun(jobs: int) -> None:
    before = threading.active_count()
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        if number == 4:
            raise LookupError("the fifth")

    with pytest.raises(LookupError, match="the fifth"):
        list(side_by_side(work, range(1000), jobs))
    assert threading.active_count() == before
    assert max(begun) <= 4 + jobs


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, GeneratorExit])
def test_leaving_early_ends_the_threads(leaving: type[BaseException]) -> None:
    before = threading.active_count()
    begun: list[int] = []
    results = side_by_side(begun.append, range(1000), 2)
    next(results)
    with pytest.raises(leaving):
        results.throw(leaving)
    assert threading.active_count() == before
    assert len(begun) <= 3


def test_an_interruption_of_the_source_ends_the_threads() -> None:
    before = threading.active_count()

    def items() -> Iterator[int]:
        yield from range(3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(side_by_side(lambda number: number, items(), 2))
    assert threading.active_count() == before


@pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: Windows has no way to send a thread Ctrl-C")
def test_ctrl_c_while_waiting_ends_the_threads_and_begins_nothing_more() -> None:
    before = threading.active_count()
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        time.sleep(0.2)  # until it is waited for
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        time.sleep(0.2)  # until that is answered

    with pytest.raises(KeyboardInterrupt):
        list(side_by_side(work, range(1000), 1))
    assert threading.active_count() == before
    assert begun == [0]
