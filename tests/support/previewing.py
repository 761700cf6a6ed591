"""`podpub preview` as a host runs it: in a process of its own, until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import HTTPError

from tests.support.servers import free_ports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.client import HTTPResponse
    from pathlib import Path

PATIENCE_S = 60


@dataclass
class Running:
    """A preview that is running; `said` is everything that it told, once it is over."""

    url: str
    process: subprocess.Popen[str]
    said: str = ""

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Return status and body of what lies at a path."""
        asked = urllib.request.Request(self.url + path, headers=headers)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - as above
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()

    def page(self, path: str = "") -> str:
        """Return the text of a page."""
        return self.get(path)[1].decode()

    def until(self, is_there: Callable[[str], bool], path: str = "") -> str:
        """Wait for a page to become what it shall be, and return it."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_there(page := self.page(path)):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return page

    def listen(self) -> HTTPResponse:
        """Return the events, as a browser hears them."""
        answer: HTTPResponse = urllib.request.urlopen(f"{self.url}.preview/events", timeout=10)  # noqa: S310 - as above
        return answer

    def interrupt(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        self.said += self.process.communicate(timeout=PATIENCE_S)[1]
        return self.process.returncode


@contextmanager
def previewing(house: Path, *words: str, temporary: Path, **environ: str) -> Iterator[Running]:
    """Run `podpub preview --json` in a folder."""
    (port,) = free_ports(1)
    argv = [sys.executable, "-m", "podpub", "preview", "--json", "--port", str(port), *words]
    temporary.mkdir(exist_ok=True)
    with subprocess.Popen(
        argv,
        cwd=house,
        env={**os.environ, "TMPDIR": str(temporary), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Running(_announced(process), process)
        finally:
            if process.poll() is None:
                process.kill()


def _announced(process: subprocess.Popen[str]) -> str:
    """Wait for the document, and return the address in it."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line.startswith("}"):
            return str(json.loads(text)["url"])
    raise AssertionError(process.stderr.read() if process.stderr else text)
