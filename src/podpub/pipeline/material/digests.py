"""SHA-256 of files, of streams and of facts."""

from __future__ import annotations

import hashlib
import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podpub.errors import SourceError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_TICK_S = 2


class Digests:
    """SHA-256 of files, remembered as long as size, inode and time of change stay the same.

    A file that changed in the last two seconds is not remembered: it may change again within one tick of
    the file system's clock.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self._trusted_until_ns = int((now.timestamp() - _TICK_S) * 1e9)

    def __call__(self, path: Path) -> str:
        """Return the SHA-256 of a file's content, in hexadecimal digits."""
        status = path.stat()
        state = [status.st_size, status.st_ino, status.st_mtime_ns]
        note = self._folder / f"{fingerprint(str(path.resolve()))}.json"
        with suppress(OSError, ValueError, KeyError):
            remembered = json.loads(note.read_text(encoding="utf-8"))
            if remembered["state"] == state:
                return str(remembered["sha256"])
        digest = file_digest(path)
        if status.st_mtime_ns < self._trusted_until_ns:
            self._remember(note, {"state": state, "sha256": digest})
        return digest

    def _remember(self, note: Path, facts: dict[str, object]) -> None:
        with suppress(OSError):  # then it is read again the next time
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self._folder, delete=False, encoding="utf-8") as file:
                json.dump(facts, file)
            Path(file.name).replace(note)


def fingerprint(facts: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """Return the SHA-256 of facts that JSON can say, in one canonical form."""
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's content.

    Raises:
        SourceError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(
            say("{path} cannot be read: {reason}", path=path, reason=error.strerror or error),
            fix=say("Allow reading it, or name another file."),
        ) from error


def stream_digest(blocks: Iterable[bytes]) -> tuple[int, str]:
    """Return length and SHA-256 of a content that comes in blocks."""
    digest, length = hashlib.sha256(), 0
    for block in blocks:
        digest.update(block)
        length += len(block)
    return length, digest.hexdigest()
