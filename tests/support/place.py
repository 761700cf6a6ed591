"""A place in a bucket where commands are stopped, again and again, each time from the same beginning."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.proxy import Fault, Proxy, Stop
from tests.support.stops import COMMANDS, allowed, differences, look

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tests.support.hosts import Ended, Host
    from tests.support.stops import Window

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
        together: Whether another host does something just then: `Command.meanwhile`.
        storage: How the host keeps its promises; see `tests.support.hosts`.
    """

    command: str
    fault: Fault
    times: int = 1
    together: bool = False
    storage: str = "honest"


@dataclass(frozen=True, slots=True)
class Walked:
    """At how many requests a command was stopped, and all that was wrong."""

    requests: int
    wrong: list[str]


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

    def walk(self, trial: Trial) -> Walked:
        """Stop a command at each of its requests, one by one."""
        wrong: list[str] = []
        for number in itertools.count():
            found = list(self._try(trial, number))
            if self.road.asked <= number:  # it was through before
                break
            wrong += [f"{trial.command}, request {number}: {one}" for one in found]
        assert number >= _FEWEST, f"{trial.command} makes {number} requests, which cannot be"
        return Walked(number, wrong)

    def _try(self, trial: Trial, number: int) -> Iterator[str]:
        """Stop a command, look, let it run again, look.

        What has come to the end of an undisturbed run is not run again: `undisturbed` has tried that.
        """
        normal = self.undisturbed(trial.command, together=trial.together)
        self.window.put_back(normal.before)
        self.road.forget()
        promised = list(COMMANDS[trial.command].after)
        ended = yield from self._first_run(trial, number, promised)
        found = self.window.objects()
        yield from look(found, allowed(promised, None if ended.is_done else trial.command))
        if not ended.is_done or any(differences(found, normal.after)):
            ended = self.ours.run(trial.command, again=True, storage=trial.storage)
            if not ended.is_done:
                yield f"run again it says {ended.said}"
            found = self.window.objects()
            yield from look(found, allowed([*promised, trial.command]))
            yield from differences(found, normal.after)
        yield from (f"an upload of {key} is left" for key in self.window.broken_off())
        if trial.fault.kills:
            yield from (f"{part} was sent more than once" for part in self.road.sent_again())

    def _first_run(self, trial: Trial, number: int, promised: list[str]) -> Generator[str, None, Ended]:
        """Run a command that is stopped; what is acknowledged meanwhile is added to `promised`."""
        seen: list[str] = []

        def meanwhile() -> None:
            if trial.together:
                other = self.theirs.run(COMMANDS[trial.command].meanwhile)
                seen.extend([] if other.is_done else [f"the other host, undisturbed, says {other.said}"])
                promised.append(COMMANDS[trial.command].meanwhile)
            seen.extend(look(self.window.objects(), allowed(promised, trial.command)))

        stop = Stop(number, trial.fault, trial.times, meanwhile, self.ours.kill)
        with self.road.watch(stop):
            ended = self.ours.run(trial.command, storage=trial.storage)
        if ended.is_done:
            promised.append(trial.command)
        yield from seen
        yield from _judged(ended, trial)
        return ended

    def _go(self, command: str, *, together: bool) -> Undisturbed:
        self.window.put_back({})
        for name in COMMANDS[command].after:
            _insist(self.ours.run(name))
        before = self.window.objects()
        _insist(self.ours.run(command))
        if together:
            _insist(self.theirs.run(COMMANDS[command].meanwhile))
        after = self.window.objects()
        _insist(self.ours.run(command, again=True))
        if changed := list(differences(self.window.objects(), after)):
            raise RuntimeError(f"run again undisturbed it changes something: {changed}")
        return Undisturbed(before, after)


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
