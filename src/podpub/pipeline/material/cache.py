"""Finished work on the host's disk, under a fingerprint of everything that shaped it."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import SourceError, ToolError
from podpub.model import say
from podpub.pipeline.material.digests import file_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_KEPT_DAYS = 30
_UNFINISHED = "unfinished-"
_UNFINISHED_DAYS = 1
_SEAL = "seal.json"


class Cache:
    """Folders named by fingerprint; one appears whole or not at all, and is trusted while it stays whole."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def obtain(self, fingerprint: str, make: Callable[[Path], None]) -> tuple[Path, bool]:
        """Return the folder of a fingerprint and whether it was there; `make` fills a new one.

        Raises:
            ToolError: The folder cannot be written.
        """
        folder = self._root / fingerprint
        with self._speaking():
            reused = _is_whole(folder)
            if reused:
                os.utime(folder)
            else:
                shutil.rmtree(folder, ignore_errors=True)
                self._make(folder, make)
        return folder, reused

    def prune(self, now: datetime) -> None:
        """Forget what nobody used for 30 days, and what a killed run left unfinished a day ago."""
        for folder in self._root.glob("*"):
            kept_days = _UNFINISHED_DAYS if folder.name.startswith(_UNFINISHED) else _KEPT_DAYS
            with suppress(FileNotFoundError):  # another run prunes, too
                if folder.stat().st_mtime < now.timestamp() - kept_days * 86_400:
                    shutil.rmtree(folder, ignore_errors=True)

    def _make(self, folder: Path, make: Callable[[Path], None]) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._root))
        try:
            make(unfinished)
            _seal(unfinished)
            _settle(unfinished, folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ToolError(
                say("cannot work in {root}: {reason}", root=self._root, reason=error.strerror or error),
                fix=say("Check that there is room on that disk, and that you may write there."),
            ) from error


def _seal(folder: Path) -> None:
    """Note what every file holds, once it is on the disk: a power cut may leave names without content."""
    contents = {file.name: file_digest(file) for file in sorted(folder.iterdir())}
    (folder / _SEAL).write_text(json.dumps(contents), encoding="utf-8")
    for name in (*contents, _SEAL):
        with (folder / name).open("rb+") as file:
            os.fsync(file.fileno())


def _is_whole(folder: Path) -> bool:
    try:
        contents = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return all(file_digest(folder / name) == digest for name, digest in contents.items())
    except (OSError, ValueError, SourceError):
        return False


def _settle(unfinished: Path, folder: Path) -> None:
    """Give a finished folder its name, unless another run was faster: it made the same."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
