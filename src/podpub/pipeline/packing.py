"""A zip file on its way to the disk: there whole under its name, or not at all; the same bytes each time.

Nothing in it is compressed: sound does not get smaller, and bytes that a library packs differ between its
versions. A file is in memory a block at a time only (APPNOTE 6.3.10; zip64 where one needs it).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import UsageError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from podpub.model import Tell

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
_UNIX = 3
_READABLE = 0o100644 << 16
_ROOM = 1.01
_ROOM_A_FILE = 512


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the zip.

    Attributes:
        name: With slashes; never begins with one.
        length: In bytes.
        blocks: Returns its content, when it is its turn.
    """

    name: str
    length: int
    blocks: Callable[[], Iterator[bytes]]


def text_part(name: str, body: bytes) -> Part:
    """Return a small file that is there already."""
    return Part(name, len(body), lambda: iter((body,)))


def pack(path: Path, parts: Sequence[Part], tell: Tell) -> int:
    """Write a zip file, also in place of an older one, and return how long it is.

    Raises:
        UsageError: It cannot be written there, there is no room for it, or another file is in the way.
    """
    if path.exists() and not zipfile.is_zipfile(path):
        raise UsageError(
            say("{path} is there already, and is no zip file", path=path), fix=say("Name another file.")
        )
    with _speaking(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _require_room(path.parent, parts)
        with tempfile.TemporaryDirectory(prefix=".podpub-", dir=path.parent) as folder:
            beside = Path(folder) / "part.zip"
            with beside.open("wb") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
                    _fill(packed, parts, tell)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
    return path.stat().st_size


def _fill(packed: zipfile.ZipFile, parts: Sequence[Part], tell: Tell) -> None:
    total, done = sum(one.length for one in parts) or 1, 0
    for part in parts:
        with packed.open(_entry(part), "w") as entry:
            for block in part.blocks():
                entry.write(block)
                done += len(block)
                tell(say("pack the files"), min(done / total, 1.0))


def _entry(part: Part) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(part.name, _BEGINNING)
    entry.file_size = part.length  # tells zipfile whether it has to be zip64
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry


def _require_room(folder: Path, parts: Sequence[Part]) -> None:
    wanted = sum(one.length * _ROOM + _ROOM_A_FILE for one in parts)
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise UsageError(
            say(
                "{folder} has room for {free:.0f} MB, and the file takes {wanted:.0f} MB",
                folder=folder,
                free=free / 1e6,
                wanted=wanted / 1e6,
            ),
            fix=say("Write it to another disk, or leave out the sound with --no-audio."),
        )


@contextmanager
def _speaking(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            say("cannot write {path}: {reason}", path=path, reason=error.strerror or str(error)),
            fix=say(
                "Check that there is room on that disk, and that you may write there; then run it again."
            ),
        ) from error
