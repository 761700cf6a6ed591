"""Storages around a storage, and one in memory: honest ones, that remember, or fail at a chosen moment."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from podpub.errors import ConflictError, StorageError
from podpub.model.layout import is_key
from podpub.storage import Listed, Storage, Stored, Unchanged, Unfinished, unheard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.storage import Condition


def _now() -> datetime:
    return datetime.now(UTC)


class MemoryStorage(Storage):
    """Keeps objects in a dictionary; `careless`, it does not look at conditions, as some servers do."""

    def __init__(self, *, careless: bool = False, clock: Callable[[], datetime] = _now) -> None:
        self._objects: dict[str, tuple[bytes, datetime]] = {}
        self._careless = careless
        self.clock = clock
        self.uploads: list[Unfinished] = []

    def keeps_conditions(self) -> bool:
        return not self._careless

    def size(self, key: str) -> int | None:
        found = self._objects.get(_checked(key))
        return len(found[0]) if found else None

    def read(self, key: str) -> Stored | None:
        found = self._objects.get(_checked(key))
        return Stored(found[0], _tag(found[0])) if found else None

    def stream(self, key: str) -> Iterator[bytes]:
        stored = self.read(key)
        if stored is None:
            raise StorageError(f"{key} is not there")
        yield stored.body

    def write(
        self,
        key: str,
        content: bytes | Path,
        *,
        expect: Condition | None = None,
        tell: Callable[[float], None] = unheard,
    ) -> None:
        current = self.read(key)
        if expect is not None and not self._careless:
            wanted = expect.etag if isinstance(expect, Unchanged) else None
            if wanted != (current and current.etag):
                raise ConflictError(f"{key} was written by somebody else meanwhile")
        body = content if isinstance(content, bytes) else content.read_bytes()
        self._objects[key] = (body, self.clock())
        tell(1.0)

    def delete(self, key: str) -> None:
        self._objects.pop(_checked(key), None)

    def objects(self, prefix: str) -> Iterator[Listed]:
        for key, (body, modified) in list(self._objects.items()):
            if key.startswith(prefix):
                yield Listed(key, len(body), modified, _tag(body))

    def unfinished(self) -> Iterator[Unfinished]:
        return iter(list(self.uploads))

    def give_up(self, upload: Unfinished) -> None:
        with suppress(ValueError):
            self.uploads.remove(upload)


def _checked(key: str) -> str:
    if not is_key(key):
        raise ValueError(f"not a storage key: {key!r}")
    return key


def _tag(body: bytes) -> str:
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def _in_silence(_verb: str, _key: str) -> None:
    """Let a request go on without a word."""


class Witness(Storage):
    """Passes everything on; calls `before` and `after` with verb and key; what they raise, is raised."""

    def __init__(
        self,
        inner: Storage,
        before: Callable[[str, str], None] = _in_silence,
        after: Callable[[str, str], None] = _in_silence,
    ) -> None:
        self._inner = inner
        self._before = before
        self._after = after

    def keeps_conditions(self) -> bool:
        return self._inner.keeps_conditions()

    def size(self, key: str) -> int | None:
        with self._around("size", key):
            return self._inner.size(key)

    def read(self, key: str) -> Stored | None:
        with self._around("read", key):
            return self._inner.read(key)

    def stream(self, key: str) -> Iterator[bytes]:
        with self._around("stream", key):
            yield from self._inner.stream(key)

    def write(
        self,
        key: str,
        content: bytes | Path,
        *,
        expect: Condition | None = None,
        tell: Callable[[float], None] = unheard,
    ) -> None:
        with self._around("write", key):
            self._inner.write(key, content, expect=expect, tell=tell)

    def delete(self, key: str) -> None:
        with self._around("delete", key):
            self._inner.delete(key)

    def objects(self, prefix: str) -> Iterator[Listed]:
        with self._around("objects", prefix):
            yield from self._inner.objects(prefix)

    @contextmanager
    def _around(self, verb: str, key: str) -> Iterator[None]:
        self._before(verb, key)
        yield
        self._after(verb, key)

    def unfinished(self) -> Iterator[Unfinished]:
        self._before("unfinished", "")
        yield from self._inner.unfinished()

    def give_up(self, upload: Unfinished) -> None:
        self._before("give_up", upload.key)
        self._inner.give_up(upload)


class FailingAt:
    """Refuses the request with the given number, counted from 0, and every one after it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.asked = 0

    def __call__(self, verb: str, key: str) -> None:
        self.asked += 1
        if self.asked > self._number:
            raise StorageError(f"the storage is gone while asked to {verb} {key}")


def keys(storage: Storage, prefix: str = "") -> list[str]:
    """Return the keys of all objects below a prefix, sorted."""
    return sorted(one.key for one in storage.objects(prefix))
