"""Names that stay for ever: the show's GUID, and the folders that episodes lie in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from podpub.model import Slug

if TYPE_CHECKING:
    from datetime import datetime

_FEEDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_OWN_FILE = re.compile(r"/media/(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)-[0-9a-f]{16}\.[a-z0-9]+")


def computed_guid(feed_url: str) -> UUID:
    """Return the `podcast:guid` of a feed that has none: the same that everybody computes.

    Source: podcastindex.org/namespace/1.0, guid: a UUIDv5 of the feed's address without scheme and slashes
    at its end.
    """
    return uuid5(_FEEDS, feed_url.partition("://")[2].rstrip("/") or feed_url)


def is_own_page(link: str, sound: str) -> bool:
    """Tell whether an episode's link leads to the page that podpub made of it: the next one makes its own."""
    own = _OWN_FILE.search(sound)
    if not own:
        return False
    page = f"{sound[: own.start()]}/episodes/{own['slug']}/"
    return link.removesuffix("index.html") == page


def folder(title: str, date: datetime, number: int | None, season: int | None, sound: str) -> Slug:
    """Return the name of an episode's folder: what podpub called it before, or number and title.

    Without a number, the date comes first, so that folders stand in the order of time.
    """
    if own := _OWN_FILE.search(urlsplit(sound).path):
        return Slug(own["slug"][:80].rstrip("-"))
    first = f"{date:%Y-%m-%d}" if number is None else f"{number:03}"
    if season is not None and number is not None:
        first = f"s{season:02}-{first}"
    try:
        return Slug.of(f"{first}-{title}")
    except ValueError:
        return Slug.of(first)


def another(slug: Slug, taken: set[Slug]) -> Slug:
    """Return a name that no other episode has."""
    number, found = 2, slug
    while found in taken:
        found = Slug.of(f"{str(slug)[:70].rstrip('-')}-{number}")
        number += 1
    return found
