"""A long feed in pages (RFC 5005, 3): the newest episodes in feed.xml, older ones on pages that stay.

Episodes are counted from the oldest on, those that were taken back among them, so that a page has the same
ones for good. A new episode changes feed.xml alone; once it holds two pages' worth, the older half becomes
a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model.layout import FEED_KEY, page_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Release


@dataclass(frozen=True, slots=True)
class Page:
    """A document of the feed.

    Attributes:
        key: Where it lies.
        releases: Those that stand in it, the newest first.
        older: The key of the page that goes on.
        oldest: The key of the last one; None for a feed in one piece.
    """

    key: str
    releases: Sequence[Release]
    older: str | None = None
    oldest: str | None = None


def pages(due: Sequence[Release], size: int | None) -> tuple[Page, ...]:
    """Return the documents of a feed, feed.xml first, then the newer pages before the older ones.

    Args:
        due: All that have come due, the newest first; also those that were taken back.
        size: Of a page; None for a feed in one piece.
    """
    count = max(0, len(due) // size - 1) if size else 0
    if not size or not count:
        return (Page(FEED_KEY, _shown(due)),)
    newest = len(due) - count * size
    oldest = page_key(1)
    first = Page(FEED_KEY, _shown(due[:newest]), page_key(count), oldest)
    older = (
        Page(
            page_key(number),
            _shown(due[newest + (count - number) * size :][:size]),
            page_key(number - 1) if number > 1 else None,
            oldest,
        )
        for number in range(count, 0, -1)
    )
    return (first, *older)


def former_page(key: str, due: Sequence[Release], older: str | None) -> Page:
    """Return a page that the feed leads to no longer: it has no first and no last one any more.

    Args:
        key: Where it lies.
        due: What stands in it, the newest first; also what was taken back since.
        older: The key of the page that goes on, where there still is one.
    """
    return Page(key, _shown(due), older)


def _shown(due: Sequence[Release]) -> tuple[Release, ...]:
    return tuple(release for release in due if release.withdrawn is None)
