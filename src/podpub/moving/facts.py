"""What is known of a move: both feeds, how they go together, and what their files answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - part of a public record
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.model import Message
    from podpub.moving.pairs import Pairing
    from podpub.moving.sides import Side

_FOR_GOOD = frozenset({301, 308})  # RFC 9110, 15.4.2 and 15.4.9
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Way:
    """How an address was followed: where to, and with which statuses."""

    hops: tuple[str, ...] = ()
    moves: tuple[int, ...] = ()

    @property
    def is_for_good(self) -> bool:
        """Whether every redirect says that it stays: apps then remember the new address."""
        return all(one in _FOR_GOOD for one in self.moves)


@dataclass(frozen=True, slots=True)
class FileSeen:
    """What came of asking for a file.

    Attributes:
        bytes: How long it is; None where nobody says.
        sha256: Of all of it, in hexadecimal digits; empty where it was not fetched.
        trouble: Why there is no file; None where there is one.
    """

    bytes: int | None = None
    sha256: str = ""
    way: Way = Way()
    trouble: Message | None = None


@dataclass(frozen=True, eq=False)
class Move:
    """Two feeds of one show.

    Attributes:
        way: How the old feed's address was followed; None where it was read from a file.
        old_files, new_files: By address; without those that nobody asked for.
        day: When the old feed is, or was, sent on to the new one.
    """

    old: Side
    new: Side
    pairing: Pairing
    day: date
    way: Way | None = None
    old_files: Mapping[str, FileSeen] = field(default_factory=dict)
    new_files: Mapping[str, FileSeen] = field(default_factory=dict)

    @property
    def is_switched(self) -> bool:
        """Whether the old address leads to the new feed."""
        return bool(self.way and self.way.hops and same_address(self.way.hops[-1], self.new.url))


def same_address(one: str, other: str) -> bool:
    """Tell whether two addresses are the same for everybody (RFC 3986, 6.2.2 and 6.2.3)."""
    return one.strip() == other.strip() or (bool(one) and _normal(one) == _normal(other))


def hostname(url: str) -> str:
    """Return the host of an address in small letters; nothing where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _normal(url: str) -> tuple[object, ...]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return (url,)
    scheme = parts.scheme.lower()
    default = port or _PORTS.get(scheme)
    return scheme, (parts.hostname or "").lower(), default, parts.path or "/", parts.query
