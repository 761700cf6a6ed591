"""The embedded storage: a plain folder that any web server can serve.

Bytes are written beside their place, flushed to the disk and renamed into it. One lock file orders the
writers of all processes; the operating system holds it, so a killed process leaves no lock behind.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from podpub.errors import ConflictError, StorageError
from podpub.model import say
from podpub.model.layout import is_key
from podpub.storage.protocol import Condition, Listed, Storage, Stored, Unchanged, Unfinished, Write, unheard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from podpub.storage.protocol import Told

_BLOCK_BYTES = 1 << 20
_HIDDEN = ".podpub"
_PATIENCE_S = 600.0
_BATCH = 32
_REMEDIES = {
    errno.ENOSPC: say("The disk is full: free some space and run the command again."),
    errno.EDQUOT: say("Your disk quota is used up: free some space and run the command again."),
    errno.EACCES: say("Give yourself the right to write there, or choose another `storage: path`."),
    errno.EPERM: say("Give yourself the right to write there, or choose another `storage: path`."),
    errno.EROFS: say("That disk is read-only: choose another `storage: path`."),
    errno.ENOTDIR: say(
        "A file stands where a folder is needed: move it away, or choose another `storage: path`."
    ),
}


class FolderStorage(Storage):
    """Keep objects as files below `root`; the folder is made with the first write.

    Args:
        root: The folder.
        patience_s: How long a write waits for those of others.
    """

    def __init__(self, root: Path, *, patience_s: float = _PATIENCE_S) -> None:
        self._root = root
        self._patience_s = patience_s

    def keeps_conditions(self) -> bool:
        """Yes: the lock orders all writers."""
        return True

    def size(self, key: str) -> int | None:
        """Return the object's length in bytes, None where there is none."""
        path = self._path(key)
        with _speaking(path, say("look at")):
            known = _status(path)
        return known.st_size if known else None

    def read(self, key: str) -> Stored | None:
        """Return a small object, None where there is none."""
        path = self._path(key)
        with _speaking(path, say("read")):
            try:
                body = path.read_bytes()
            except FileNotFoundError:
                return None
        return Stored(body, hashlib.sha256(body).hexdigest())

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield an object in blocks of 1 MiB."""
        path = self._path(key)
        with _speaking(path, say("read")), path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block

    def write(
        self, key: str, content: bytes | Path, *, expect: Condition | None = None, tell: Told = unheard
    ) -> str:
        """Put bytes or a file under a key, atomically and durably; return its SHA-256."""
        path = self._path(key)
        with _speaking(path, say("write")), self._alone() as workbench:
            self._insist(key, expect)
            part = workbench / "object.part"
            tag = _fill(part, content)
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
            _flush_names([path.parent], self._root)
        tell(1.0)
        return tag

    def write_all(self, writes: Sequence[Write]) -> list[str | None]:
        """Put many small objects; the disk is waited for once for many of them."""
        tags: list[str | None] = []
        for start in range(0, len(writes), _BATCH):
            tags += self._write_batch(writes[start : start + _BATCH])
        return tags

    def _write_batch(self, writes: Sequence[Write]) -> list[str | None]:
        paths = [self._path(one.key) for one in writes]
        with _speaking(self._root, say("write")), self._alone() as workbench:
            wanted = {
                number: workbench / f"object-{number}.part"
                for number, one in enumerate(writes)
                if self._holds(one.key, one.expect)
            }
            for number, part in wanted.items():
                part.write_bytes(writes[number].body)
            with ThreadPoolExecutor(_BATCH) as threads:  # so that one flush of the disk serves several
                list(threads.map(_flush, wanted.values()))
            for number, part in wanted.items():
                paths[number].parent.mkdir(parents=True, exist_ok=True)
                part.replace(paths[number])
            _flush_names([paths[number].parent for number in wanted], self._root)
        digests = [hashlib.sha256(one.body).hexdigest() for one in writes]
        return [digest if number in wanted else None for number, digest in enumerate(digests)]

    def delete(self, key: str) -> None:
        """Remove an object, durably."""
        path = self._path(key)
        with _speaking(path, say("remove")), self._alone():
            if path.exists():
                path.unlink()
                _flush_names([path.parent], self._root)

    def objects(self, prefix: str) -> Iterator[Listed]:
        """Yield every object whose key begins with `prefix`."""
        folder = self._root / prefix.rpartition("/")[0]
        with _speaking(folder, say("list")):
            for path in folder.rglob("*"):
                key = path.relative_to(self._root).as_posix()
                if key.startswith(prefix) and is_key(key) and (known := _status(self._path(key))):
                    yield Listed(key, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC))

    def unfinished(self) -> Iterator[Unfinished]:
        """Yield nothing: what a broken-off write leaves on the workbench is written over by the next one."""
        return iter(())

    def give_up(self, upload: Unfinished) -> None:
        """Nothing to do."""

    @cached_property
    def _real_root(self) -> str:
        """The folder without any link in its path: every object has to lie below it."""
        return os.path.join(os.path.realpath(self._root), "")  # noqa: PTH118 - the separator at the end counts

    def _path(self, key: str) -> Path:
        if not is_key(key):
            raise ValueError(say("not a storage key: {key!r}", key=key))
        path = self._root / key
        if not os.path.realpath(path).startswith(self._real_root):
            raise StorageError(
                say("{path} leads out of {root} through a link", path=path, root=self._root),
                fix=say("Remove the link from that folder."),
            )
        return path

    def _holds(self, key: str, expect: Condition | None) -> bool:
        current = self.read(key) if expect else None
        if isinstance(expect, Unchanged):
            return current is not None and current.etag == expect.etag
        return expect is None or current is None

    def _insist(self, key: str, expect: Condition | None) -> None:
        if not self._holds(key, expect):
            raise ConflictError(
                say("{key} was written by somebody else meanwhile", key=key),
                fix=say("Run the command again."),
            )

    @contextmanager
    def _alone(self) -> Iterator[Path]:
        """Hold the folder's lock and lend its workbench; what a killed writer left there is written over."""
        workbench = self._root / _HIDDEN
        workbench.mkdir(parents=True, exist_ok=True)
        lock = FileLock(workbench / "lock", timeout=self._patience_s)
        try:
            lock.acquire()
        except Timeout as error:
            raise StorageError(
                say(
                    "somebody else has been writing in {root} for {patience_s:.0f} seconds",
                    root=self._root,
                    patience_s=self._patience_s,
                ),
                fix=say("Wait for that podpub to finish, or end it, then run the command again."),
            ) from error
        try:
            yield workbench
        finally:
            lock.release()


def _status(path: Path) -> os.stat_result | None:
    """Return what is known about a file; None where there is none, or none any more."""
    try:
        known = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return known if stat.S_ISREG(known.st_mode) else None


def _fill(part: Path, content: bytes | Path) -> str:
    """Write the file beside its place, flush it to the disk, and return its SHA-256."""
    digest = hashlib.sha256()
    try:
        with part.open("wb") as target:
            for block in _blocks(content):
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def _blocks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as source:
        while block := source.read(_BLOCK_BYTES):
            yield block


def _flush(file: Path) -> None:
    """Wait until a file is on the disk."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _flush_names(folders: Sequence[Path], root: Path) -> None:
    """Make new names in folders survive a power cut, where the system lets a folder be flushed."""
    if os.name == "nt":
        return
    levels = {level for folder in folders for level in (folder, *folder.parents)} - set(root.parents)
    for level in sorted(levels, reverse=True):
        descriptor = os.open(level, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _speaking(path: Path, verb: str) -> Iterator[None]:
    """Turn the operating system's refusals into a sentence with a remedy."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, say("Check the folder named under `storage: path`."))
        raise StorageError(
            say("cannot {verb} {path}: {reason}", verb=verb, path=path, reason=error.strerror or error),
            fix=remedy,
        ) from error
