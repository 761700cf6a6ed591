"""PCM is cut into segments of one length, whatever the machine, and segments are worked on side by side."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")


def segments(pcm: Iterable[bytes], distance: int, overlap: int) -> Iterator[bytearray]:
    """Cut a stream of bytes into segments that begin every `distance` and share `overlap` with the next.

    The last one is longer than the overlap, unless it is the only one.
    """
    held = bytearray()
    for part in pcm:
        held += part
        while len(held) > distance + overlap:
            yield held[: distance + overlap]
            del held[:distance]
    yield held


def side_by_side(work: Callable[[T], R], items: Iterable[T], jobs: int) -> Generator[R]:
    """Yield the results of `work` in the order of the items, as many at a time as there are jobs.

    One item more than that is taken ahead, never more. What `work` raises is raised here. Close the generator
    when leaving it early; what has begun is finished then, and nothing else.
    """
    waiting: deque[Future[R]] = deque()
    threads = ThreadPoolExecutor(jobs)
    try:
        for item in items:
            waiting.append(threads.submit(work, item))
            if len(waiting) > jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        threads.shutdown(cancel_futures=True)
