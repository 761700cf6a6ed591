"""What an item of the feed is about, with everything it takes from its show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from podpub.feed.legal import legal
from podpub.feed.timestamps import timestamps
from podpub.markup import begins, to_html
from podpub.model.layout import episode_page_key

if TYPE_CHECKING:
    from podpub.model import Episode, Person, Release, ShowRecord


@dataclass(frozen=True)
class Item:
    """A release, seen as one of its show's."""

    release: Release
    record: ShowRecord

    @property
    def episode(self) -> Episode:
        """What listeners are told about it."""
        return self.release.episode

    @property
    def link(self) -> str:
        """The page that the host names, or else the episode's own, or else the show's."""
        return self.episode.link or self._page or self.record.show.link

    @property
    def _page(self) -> str:
        """The episode's own page; nothing where the show has no web site."""
        return self.record.page_address(episode_page_key(self.episode.slug))

    @cached_property
    def notes(self) -> str:
        """The summary and the show notes as HTML: what stands first is what apps show in their lists.

        Raises:
            ValueError: They hold a character that XML cannot carry.
        """
        summary, notes = self.episode.summary.strip(), legal(self.episode.notes)
        first = "" if begins(notes, summary) else f"<p>{escape(summary, quote=False)}</p>"
        return "\n".join(part for part in (first, to_html(notes, self._page or None)) if part)

    @property
    def timestamps(self) -> str:
        """The chapters as lines of HTML, where the show wants them in the notes and apps can read them."""
        return timestamps(self.episode.chapters) if self.record.show.chapters_in_notes else ""

    @property
    def explicit(self) -> bool:
        """What the episode says, or else the show."""
        own = self.episode.explicit
        return self.record.show.explicit if own is None else own

    @property
    def persons(self) -> tuple[Person, ...]:
        """The episode's people, with the show's hosts where it names no host of its own.

        In apps an item's list takes the place of the channel's: a guest would drive the hosts out.
        """
        own = self.episode.persons
        if not own or any(person.role == "host" for person in own):
            return own
        return tuple(person for person in self.record.show.persons if person.role == "host") + own
