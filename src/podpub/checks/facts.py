"""What rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - parts of public records
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.model import Element, Faults, FeedText, Picture, Places, Production, Project, Prospect


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known of a show before any work begins.

    Attributes:
        pictures: What the headers of the covers say; unreadable ones are missing.
    """

    project: Project
    productions: tuple[Production, ...]
    pictures: Mapping[Path, Picture]
    places: Places

    @property
    def show_file(self) -> Path:
        """The show.yaml."""
        return self.project.root / "show.yaml"


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """A feed, when it is looked at, and the address that it was fetched from, if any."""

    feed: FeedText
    now: datetime
    url: str = ""

    @property
    def channel(self) -> Element:
        """The show."""
        return self.feed.channel

    @property
    def items(self) -> tuple[Element, ...]:
        """The episodes, in the feed's order."""
        return self.feed.items

    @property
    def parents(self) -> tuple[Element, ...]:
        """The show and the episodes."""
        return self.channel, *self.items


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What was heard of an episode's recording.

    Attributes:
        prospects: What each leveling would make of it; none, nothing is known.
        faults: What is wrong with it as it was recorded.
        heavy_share: Of the limiter that has worked; None goes by the prospect.
    """

    production: Production
    prospects: tuple[Prospect, ...]
    faults: Faults
    heavy_share: float | None = None
