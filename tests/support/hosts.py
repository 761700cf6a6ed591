"""A host's machine: each command runs in a process of its own, which can be killed for good.

The machine has everything loaded, and forks for a command: that takes milliseconds. Hosts there have little
patience, and short files go in parts.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podpub.errors import ConflictError, PodpubError
from podpub.model import say
from podpub.model.layout import FEED_KEY
from podpub.storage import FolderStorage
from podpub.storage.s3 import BucketStorage, Parts, Patience
from tests.support.samples import REPOSITORY
from tests.support.servers import Server
from tests.support.stops import COMMANDS, carry_out
from tests.support.storages import MemoryStorage, Passing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.storage import Condition, Storage

HURRIED = Patience(pause_s=0.001, longest_pause_s=0.005)
_PARTS = Parts(large_bytes=1 << 20, part_bytes=5 << 20, at_once=1)  # one by one, so that each has its number
_TURNS = frozenset({"open", "os.rename", "os.mkdir", "os.remove"})


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        code: As the operating system tells it: 0, or the negative number of a signal.
        said: `done`, the name of the error, or nothing where it was killed.
        known: Whether the error is one that a host gets to read, with a remedy.
        looks: How often it turned to the disk, where that was counted.
    """

    code: int
    said: str = ""
    known: bool = False
    looks: int = 0

    @property
    def is_done(self) -> bool:
        """Whether it acknowledged its work."""
        return self.said == "done"

    @property
    def was_killed(self) -> bool:
        """Whether it had no chance to say anything."""
        return self.code == -signal.SIGKILL


class Host:
    """A running machine; it does one thing at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._pid: Future[int] = Future()

    def begin(self, command: str, **how: Any) -> None:
        """Begin a command; `how` is what `_carry_out` takes."""
        self._pid = Future()
        assert self._process.stdin is not None
        print(json.dumps({"name": command, **how}), file=self._process.stdin, flush=True)

    def kill(self) -> None:
        """Kill the command that runs, as `kill -9` does."""
        os.kill(self._pid.result(timeout=60), signal.SIGKILL)

    def end(self) -> Ended:
        """Wait for the command to end."""
        assert self._process.stdout is not None
        told: dict[str, Any] = {}
        while "code" not in told:
            told |= json.loads(self._process.stdout.readline())
            if "pid" in told:
                self._pid.set_result(told.pop("pid"))
        return Ended(**told)

    def run(self, command: str, **how: Any) -> Ended:
        """Run a command to its end."""
        self.begin(command, **how)
        return self.end()


@contextlib.contextmanager
def host(server: Server | None = None, prefix: str = "") -> Iterator[Host]:
    """Switch on a machine that publishes into a place on a server, or into folders."""
    place = [server.url, prefix] if server else []
    environ = {**os.environ, **(server.environ if server else {})}
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(REPOSITORY), environ.get("PYTHONPATH")]))
    argv = [sys.executable, "-m", "tests.support.hosts", *place]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ, cwd=REPOSITORY
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it is ready
        yield Host(process)
        process.communicate()


class LastWriteWins(Passing):
    """A mistake that the proof has to find: the feed is written over without looking."""

    def _expected(self, key: str, expect: Condition | None) -> Condition | None:
        return None if key == FEED_KEY else expect


class Forgetful(BucketStorage):
    """Another one: a refused condition is believed, and nobody looks whose write it was that went before."""

    def _tag_of_mine(self, key: str, write_id: str) -> str:  # noqa: ARG002 - nobody looks
        raise ConflictError(say("{key} was written by somebody else meanwhile", key=key))


def main(place: list[str]) -> None:
    """Do the commands that come in, a line each, and tell how each of them ended."""
    _load()
    storages = _connected(*place) if place else {}
    gc.freeze()
    _say(ready=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _carry_out(storages, **json.loads(line))
        _say(pid=child)
        _say(code=os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _load() -> None:
    """Do everything once, so that all that it needs is in memory."""
    memory = MemoryStorage()
    for name in (*COMMANDS["undo"].after, "undo", "unpublish"):
        carry_out(name, memory)


def _connected(url: str, prefix: str) -> dict[str, Storage]:
    """Connect to a server that hangs up after each answer: children must not share a connection."""
    location = Server(url).location(prefix)
    honest = BucketStorage(location, patience=HURRIED, parts=_PARTS)
    forgetful = Forgetful(location, patience=HURRIED, parts=_PARTS)
    for storage in (honest, forgetful):
        storage.size(FEED_KEY)
    return {"honest": honest, "last write wins": LastWriteWins(honest), "forgetful": forgetful}


class _Mortal:
    """Counts how often this process turns to a folder, and dies at a chosen time."""

    def __init__(self, folder: str, dies_at: int | None) -> None:
        self.looks = 0
        self._folder = folder
        self._dies_at = dies_at

    def __call__(self, event: str, words: tuple[object, ...]) -> None:
        if event not in _TURNS or not str(words[0]).startswith(self._folder):
            return
        if self.looks == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.looks += 1


def _carry_out(  # noqa: PLR0913 - an order, as it comes over the line
    storages: dict[str, Storage],
    *,
    name: str,
    storage: str = "honest",
    again: bool = False,
    folder: str = "",
    dies_at: int | None = None,
) -> None:
    """Do a command and leave this process; `dies_at` counts from 0 the times it turns to its folder."""
    mortal = _Mortal(folder, dies_at)
    if folder:
        sys.addaudithook(mortal)
    ended: dict[str, Any] = {"said": "done"}
    try:
        carry_out(name, FolderStorage(Path(folder)) if folder else storages[storage], again=again)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        ended = {"said": f"{type(error).__name__}: {error}", "known": isinstance(error, PodpubError)}
    _say(**ended, looks=mortal.looks)
    os._exit(0)


def _say(**told: Any) -> None:
    os.write(1, f"{json.dumps(told)}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
