"""Files of a show on their way to the disk: there whole, as they were published, or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import UsageError
from podpub.model import say
from podpub.model.layout import digits_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.model import Tell
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be: `digits` begin its SHA-256; it is written from `body`, or fetched from `key`."""

    path: Path
    digits: str
    key: str = ""
    length: int | None = None
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the work is done, what it is done from, and who hears of it."""

    root: Path
    storage: Storage
    tell: Tell


def fetched(path: Path, key: str) -> Piece:
    """Return a file that comes from the storage, whose key tells its digits."""
    return Piece(path, digits_in(key), key)


def written(path: Path, text: str) -> Piece:
    """Return a file with a text in it."""
    # a byte order mark is dropped in reading, so that a text which begins with one needs two
    body = text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")
    return Piece(path, hashlib.sha256(body).hexdigest(), body=body)


def require_inside(path: Path, root: Path) -> None:
    """Accept a path that still lies in the show's folder when links are followed."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise UsageError(
            say("{path} leads out of {root}", path=path, root=root),
            fix=say("Remove that link, or restore into another folder."),
        )


def place(piece: Piece, site: Site) -> str:
    """Write a file beside its place, check it and put it there; return what is wrong with it."""
    if piece.key and (problem := _missing(piece, site.storage)):
        return problem
    workbench = site.root / ".podpub"
    workbench.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=workbench) as folder:
        part = Path(folder) / "part"
        if not _fill(part, piece, site).startswith(piece.digits):
            return say("{key} in the storage is not the file that was published", key=piece.key)
        piece.path.parent.mkdir(parents=True, exist_ok=True)
        part.replace(piece.path)
    return ""


def _missing(piece: Piece, storage: Storage) -> str:
    size = storage.size(piece.key)
    if size is None:
        return say("{key} is gone from the storage", key=piece.key)
    if piece.length not in {None, size}:
        return say(
            "{key} in the storage has {size} bytes, and {length} were published",
            key=piece.key,
            size=size,
            length=piece.length,
        )
    return ""


def _fill(part: Path, piece: Piece, site: Site) -> str:
    """Write the content and flush it to the disk; return its SHA-256."""
    digest, done = hashlib.sha256(), 0
    name = piece.path.relative_to(site.root).as_posix()
    with part.open("wb") as file:
        for block in site.storage.stream(piece.key) if piece.key else (piece.body,):
            file.write(block)
            digest.update(block)
            done += len(block)
            site.tell(name, done / piece.length if piece.length else 0.0)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def writing_in(root: Path) -> Iterator[None]:
    """Tell of a folder that cannot be written in.

    Raises:
        UsageError: The disk is full, or the host may not write there.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(
            say("cannot write in {root}: {reason}", root=root, reason=error.strerror or error),
            fix=say(
                "Check that there is room on that disk, and that you may write there; then run it again."
            ),
        ) from error
