"""A running ffmpeg: a process group of its own, words kept within bounds, gone when the block is left."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import IO, TYPE_CHECKING, Self

from podpub.errors import ToolError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

_LONGEST_LINE = 4096
_BLOCK_BYTES = 1 << 16
_MOST_COMPLAINTS = 20
_COMPLAINT = re.compile(r"\[(?:error|fatal|panic)\] (.+)")
# The words that ffmpeg 6 to 9 use at log level `verbose`; the start of the line is part of each, so that
# no title or comment inside a file can pass for one of them.
_FACTS = {
    "format": re.compile(r"\[info\] Input #0, (\S+), from "),
    "duration": re.compile(r"\[info\]   Duration: (\d+:\d+:[\d.]+)"),
    "guess": re.compile(r"\[\S+ @ \S+\] \[warning\] (Estimating duration from bitrate)"),
    "video": re.compile(r"\[info\]   Stream #0:\d+\S*: (Video): (?!.*attached pic)"),
    "cut_off": re.compile(
        r"\[\S+ @ \S+\] \[\w+\] (?:stream \d+, offset \w+: )?(partial file|corrupt input packet)"
    ),
    "samples": re.compile(r"\[\S+ @ \S+\] \[verbose\]   Input stream #0:\d.*decoded;?.* \((\d+) samples\)"),
    "errors": re.compile(r"\[\S+ @ \S+\] \[verbose\]   Input stream #0:\d.*; (\d+) decode errors"),
    "layout": re.compile(r"\[info\]   Stream #0:\d+\S*: Audio: .* Hz, ([^,]+),"),
    "guessed": re.compile(r"\[\S+ @ \S+\] \[warning\] (Guessed Channel Layout)"),
    "endless": re.compile(r"\[\S+ @ \S+\] \[warning\] (Ignoring maximum wav data size)"),
    "changed": re.compile(r"\[\S+ @ \S+\] \[info\] (Reconfiguring filter graph) because audio parameters"),
}


@dataclass(slots=True)
class Words:
    """What ffmpeg said: its first complaints, and the few facts that podpub reads from its log."""

    complaints: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        """Keep what matters of a line."""
        for name, pattern in _FACTS.items():
            if said := pattern.match(line):
                self.facts[name] = said[1]
        complaint = _COMPLAINT.search(line)
        if complaint and len(self.complaints) < _MOST_COMPLAINTS:
            self.complaints.append(complaint[1])


class Running:
    """One call of ffmpeg, killed and reaped at the end of its `with` block whatever happens.

    Args:
        argv: The command line.
        fed: Whether PCM will be written to `stdin`.
        reader: Reads `stdout` on a thread of its own; without one, the caller does.

    Raises:
        ToolError: The program cannot be started.
    """

    def __init__(
        self, argv: Sequence[str], *, fed: bool = False, reader: Callable[[IO[bytes]], None] | None = None
    ) -> None:
        self.words = Words()
        self._unread: Exception | None = None
        try:
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is podpub's to answer
            )
        except OSError as error:
            raise ToolError(
                say("ffmpeg cannot be started: {reason}", reason=error.strerror),
                fix=say("`podpub doctor` shows which one is used."),
            ) from error
        self._listeners = [Thread(target=self._listen, daemon=True)]
        if reader:
            self._listeners.append(Thread(target=self._read, args=(reader,), daemon=True))
        try:
            for listener in self._listeners:
                listener.start()
        except BaseException:  # an interruption that comes before the `with` block can clean up
            self._process.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        with suppress(OSError):  # what was not yet fed cannot be flushed any more
            if self._process.stdin:
                self._process.stdin.close()
        self._reaped()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    @property
    def stdin(self) -> IO[bytes]:
        """Where PCM is fed in."""
        assert self._process.stdin is not None  # noqa: S101 - tells the type checker about fed=True
        return self._process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        """Where results come out."""
        assert self._process.stdout is not None  # noqa: S101 - always a pipe
        return self._process.stdout

    def finish(self) -> int:
        """Wait for the end and return the exit code; `words` and the reader are complete then.

        Raises:
            ToolError: The reader did not understand what ffmpeg wrote.
        """
        code = self._reaped()
        if self._unread:
            raise ToolError(
                say("ffmpeg said what podpub does not understand: {unread}", unread=self._unread),
                fix=say("`podpub doctor` tests it."),
            ) from self._unread
        return code

    def _reaped(self) -> int:
        code = self._process.wait()
        for listener in self._listeners:
            listener.join()
        return code

    def _read(self, reader: Callable[[IO[bytes]], None]) -> None:
        """Read all there is, also when the reader gives up: a full pipe would stop ffmpeg for ever."""
        try:
            reader(self.stdout)
        except Exception as error:  # noqa: BLE001 - told by `finish`
            self._unread = error
            while self.stdout.read(_BLOCK_BYTES):
                pass

    def _listen(self) -> None:
        assert self._process.stderr is not None  # noqa: S101 - always a pipe
        while line := self._process.stderr.readline(_LONGEST_LINE):
            self.words.hear(line.decode(errors="replace").rstrip("\n"))
