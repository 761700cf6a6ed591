"""Finished work on the host's disk, under a fingerprint of everything that shaped it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_BLOCK_BYTES = 1 << 20
_KEPT_DAYS = 30
_UNFINISHED = "unfinished-"
_UNFINISHED_DAYS = 1
_TICK_S = 2


class Cache:
    """Folders named by fingerprint; one appears whole or not at all, whatever stops its making."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def obtain(self, fingerprint: str, make: Callable[[Path], None]) -> tuple[Path, bool]:
        """Return the folder of a fingerprint and whether it was there; `make` fills a new one."""
        folder = self._root / fingerprint
        reused = folder.is_dir()
        if reused:
            os.utime(folder)
        else:
            self._make(folder, make)
        return folder, reused

    def prune(self, now: datetime) -> None:
        """Forget what nobody used for 30 days, and what a killed run left unfinished a day ago."""
        for folder in self._root.glob("*"):
            kept_days = _UNFINISHED_DAYS if folder.name.startswith(_UNFINISHED) else _KEPT_DAYS
            if folder.stat().st_mtime < now.timestamp() - kept_days * 86_400:
                shutil.rmtree(folder, ignore_errors=True)

    def _make(self, folder: Path, make: Callable[[Path], None]) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._root))
        try:
            make(unfinished)
            _settle(unfinished, folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _settle(unfinished: Path, folder: Path) -> None:
    """Give a finished folder its name, unless another run was faster: it made the same."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


class Digests:
    """SHA-256 of files, remembered as long as size, inode and time of change stay the same.

    A file that changed in the last two seconds is not remembered: it may change again within one tick of
    the file system's clock.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self._trusted_until_ns = int((now.timestamp() - _TICK_S) * 1e9)

    def __call__(self, path: Path) -> str:
        """Return the SHA-256 of a file's content, in hexadecimal digits."""
        status = path.stat()
        state = [status.st_size, status.st_ino, status.st_mtime_ns]
        note = self._folder / f"{fingerprint(str(path.resolve()))}.json"
        with suppress(OSError, ValueError, KeyError):
            remembered = json.loads(note.read_text(encoding="utf-8"))
            if remembered["state"] == state:
                return str(remembered["sha256"])
        digest = file_digest(path)
        if status.st_mtime_ns < self._trusted_until_ns:
            self._remember(note, {"state": state, "sha256": digest})
        return digest

    def _remember(self, note: Path, facts: dict[str, object]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self._folder, delete=False, encoding="utf-8") as file:
            json.dump(facts, file)
        Path(file.name).replace(note)


def fingerprint(facts: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """Return the SHA-256 of facts that JSON can say, in one canonical form."""
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
