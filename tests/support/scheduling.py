"""Hosts that take turns: each runs in a thread of its own, and only from one chosen request to another.

Nothing is left to chance or to the clock: whoever holds the baton runs, everybody else stands still. Holding
a host after its n-th request has had its effect is holding it before the next one, for between two requests
a host touches nothing that others see.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeAlias

from podpub.errors import PodpubError
from tests.support.storages import Passing

if TYPE_CHECKING:
    from collections.abc import Callable

    from podpub.storage import Storage
    from tests.support.storages import Answer

    Command: TypeAlias = "Callable[[Storage], None]"
    """What a host runs, with the storage it sees."""

NEVER = 1 << 30
_PATIENCE_S = 120


class Turns(Passing):
    """Asks for its turn before each request.

    `only` names the prefixes of those keys whose requests count.
    """

    def __init__(self, inner: Storage, turn: Callable[[], None], only: tuple[str, ...] = ("",)) -> None:
        super().__init__(inner)
        self._turn = turn
        self._only = only

    def _ask(self, verb: str, key: str, act: Callable[[], Answer]) -> Answer:
        if key.startswith(self._only):
            self._turn()
        return super()._ask(verb, key, act)


class Killed(BaseException):
    """A host's process was killed; nothing of podpub runs after that."""


class Host:
    """Somebody who runs a command, and stands still wherever the schedule says.

    Attributes:
        asked: How many requests were let through.
        done: Whether the command has ended.
        refusal: What podpub said instead of doing it; None while it runs, and where it went through.
    """

    def __init__(self, command: Command, storage: Callable[[Callable[[], None]], Storage]) -> None:
        self.asked = 0
        self.done = False
        self.refusal: PodpubError | None = None
        self._crash: BaseException | None = None
        self._stop = 0
        self._killed = False
        self._go, self._held = threading.Semaphore(0), threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, args=(command, storage(self._turn)), daemon=True)
        self._thread.start()

    @property
    def accepted(self) -> bool:
        """Whether podpub said that it is done."""
        return self.done and not self._killed and self.refusal is None

    def until(self, request: int) -> bool:
        """Go on until the request with this number, counted from 0, comes next; tell whether there is one."""
        if not self.done:
            self._stop = request
            self._pass_the_baton()
        return not self.done

    def finish(self) -> None:
        """Go on to the end."""
        self.until(NEVER)

    def kill(self) -> None:
        """End the host where it stands."""
        if not self.done:
            self._killed = True
            self._pass_the_baton()

    def _pass_the_baton(self) -> None:
        self._go.release()
        if not self._held.acquire(timeout=_PATIENCE_S):
            raise AssertionError("a host neither asked for its next turn nor ended")
        if self._crash:
            raise self._crash

    def _run(self, command: Command, storage: Storage) -> None:
        self._go.acquire()
        try:
            if not self._killed:
                command(storage)
        except PodpubError as refusal:
            self.refusal = refusal
        except Killed:
            pass
        except BaseException as crash:  # noqa: BLE001 - raised again in the thread that waits
            self._crash = crash
        self.done = True
        self._held.release()

    def _turn(self) -> None:
        if self.asked == self._stop:
            self._held.release()
            self._go.acquire()
        if self._killed:
            raise Killed
        self.asked += 1
