"""Storages around a storage: one that remembers, one that fails at a chosen moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.errors import StorageError
from podpub.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.storage import Condition, Stored


class Witness(Storage):
    """Passes everything on and calls `before` with each verb and key; what that raises, is raised."""

    def __init__(self, inner: Storage, before: Callable[[str, str], None]) -> None:
        self._inner = inner
        self._before = before

    def size(self, key: str) -> int | None:
        self._before("size", key)
        return self._inner.size(key)

    def read(self, key: str) -> Stored | None:
        self._before("read", key)
        return self._inner.read(key)

    def stream(self, key: str) -> Iterator[bytes]:
        self._before("stream", key)
        yield from self._inner.stream(key)

    def write(self, key: str, content: bytes | Path, *, expect: Condition | None = None) -> None:
        self._before("write", key)
        self._inner.write(key, content, expect=expect)

    def keys(self, prefix: str) -> Iterator[str]:
        self._before("keys", prefix)
        yield from self._inner.keys(prefix)


class FailingAt:
    """Refuses the request with the given number, counted from 0, and every one after it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.asked = 0

    def __call__(self, verb: str, key: str) -> None:
        self.asked += 1
        if self.asked > self._number:
            raise StorageError(f"the storage is gone while asked to {verb} {key}")
