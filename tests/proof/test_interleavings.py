"""Two hosts at once lose nothing, whichever of their requests comes first: every order is tried."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

import pytest

from podpub.model import Slug
from podpub.storage import FolderStorage, Storage
from tests.support.careless import Looking, Unconditional
from tests.support.commands import feeding, one_by_one, releasing, undoing, unpublishing
from tests.support.samples import NOW, episode
from tests.support.scheduling import Host, Turns
from tests.support.servers import seaweedfs
from tests.support.storages import MemoryStorage
from tests.support.truths import State, Watched, is_complete, poured, serial_states, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from tests.support.scheduling import Command

bare = partial(episode, summary="", notes="", persons=(), chapters=())  # little to render, thousands of times
OLD = bare(guid="old", slug=Slug("001-old"), title="Old")
OURS = bare(guid="ours", slug=Slug("042-ours"), title="Ours")
THEIRS = bare(guid="theirs", slug=Slug("043-theirs"), title="Theirs")
BETTER = replace(OLD, title="A better title")
BEST = replace(OLD, title="The best title")


def at(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


@dataclass(frozen=True)
class Pair:
    """What was done before, and what two hosts do at once.

    Attributes:
        alike: Whether both do the same kind of thing.
        same_episode: Whether they do it to the same episode.
        only: Where both are held at once.
    """

    before: tuple[Command, ...]
    commands: tuple[Command, Command]
    alike: bool = False
    same_episode: bool = False
    only: tuple[str, ...] = ("feed.xml", "releases/")


RELEASED = (releasing(OLD, b"old", NOW),)
CHANGED = (*RELEASED, releasing(BETTER, b"better", NOW + at(1)))
RELEASES = Pair(
    RELEASED,
    (releasing(OURS, b"ours", NOW + at(5)), releasing(THEIRS, b"theirs!", NOW + at(6))),
    alike=True,
)
PAIRS = {
    "two episodes are released": RELEASES,
    "two first episodes are released": replace(
        RELEASES, before=(), only=("feed.xml", "releases/", "show.json")
    ),
    "the same episode is released": Pair(
        RELEASED,
        (releasing(OURS, b"ours", NOW + at(5)), releasing(OURS, b"ours", NOW + at(6))),
        alike=True,
        same_episode=True,
    ),
    "an episode is released with different sounds": Pair(
        RELEASED,
        (releasing(OURS, b"ours", NOW + at(5)), releasing(OURS, b"theirs!", NOW + at(6))),
        alike=True,
        same_episode=True,
    ),
    "one is released, one unpublished": Pair(
        RELEASED, (releasing(OURS, b"ours", NOW + at(5)), unpublishing("old", NOW + at(6)))
    ),
    "one is released, one undone": Pair(
        CHANGED, (releasing(OURS, b"ours", NOW + at(5)), undoing("old", NOW + at(6)))
    ),
    "one is changed and unpublished": Pair(
        CHANGED,
        (releasing(BEST, b"best sound", NOW + at(5)), unpublishing("old", NOW + at(6))),
        same_episode=True,
    ),
    "one is unpublished and brought back": Pair(
        CHANGED, (unpublishing("old", NOW + at(5)), undoing("old", NOW + at(6))), same_episode=True
    ),
    "one is undone twice": Pair(
        CHANGED, (undoing("old", NOW + at(5)), undoing("old", NOW + at(6))), alike=True, same_episode=True
    ),
}
COMES_AND_GOES = Pair(
    RELEASED,
    (
        feeding(NOW + at(5)),
        one_by_one(releasing(OURS, b"ours", NOW + at(6)), unpublishing("ours", NOW + at(7))),
    ),
)
GOES_AND_COMES = Pair(
    RELEASED,
    (feeding(NOW + at(5)), one_by_one(unpublishing("old", NOW + at(6)), undoing("old", NOW + at(7)))),
)
LAST = NOW + at(60)


class Trial:
    """Two hosts on a show of their own.

    Args:
        pair: What they do.
        storage: An empty one.
        view: How they see the storage below them.
        only: The keys whose requests they can be held at.
    """

    def __init__(
        self, pair: Pair, storage: Storage, view: Callable[[Storage], Storage], only: tuple[str, ...]
    ) -> None:
        self.pair = pair
        self.storage = Watched(poured(_published(pair.before), storage))
        self._view = view
        self._only = only
        self.commands = [*pair.commands]
        self.hosts = [self._host(command) for command in self.commands]

    def finish(self, *order: int) -> None:
        for number in order:
            self.hosts[number].finish()

    def kill_and_run_again(self, number: int) -> None:
        """Whether the killed command took effect is open; the other one and the new run are sure."""
        self.hosts[number].kill()
        self.hosts[1 - number].finish()
        self.commands.append(self.commands[number])
        self.hosts.append(self._host(self.commands[number]))
        self.finish(-1)

    def faults(self) -> list[str]:
        """Return everything that is not as promised."""
        sure = tuple(number for number, host in enumerate(self.hosts) if host.accepted)
        faults = list(self.storage.broken)
        state = state_of(self.storage)
        if not is_complete(self.storage, LAST):
            faults.append("the feed does not say what the records say")
        if state not in _serial(self.pair.before, tuple(self.commands), sure):
            faults.append(f"no order of {sure} leads there: {sorted(item.guid for item in state.feed)}")
        return faults

    def faults_of_feed_and_records(self) -> list[str]:
        """Return what is not as promised where two changes of one episode may pass each other unseen."""
        faults = list(self.storage.broken)
        if not is_complete(self.storage, LAST):
            faults.append("the feed does not say what the records say")
        records = state_of(self.storage).records
        explained = [state.records for state in _serial(self.pair.before, tuple(self.commands), ())]
        faults += [
            f"nobody wrote {one.episode.guid} like that"
            for one in records
            if not any(one in all_ for all_ in explained)
        ]
        written = {one.episode.guid for one in records}
        sure = tuple(number for number, host in enumerate(self.hosts) if host.accepted)
        if not any(
            written == {one.episode.guid for one in state.records}
            for state in _serial(self.pair.before, tuple(self.commands), sure)
        ):
            faults.append(f"an episode is lost: {written} are there")
        return faults

    def _host(self, command: Command) -> Host:
        return Host(command, lambda turn: self._view(Turns(self.storage, turn, self._only)))


@cache
def _published(before: tuple[Command, ...]) -> Storage:
    storage = MemoryStorage()
    for command in before:
        command(storage)
    return storage


@cache
def _serial(
    before: tuple[Command, ...], commands: tuple[Command, ...], sure: tuple[int, ...]
) -> Sequence[State]:
    return serial_states(_published(before), commands, sure)


Start: TypeAlias = "Callable[[tuple[str, ...]], Trial]"
ALL, FEED = ("",), ("feed.xml",)


def one_held(start: Start) -> Iterator[Trial]:
    """One host stands still at each of its requests while the other runs from beginning to end."""
    for held, other in ((0, 1), (1, 0)):
        for request in itertools.count():
            one = start(ALL)
            reached = one.hosts[held].until(request)
            one.finish(other, held)
            if not reached:
                break
            yield one


def both_held(start: Start, first: int, only: tuple[str, ...]) -> Iterator[Trial]:
    """Both stand still, each at every request for what the other may write, and go on in both orders.

    Media, assets and history need no turn: their keys are their content.
    """
    second = 1 - first
    for here in itertools.count(1):
        for there in itertools.count(1):
            reached = []
            for order in ((first, second), (second, first)):
                one = start(only)
                reached = [one.hosts[first].until(here), one.hosts[second].until(there)]
                one.finish(*order)
                if all(reached):
                    yield one
            if not all(reached):
                break
        if not reached[0]:
            return


def there_and_back(start: Start) -> Iterator[Trial]:
    """The first host stands still twice, and the other one runs a part in between."""
    for here in itertools.count(1):
        for there in itertools.count(1):
            reached = []
            for later in (1, 2, 3):
                one = start(("feed.xml", "releases/"))
                reached = [one.hosts[0].until(here), one.hosts[1].until(there)]
                again = one.hosts[0].until(here + later)
                one.finish(1, 0)
                if all(reached) and again:
                    yield one
            if not all(reached):
                break
        if not reached[0]:
            return


def one_killed(start: Start, only: tuple[str, ...] = ("feed.xml", "releases/")) -> Iterator[Trial]:
    """One host is killed at each of its requests, while the other one stands at each of its own."""
    for killed, other in ((0, 1), (1, 0)):
        for there in itertools.count(1):
            for here in itertools.count(1):
                one = start(only)
                reached = [one.hosts[other].until(there), one.hosts[killed].until(here)]
                one.kill_and_run_again(killed)
                if not all(reached):
                    break
                yield one
            if not reached[0]:
                break


def every(start: Start, pair: Pair) -> Iterator[Trial]:
    yield from one_held(start)
    yield from both_held(start, 0, pair.only)
    if not pair.alike:
        yield from both_held(start, 1, pair.only)


@dataclass
class Count:
    trials: int = 0
    faulty: int = 0
    example: str = ""


def judged(trials: Iterable[Trial], faults_of: Callable[[Trial], list[str]] = Trial.faults) -> Count:
    count = Count()
    for one in trials:
        count.trials += 1
        if faults := faults_of(one):
            count.faulty += 1
            count.example = count.example or faults[0]
    return count


def as_it_is(storage: Storage) -> Storage:
    return storage


def on(pair: Pair, storage: Callable[[], Storage], view: Callable[[Storage], Storage] = as_it_is) -> Start:
    return lambda only: Trial(pair, storage(), view, only)


def in_memory(pair: Pair, view: Callable[[Storage], Storage] = as_it_is) -> Start:
    return on(pair, MemoryStorage, view)


@pytest.mark.parametrize("name", PAIRS)
def test_no_order_of_requests_loses_anything(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    pair = PAIRS[name]
    count = judged(every(in_memory(pair), pair))
    record_property("proof", f"{name}: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


def test_publishing_without_conditions_loses_episodes(
    record_property: Callable[[str, object], None],
) -> None:
    """The same orders find the fault where there is one."""
    count = judged(every(in_memory(RELEASES, Unconditional), RELEASES))
    record_property("proof", f"without any conditions: {count.faulty} of {count.trials} orders broken")
    assert count.faulty > 10


@pytest.mark.parametrize("pair", [COMES_AND_GOES, GOES_AND_COMES], ids=["out again", "in again"])
def test_what_is_changed_back_is_not_taken_for_unchanged(
    pair: Pair, record_property: Callable[[str, object], None]
) -> None:
    count = judged(there_and_back(in_memory(pair)))
    record_property("proof", f"changed and changed back: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


@pytest.mark.parametrize("name", PAIRS)
def test_wherever_a_host_is_killed_the_other_finishes_and_so_does_the_next_run(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    count = judged(one_killed(in_memory(PAIRS[name])))
    record_property("proof", f"{name}, and one is killed: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


def test_two_hosts_on_a_folder_lose_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    numbers = itertools.count()
    folder = on(RELEASES, lambda: FolderStorage(tmp_path / str(next(numbers))))
    count = judged(itertools.chain(one_held(folder), both_held(folder, 0, RELEASES.only)))
    record_property("proof", f"two releases in a folder: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


def test_two_hosts_on_a_real_bucket_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    with seaweedfs(tmp_path) as server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        storage = server.storage("show/")
        bucket = on(RELEASES, lambda: _emptied(storage))
        count = judged(itertools.chain(one_held(bucket), both_held(bucket, 0, FEED)))
    record_property("proof", f"two releases in a bucket: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


@pytest.mark.parametrize("name", PAIRS)
def test_without_conditions_no_episode_is_lost_and_the_feed_is_complete_in_the_end(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    """Two changes of one and the same episode may pass each other unseen; then the later one counts."""
    pair = PAIRS[name]
    careless = on(pair, lambda: MemoryStorage(careless=True), Looking)
    only = pair.only if pair is RELEASES else FEED
    trials = itertools.chain(one_held(careless), both_held(careless, 0, only))
    count = judged(trials, Trial.faults_of_feed_and_records if pair.same_episode else Trial.faults)
    record_property("proof", f"{name}, no conditions: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


def test_without_conditions_the_next_command_heals_what_a_killed_host_left(
    record_property: Callable[[str, object], None],
) -> None:
    count = judged(one_killed(on(RELEASES, lambda: MemoryStorage(careless=True), Looking), FEED))
    record_property("proof", f"killed, no conditions: {count.faulty} of {count.trials} orders broken")
    assert not count.faulty, count.example
    assert count.trials > 50


def _emptied(storage: Storage) -> Storage:
    """Return a storage with nothing in it; to connect anew would take longer than a trial."""
    for one in storage.objects(""):
        storage.delete(one.key)
    return storage
