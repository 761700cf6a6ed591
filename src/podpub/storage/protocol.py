"""What a storage promises: a handful of verbs that every one of them can keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stored:
    """A small object as it was read, with the tag that names exactly these bytes."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The key must not exist yet."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The key must still hold what was read with this tag."""

    etag: str


ABSENT = Absent()
Condition = Absent | Unchanged


class Storage(Protocol):
    """Objects under keys such as `media/a.mp3`.

    Every method raises `StorageError` when the storage refuses or does not answer, and `ValueError` for
    a key that `is_key` does not accept. A write is atomic: readers see the old object or the new one,
    whole, also when the writer is killed. What a write returned from is durable.
    """

    def size(self, key: str) -> int | None:
        """Return the object's length in bytes, None where there is none."""

    def read(self, key: str) -> Stored | None:
        """Return a small object, None where there is none."""

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield an object in blocks; `StorageError` where there is none."""

    def write(self, key: str, content: bytes | Path, *, expect: Condition | None = None) -> None:
        """Put bytes or a file under a key.

        Raises:
            ConflictError: `expect` does not hold; nothing was written.
        """

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield every key that begins with `prefix`, in no promised order."""
