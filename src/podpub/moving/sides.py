"""A feed with all its episodes, also those of its older pages, whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from podpub.checks.words import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from podpub.model import Element, FeedText

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Entry:
    """An episode, as a feed tells of it.

    Attributes:
        page: The name of the document that it stands in.
    """

    element: Element
    page: str

    @property
    def where(self) -> str:
        """Its place, for findings."""
        return f"{self.page}:{self.element.line}"

    @cached_property
    def guid(self) -> str:
        """What apps know it by: its GUID, or else the address of its file (Apple, RSS requirements)."""
        return self.element.said("guid") or self.address

    @property
    def title(self) -> str:
        """Its title, with single spaces."""
        return " ".join((self.element.said("title") or self.element.said("itunes:title")).split())

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.title or self.guid or self.where

    @cached_property
    def date(self) -> datetime | None:
        """When it appeared; None where it does not say so as a feed should."""
        return moment(" ".join(self.element.said("pubDate").split()))

    @property
    def duration_s(self) -> int | None:
        """How long it is; None where it does not say."""
        return seconds(self.element.said("itunes:duration").partition(".")[0])

    @property
    def address(self) -> str:
        """Where its file is."""
        return self._of_file("url")

    @property
    def length(self) -> int | None:
        """How many bytes its file is said to have."""
        told = self._of_file("length")
        return int(told) if told.isascii() and told.isdecimal() and int(told) else None

    @property
    def type(self) -> str:
        """The MIME type that its file is said to have."""
        return self._of_file("type").lower()

    @property
    def image(self) -> str:
        """The address of its own cover."""
        cover = self.element.first("itunes:image")
        return cover.attributes.get("href", "").strip() if cover else ""

    @property
    def chapters(self) -> tuple[str, ...]:
        """The titles of the chapters that stand in the feed itself."""
        found = (one for held in self.element.all("psc:chapters") for one in held.all("psc:chapter"))
        return tuple(" ".join(one.attributes.get("title", "").split()) for one in found)

    def has(self, *names: str) -> bool:
        """Tell whether it has one of these tags."""
        return self.element.first(*names) is not None

    def _of_file(self, name: str) -> str:
        file = self.element.first("enclosure")
        return file.attributes.get(name, "").strip() if file else ""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two feeds.

    Attributes:
        name: What findings call it.
        url: Where apps find it; empty where nobody said.
        entries: In the feed's order, those of older pages last.
        unmade: The GUIDs whose audio is not made yet: nothing that is said of their files is true yet.
    """

    name: str
    url: str
    channel: Element
    entries: tuple[Entry, ...]
    unmade: frozenset[str] = _NOTHING

    @property
    def episodes(self) -> tuple[Entry, ...]:
        """What apps show: entries with a file."""
        return tuple(one for one in self.entries if one.address)

    @property
    def where(self) -> str:
        """The place of the channel, for findings."""
        return f"{self.name}:{self.channel.line}"


def side(pages: Iterable[tuple[str, FeedText]], url: str = "", *, unmade: frozenset[str] = _NOTHING) -> Side:
    """Return a feed made of its pages (RFC 5005, 3), each with its name; the first tells of the show."""
    documents = list(pages)
    entries = (Entry(item, name) for name, text in documents for item in text.items)
    name, first = documents[0]
    return Side(name, url, first.channel, tuple(entries), unmade)
