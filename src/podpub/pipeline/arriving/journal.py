"""What an import has written: the next one knows what is its own, and leaves alone what is the host's.

A line is there before the file is: whenever the process ends, no file of podpub's is taken for a host's.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from podpub.errors import UsageError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = "import.jsonl"


class Fate(StrEnum):
    """What became of a file."""

    WRITTEN = "written"
    KEPT = "kept"
    DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of sound that was fetched: where from, and what it is."""

    url: str
    bytes: int
    sha256: str


class Journal:
    """Writes files into a show's folder; several threads may share one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = root / ".podpub" / _NAME
        self._lock = threading.Lock()
        self._own: dict[str, set[str]] = {}
        self._fetched: dict[str, Fetched] = {}
        for entry in _entries(self._file):
            self._own.setdefault(entry["file"], set()).add(entry["sha256"])
            if "url" in entry:
                self._fetched[entry["file"]] = Fetched(entry["url"], entry["bytes"], entry["sha256"])

    @property
    def workbench(self) -> Path:
        """A folder for files that are not whole yet."""
        folder = self._root / ".podpub" / "import"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def clear_workbench(self) -> None:
        """Remove what was begun and is of no use any more."""
        shutil.rmtree(self.workbench, ignore_errors=True)

    def write(self, path: Path, body: bytes) -> Fate:
        """Write a file whole, or leave what is there: the same, or what a host has changed."""
        digest = hashlib.sha256(body).hexdigest()
        self._require_inside(path)
        if path.exists():
            there = hashlib.sha256(path.read_bytes()).hexdigest()
            if there == digest:
                return Fate.KEPT
            if there not in self._own.get(self._name(path), ()):
                return Fate.DIFFERING
        part = self.workbench / f"{uuid4().hex}.part"
        part.write_bytes(body)
        self._take_down(path, {"sha256": digest})
        self._place(part, path)
        return Fate.WRITTEN

    def take(self, part: Path, path: Path, fetched: Fetched) -> None:
        """Put a file that was fetched into its place."""
        self._require_inside(path)
        self._fetched[self._name(path)] = fetched
        self._take_down(path, {"sha256": fetched.sha256, "url": fetched.url, "bytes": fetched.bytes})
        self._place(part, path)

    def fetched(self, path: Path) -> Fetched | None:
        """Return what is known of a file of sound."""
        return self._fetched.get(self._name(path))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _take_down(self, path: Path, told: Mapping[str, Any]) -> None:
        line = json.dumps({"file": self._name(path), **told}, ensure_ascii=False)
        with self._lock:
            self._own.setdefault(self._name(path), set()).add(told["sha256"])
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")

    def _place(self, part: Path, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.replace(path)

    def _require_inside(self, path: Path) -> None:
        """Accept a path that still lies in the show's folder when links are followed."""
        if not path.resolve().is_relative_to(self._root.resolve()):
            raise UsageError(
                say("{path} leads out of {root}", path=path, root=self._root),
                fix=say("Remove that link, or import into another folder."),
            )


def _entries(file: Path) -> list[dict[str, Any]]:
    """Return what was taken down; a line that was broken off says nothing."""
    if not file.is_file():
        return []
    entries = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"file", "sha256"} <= entry.keys():
            entries.append(entry)
    return entries
