"""Storages that do not look at conditions: one with podpub's way around that, one without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.errors import ConflictError
from podpub.storage import Unchanged, unheard
from tests.support.storages import Passing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.storage import Condition


class Unconditional(Passing):
    """Claims to keep conditions and drops them: what publishing without any care would be."""

    def keeps_conditions(self) -> bool:
        return True

    def _expected(self, key: str, expect: Condition | None) -> None:
        del key, expect


class Looking(Passing):
    """Looks before a write and after it, request by request as `BucketStorage` does with such a server.

    Around a careless `MemoryStorage`: that hands back the very object that was written, which stands for
    the id that a bucket keeps beside it.
    """

    def write(
        self,
        key: str,
        content: bytes | Path,
        *,
        expect: Condition | None = None,
        tell: Callable[[float], None] = unheard,
    ) -> str:
        if expect is None:
            return super().write(key, content, tell=tell)
        body = bytes(bytearray(content if isinstance(content, bytes) else content.read_bytes()))
        found = self.read(key)
        wanted = expect.etag if isinstance(expect, Unchanged) else None
        if wanted != (found and found.etag):
            raise ConflictError(f"{key} was written by somebody else meanwhile")
        tag = super().write(key, body, tell=tell)
        now = self.read(key)
        if now is None or now.body is not body:
            raise ConflictError(f"{key} was written by somebody else meanwhile")
        return tag
