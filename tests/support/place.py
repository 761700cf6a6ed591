"""A place in a bucket where commands are stopped, again and again, each time from the same beginning."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.proxy import Fault, Proxy, Stop
from tests.support.stops import COMMANDS, allowed, differences, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.hosts import Ended, Host
    from tests.support.stops import Window

_OTHERS = "theirs"
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """How a command goes when nothing happens.

    Attributes:
        before: All that lies in the place before it, by key.
        after: What lies there afterwards, with the other host's episode where that came meanwhile.
    """

    before: dict[str, bytes]
    after: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Trial:
    """How a command is stopped.

    Attributes:
        command: Which of `COMMANDS`.
        times: How many requests in a row meet the fault.
        together: Whether another host releases an episode just then.
        storage: How the host keeps its promises; see `tests.support.hosts`.
    """

    command: str
    fault: Fault
    times: int = 1
    together: bool = False
    storage: str = "honest"


@dataclass
class Place:
    """A place on a server, seen directly, and two hosts who come there over a road with accidents."""

    window: Window
    road: Proxy
    ours: Host
    theirs: Host
    _known: dict[tuple[str, bool], Undisturbed] = field(default_factory=dict)

    def undisturbed(self, command: str, *, together: bool) -> Undisturbed:
        """Do a command without a stop, and remember how it went."""
        if (command, together) not in self._known:
            self._known[command, together] = self._go(command, together=together)
        return self._known[command, together]

    def walk(self, trial: Trial, *, first: int = 0, every: int = 1) -> list[str]:
        """Stop a command at each, or at some, of its requests, one by one; return all that was wrong."""
        wrong: list[str] = []
        for number in itertools.count(first, every):
            found = list(self._try(trial, number))
            if self.road.asked <= number:  # it was through before
                break
            wrong += [f"{trial.command}, request {number}: {one}" for one in found]
        assert number >= _FEWEST, f"{trial.command} makes {number} requests, which cannot be"
        return wrong

    def _try(self, trial: Trial, number: int) -> Iterator[str]:
        """Stop a command, look, let it run again, look."""
        normal = self.undisturbed(trial.command, together=trial.together)
        self.window.put_back(normal.before)
        promised = list(COMMANDS[trial.command].after)
        yield from self._first_run(trial, number, promised)
        ended = self.ours.run(trial.command, again=True, storage=trial.storage)
        if not ended.is_done:
            yield f"run again it says {ended.said}"
        yield from look(self.window.objects(), allowed([*promised, trial.command]))
        yield from differences(self.window.objects(), normal.after)

    def _first_run(self, trial: Trial, number: int, promised: list[str]) -> Iterator[str]:
        """Run a command that is stopped; what is acknowledged meanwhile is added to `promised`."""
        seen: list[str] = []

        def meanwhile() -> None:
            if trial.together:
                other = self.theirs.run(_OTHERS)
                seen.extend([] if other.is_done else [f"the other host, undisturbed, says {other.said}"])
                promised.append(_OTHERS)
            seen.extend(look(self.window.objects(), allowed(promised, trial.command)))

        stop = Stop(number, trial.fault, trial.times, meanwhile, self.ours.kill)
        with self.road.watch(stop):
            ended = self.ours.run(trial.command, storage=trial.storage)
        yield from seen
        yield from _judged(ended, trial)
        if ended.is_done:
            yield from look(self.window.objects(), allowed([*promised, trial.command]))
        else:
            yield from look(self.window.objects(), allowed(promised, trial.command))

    def _go(self, command: str, *, together: bool) -> Undisturbed:
        self.window.put_back({})
        for name in COMMANDS[command].after:
            _insist(self.ours.run(name))
        before = self.window.objects()
        _insist(self.ours.run(command))
        if together:
            _insist(self.theirs.run(_OTHERS))
        return Undisturbed(before, self.window.objects())


def _judged(ended: Ended, trial: Trial) -> Iterator[str]:
    """Yield what is wrong with how a stopped command ended: one fault of the road is no reason to give up."""
    if trial.fault.kills:
        if not ended.was_killed:
            yield f"it lived on, and said {ended.said}"
    elif not ended.is_done and (trial.times == 1 or not ended.known):
        yield f"it gave up: {ended.said}"


def _insist(ended: Ended) -> None:
    if not ended.is_done:
        raise RuntimeError(f"undisturbed it says {ended.said}")
