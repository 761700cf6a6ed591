"""What moving in goes by: how much is taken at most, how politely, and where from."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.outside import Answer, Trouble, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from podpub.outside.visitor import Heard

_BUSY = frozenset({429, 503})
_PATIENCE = 4
_LONGEST_WAIT_S = 120.0
_USUAL_WAIT_S = 5.0
_PER_HOST = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one import takes at most: a feed is somebody else's, and may never end.

    Attributes:
        file_mb: Of one file of sound.
    """

    pages: int = 500
    episodes: int = 20_000
    file_mb: int = 2_000


@dataclass(frozen=True)
class Errand:
    """Asks for files, from several threads, and never more than two at a time from one host.

    Attributes:
        visitor: Asks for single addresses.
        jobs: How many files are fetched at a time.
        wait: Waits for so many seconds, where a server asks for it.
        stopped: Set where everything is to be given up.
    """

    visitor: Visitor
    limits: Limits = Limits()
    jobs: int = 4
    wait: Callable[[float], object] = time.sleep
    stopped: threading.Event = field(default_factory=threading.Event)
    _gates: dict[str, threading.Semaphore] = field(
        default_factory=lambda: defaultdict(lambda: threading.Semaphore(_PER_HOST))
    )

    def get(self, url: str) -> Heard:
        """Fetch something small; wait where the server is busy."""
        return self.ask(url, lambda: self.visitor.get(url))

    def ask(self, url: str, question: Callable[[], Heard]) -> Heard:
        """Ask, and ask again as late as a busy server wants it (RFC 9110, 10.2.3)."""
        with self._at(url):
            for _ in range(_PATIENCE):
                heard = question()
                if isinstance(heard, Trouble) or heard.status not in _BUSY:
                    return heard
                wished_s = _wished_s(heard)
                if wished_s > _LONGEST_WAIT_S or self.stopped.is_set():
                    return heard
                self.wait(wished_s)
            return heard

    @contextmanager
    def _at(self, url: str) -> Iterator[None]:
        with self._gates[urlsplit(url).hostname or ""]:
            yield


def _wished_s(answer: Answer) -> float:
    """Return how long a server wants to be left alone: seconds, or until a date by its own clock."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal():
        return float(told)
    try:
        clock = parsedate_to_datetime(answer.headers.get("date", ""))
        return max(0.0, (parsedate_to_datetime(told) - clock).total_seconds())
    except (TypeError, ValueError):
        return _USUAL_WAIT_S


def visitor_for(environ: Mapping[str, str], *, allow_local: bool, patience_s: float) -> Visitor:
    """Return who asks: a feed leads nobody into the local network, unless the host allows it."""
    return Visitor(environ, patience_s=patience_s, trusted=None if allow_local else frozenset())
