"""The feed in the storage: what it shows, and whether it may be written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.feed import parse_back

if TYPE_CHECKING:
    from podpub.catalog import Catalog
    from podpub.storage import Stored

_WAY_OUT = "Publish into an empty folder, or move the old feed.xml away if nobody subscribes to it."


def shown_in(feed: Stored | None, catalog: Catalog) -> frozenset[str]:
    """Return the GUIDs that the feed shows.

    A feed that was damaged shows nothing: it is derived from the records, and will be written again.

    Raises:
        InvalidResultError: It was made elsewhere; writing over it would lose its episodes.
    """
    if feed is None:
        return frozenset()
    try:
        shown = frozenset(item.guid for item in parse_back(feed.body))
    except InvalidResultError as error:
        if catalog.releases:
            return frozenset()
        raise InvalidResultError(
            f"there is a feed.xml in the storage that podpub did not write ({error.message})", fix=_WAY_OUT
        ) from error
    unknown = shown - set(catalog.releases)
    if unknown:
        raise InvalidResultError(
            f"the feed in the storage has {len(unknown)} episodes unknown to podpub, such as {min(unknown)}",
            fix=_WAY_OUT,
        )
    return shown
