"""What a storage promises: a handful of verbs that every one of them can keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from podpub.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """A small object as it was read, with the tag that names exactly these bytes."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as a listing tells of it.

    Attributes:
        modified: Aware; by the storage's clock.
        etag: The tag that `Storage.read` would return; None where only reading tells.
    """

    key: str
    bytes: int
    modified: datetime
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An upload that did not come to its end; `began` is aware, by the storage's clock."""

    key: str
    began: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The key must not exist yet."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The key must still hold what was read with this tag."""

    etag: str


ABSENT = Absent()
Condition = Absent | Unchanged


@dataclass(frozen=True, slots=True)
class Write:
    """A small object to put under a key, and the condition that has to hold."""

    key: str
    body: bytes
    expect: Condition | None = None


def unheard(done: float) -> None:
    """Let a transfer go on without a word."""


class Storage(Protocol):
    """Objects under keys such as `media/a.mp3`.

    Every method raises `StorageError` when the storage refuses or does not answer, and `ValueError` for
    a key that `is_key` does not accept. A write is atomic: readers see the old object or the new one,
    whole, also when the writer is killed. What a write returned from is durable.
    """

    def keeps_conditions(self) -> bool:
        """Tell whether `expect` holds against writers on other machines.

        Where it does not, a condition is looked at just before the write and what was written is read back
        just after it: whoever writes the same key at the same moment may go unnoticed.
        """

    def size(self, key: str) -> int | None:
        """Return the object's length in bytes, None where there is none."""

    def read(self, key: str) -> Stored | None:
        """Return a small object, None where there is none."""

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield an object in blocks; `StorageError` where there is none."""

    def write(
        self, key: str, content: bytes | Path, *, expect: Condition | None = None, tell: Told = unheard
    ) -> str:
        """Put bytes or a file under a key; return the tag that names exactly these bytes.

        `tell` hears how much of it is there, 0 to 1.

        Raises:
            ConflictError: `expect` does not hold; nothing was written.
        """

    def write_all(self, writes: Sequence[Write]) -> list[str | None]:
        """Put many small objects, as fast as the storage can; return the tag of each.

        Each by itself is a `write`; they are done in no promised order, and when the storage refuses, some of
        them may be done. None is the tag where a condition does not hold, and nothing was written.
        """
        return [tag_or_none(self, one) for one in writes]

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is none to complain about."""

    def objects(self, prefix: str) -> Iterator[Listed]:
        """Yield every object whose key begins with `prefix`, in no promised order."""

    def unfinished(self) -> Iterator[Unfinished]:
        """Yield every upload that is going on or was broken off, where the storage keeps such and tells."""

    def give_up(self, upload: Unfinished) -> None:
        """Forget an upload, and what arrived of it; one that is not there is none to complain about."""


def tag_or_none(storage: Storage, one: Write) -> str | None:
    """Do a write; return None where its condition does not hold."""
    try:
        return storage.write(one.key, one.body, expect=one.expect)
    except ConflictError:
        return None
