"""`make soak`: thousands of releases by four hosts at once, with faults, while a reader polls the feed.

Every tenth write, listing and look at the feed fails, half of the writes after they have been done, so that a
release needs several runs; single records are read until they arrive, as boto3 does. Feeds grow with every
episode; a new show begins after forty, with all hosts at the same moment. Every write is flushed to the disk:
with TMPDIR on one in memory it goes several times as fast.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError, PodpubError, StorageError
from podpub.feed import parse_back
from podpub.model import Slug
from podpub.model.layout import FEED_KEY
from podpub.storage import FolderStorage
from tests.support.commands import releasing
from tests.support.samples import NOW, episode
from tests.support.servers import Server, seaweedfs
from tests.support.storages import Passing
from tests.support.truths import feed_faults, is_complete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.synchronize import Barrier, Event

    from podpub.storage import Storage
    from tests.support.storages import Answer

HOSTS = 4
EPISODES = 10
"""How many episodes of a show each host releases."""
FAULTS = 0.1
_RUNS = 1000
_BETWEEN_LOOKS_S = 0.02


@dataclass(frozen=True, slots=True)
class Course:
    """One soak.

    Attributes:
        folder: Where hosts leave word of what podpub told them, and where shows lie without a server.
        server: The bucket's server, if shows lie in one.
    """

    seed: int
    shows: int
    folder: Path
    server: Server | None

    def storage(self, show: int) -> Storage:
        """Return where a show lies."""
        return self.server.storage(f"s{show}/") if self.server else FolderStorage(self.folder / f"s{show}")

    def released(self, show: int) -> Path:
        """Return the folder with a file for each episode that podpub said is released."""
        return self.folder / f"released-{show}"


class Faulty(Passing):
    """Fails now and then: before a request, or after it, when its answer is lost."""

    def __init__(self, inner: Storage, random: Random) -> None:
        super().__init__(inner)
        self._random = random
        self.failed = 0

    def _ask(self, verb: str, key: str, act: Callable[[], Answer]) -> Answer:
        self._fail(verb, key)
        answer = super()._ask(verb, key, act)
        if verb == "write":
            self._fail(verb, key)
        return answer

    def _fail(self, verb: str, key: str) -> None:
        if verb != "objects" and key != FEED_KEY and verb != "write":
            return
        if self._random.random() < (FAULTS / 2 if verb == "write" else FAULTS):
            self.failed += 1
            raise StorageError(f"no answer when asked to {verb} {key}")


def main(words: Sequence[str]) -> int:
    """Soak, and say how it went; return the exit code."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1 << 32))
    parser.add_argument("--seaweedfs", action="store_true", help="in buckets of a real server")
    chosen = parser.parse_args(words)
    shows = -(-chosen.releases // (HOSTS * EPISODES))
    with tempfile.TemporaryDirectory(prefix="podpub-soak-") as name, contextlib.ExitStack() as running:
        folder = Path(name)
        server = running.enter_context(seaweedfs(folder)) if chosen.seaweedfs else None
        os.environ.update(server.environ if server else {})
        _say(f"{shows * HOSTS * EPISODES} releases by {HOSTS} hosts in {shows} shows, seed {chosen.seed}")
        return _soak(Course(chosen.seed, shows, folder, server))


def _soak(course: Course) -> int:
    began = time.monotonic()
    context = get_context("spawn")
    barrier, ended = context.Barrier(HOSTS), context.Event()
    for show in range(course.shows):
        course.released(show).mkdir()
    hosts = [context.Process(target=_host, args=(course, number, barrier)) for number in range(HOSTS)]
    reader = context.Process(target=_reader, args=(course, ended))
    for process in (reader, *hosts):
        process.start()
    for process in hosts:
        process.join()
    ended.set()
    reader.join()
    wrong = [fault for show in range(course.shows) for fault in _left(course, show)]
    for fault in wrong[:20]:
        _say(fault)
    broken = len(wrong) + sum(process.exitcode != 0 for process in (reader, *hosts))
    _say(f"{broken} promises broken; {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


def _host(course: Course, number: int, barrier: Barrier) -> None:
    random = Random(f"{course.seed}-{number}")  # noqa: S311 - chance that can be repeated
    runs = failed = 0
    try:
        for show in range(course.shows):
            barrier.wait()
            storage = Faulty(course.storage(show), random)
            for place in range(EPISODES):
                runs += _release(storage, f"host-{number}-episode-{place}", course.released(show))
            failed += storage.failed
    except BaseException:
        barrier.abort()
        raise
    _say(f"host {number}: {course.shows * EPISODES} releases in {runs} runs, {failed} faults")


def _release(storage: Storage, name: str, released: Path) -> int:
    """Run a release until podpub says that it is done; return how often."""
    told = episode(guid=name, slug=Slug(name), title=name, notes="", persons=(), chapters=(), summary="")
    for run in range(1, _RUNS):
        try:
            releasing(told, name.encode(), NOW + timedelta(seconds=run))(storage)
        except PodpubError:
            continue
        (released / name).touch()
        return run
    raise RuntimeError(f"{name} could not be released in {_RUNS} runs")


def _reader(course: Course, ended: Event) -> None:
    """Poll the feed of the youngest show as an app does; what was said to be released has to be in it."""
    looks, show = 0, 0
    wrong: list[str] = []
    while not ended.is_set():
        wrong += faults(course.storage(show), course.released(show))
        looks += 1
        time.sleep(_BETWEEN_LOOKS_S)
        if show + 1 < course.shows and any(course.released(show + 1).iterdir()):
            show += 1
    _say(f"reader: {looks} looks, {len(wrong)} faults")
    for fault in wrong[:20]:
        _say(fault)
    sys.exit(1 if wrong else 0)


def faults(storage: Storage, released: Path) -> Iterator[str]:
    """Yield what is wrong with a feed; `released` has a file for each episode that must be in it."""
    promised = {one.name for one in released.iterdir()}  # before the feed is read
    stored = storage.read(FEED_KEY)
    with contextlib.suppress(InvalidResultError):
        shown = {item.guid for item in parse_back(stored.body)} if stored else set()
        yield from (f"{name} is not in the feed" for name in sorted(promised - shown))
    yield from feed_faults(storage)


def _left(course: Course, show: int) -> Iterator[str]:
    """Yield what is wrong with a show in the end."""
    storage = course.storage(show)
    yield from faults(storage, course.released(show))
    if len([*course.released(show).iterdir()]) != HOSTS * EPISODES:
        yield f"show {show} does not have all its episodes"
    if not is_complete(storage, NOW + timedelta(hours=1)):
        yield f"the feed of show {show} does not say what the records say"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
