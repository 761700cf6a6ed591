"""The one place where a request is made again: what is transient may pass, a refusal is told at once."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from podpub.storage.s3.refusals import TROUBLE, is_worth_another_try

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a request is tried again.

    boto3 itself asks once: it does not hear of an answer that breaks off while it is read, and where two try
    again, one within the other, nobody waits for the end of it.

    Attributes:
        tries: How often it is asked in all.
        total_s: So long after the first failure no other try begins.
        pause_s, longest_pause_s: The first pause, which doubles each time, and the longest.
    """

    tries: int = 8
    total_s: float = 20.0
    pause_s: float = 0.2
    longest_pause_s: float = 5.0

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask until there is an answer; raises what the last try raised."""
        tries = Tries(self)
        while True:
            try:
                return question()
            except TROUBLE as error:
                tries.bear(error)


class Tries:
    """The tries of one request so far."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._failed = 0
        self._deadline_s = 0.0

    def bear(self, error: Exception) -> None:
        """Wait a little before the next try, the longer the more often, and never as long as others do.

        Raises:
            Exception: The error itself, where another try is of no use, or patience has come to its end.
        """
        now = time.monotonic()
        if not self._failed:
            self._deadline_s = now + self._patience.total_s
        pause_s = min(self._patience.pause_s * 2**self._failed, self._patience.longest_pause_s)
        self._failed += 1
        is_last = self._failed >= self._patience.tries or now + pause_s > self._deadline_s
        if is_last or not is_worth_another_try(error):
            raise error
        time.sleep(random.uniform(0.5, 1.0) * pause_s)  # noqa: S311 - no secret
