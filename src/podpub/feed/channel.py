"""What the channel of the feed is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import EpisodeType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.feed.paging import Page
    from podpub.model import Release, Show, ShowRecord


@dataclass(frozen=True, slots=True)
class Channel:
    """The show, the releases that are out, the newest first, and the document that tells of them."""

    record: ShowRecord
    releases: Sequence[Release]
    page: Page

    @property
    def show(self) -> Show:
        """What listeners and directories are told about it."""
        return self.record.show

    @property
    def trailers(self) -> tuple[Release, ...]:
        """The episodes that announce the show or a season."""
        return tuple(one for one in self.releases if one.episode.type is EpisodeType.TRAILER)
