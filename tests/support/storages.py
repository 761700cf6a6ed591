"""Storages around a storage, and one in memory: honest ones, that remember, or fail at a chosen moment."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from podpub.errors import ConflictError, StorageError
from podpub.model.layout import is_key
from podpub.storage import Listed, Storage, Stored, Unchanged, Unfinished, unheard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.storage import Condition

Answer = TypeVar("Answer")


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
    ) -> str:
        current = self.read(key)
        if expect is not None and not self._careless:
            wanted = expect.etag if isinstance(expect, Unchanged) else None
            if wanted != (current and current.etag):
                raise ConflictError(f"{key} was written by somebody else meanwhile")
        body = content if isinstance(content, bytes) else content.read_bytes()
        self._objects[key] = (body, self.clock())
        tell(1.0)
        return _tag(body)

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


class Passing(Storage):
    """Passes everything on; what is to be different, a subclass says in one of two places."""

    def __init__(self, inner: Storage) -> None:
        self._inner = inner

    def _ask(self, verb: str, key: str, act: Callable[[], Answer]) -> Answer:
        """Let a request go on, whatever it is; a listing and a stream are one request."""
        del verb, key
        return act()

    def _expected(self, key: str, expect: Condition | None) -> Condition | None:
        """Return the condition that a write goes on with."""
        del key
        return expect

    def keeps_conditions(self) -> bool:
        return self._inner.keeps_conditions()

    def size(self, key: str) -> int | None:
        return self._ask("size", key, lambda: self._inner.size(key))

    def read(self, key: str) -> Stored | None:
        return self._ask("read", key, lambda: self._inner.read(key))

    def stream(self, key: str) -> Iterator[bytes]:
        yield from self._ask("stream", key, lambda: [*self._inner.stream(key)])

    def write(
        self,
        key: str,
        content: bytes | Path,
        *,
        expect: Condition | None = None,
        tell: Callable[[float], None] = unheard,
    ) -> str:
        wanted = self._expected(key, expect)
        return self._ask("write", key, lambda: self._inner.write(key, content, expect=wanted, tell=tell))

    def delete(self, key: str) -> None:
        self._ask("delete", key, lambda: self._inner.delete(key))

    def objects(self, prefix: str) -> Iterator[Listed]:
        yield from self._ask("objects", prefix, lambda: [*self._inner.objects(prefix)])

    def unfinished(self) -> Iterator[Unfinished]:
        yield from self._ask("unfinished", "", lambda: [*self._inner.unfinished()])

    def give_up(self, upload: Unfinished) -> None:
        self._ask("give_up", upload.key, lambda: self._inner.give_up(upload))


class Witness(Passing):
    """Calls `before` and `after` each request with its verb and key; what they raise, is raised."""

    def __init__(
        self,
        inner: Storage,
        before: Callable[[str, str], None] = _in_silence,
        after: Callable[[str, str], None] = _in_silence,
    ) -> None:
        super().__init__(inner)
        self._before = before
        self._after = after

    def _ask(self, verb: str, key: str, act: Callable[[], Answer]) -> Answer:
        self._before(verb, key)
        answer = act()
        self._after(verb, key)
        return answer


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
