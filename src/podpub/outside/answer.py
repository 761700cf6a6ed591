"""What comes of asking: an answer, or the trouble that kept it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.model import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, at the end of its redirects.

    Attributes:
        headers: By their names in small letters.
        hops: The addresses it sent us to, in order.
        moves: The status of each of those redirects: 301 and 308 are for good, others for a while.
        body: As sent, its compression undone; empty where only the digest was wanted.
        bytes: How long the body was.
        sha256: Of the body, in hexadecimal digits; of all of it, also where `body` is empty.
    """

    status: int
    headers: Mapping[str, str]
    hops: tuple[str, ...]
    body: bytes = b""
    bytes: int = 0
    sha256: str = ""
    moves: tuple[int, ...] = ()

    @property
    def type(self) -> str:
        """The MIME type without its parameters, in small letters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def length(self) -> int | None:
        """The length that the headers tell, in bytes; None where they do not."""
        told = self.headers.get("content-length", "")
        return int(told) if told.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer: a stable code, one sentence, and what helps."""

    code: str
    said: Message
    fix: str


def shown(url: str) -> str:
    """Return an address as it may be printed: without a password, and without a query that may sign it."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is not closed: it is no address
        return url.partition("?")[0].rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
