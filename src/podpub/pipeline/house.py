"""Where a show keeps its things: its storage, its finished work, what is known about its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.model.layout import FEED_KEY, MEDIA
from podpub.pipeline.material.cache import Cache
from podpub.pipeline.material.digests import Digests
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.plan import Stock
from podpub.pipeline.publishing.feeds import shown_in
from podpub.storage import open_location

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from podpub.model import Project
    from podpub.storage import Storage

_FEW = 16


def open_storage(project: Project) -> Storage:
    """Return the storage that the show is published into."""
    return open_location(project.storage)


def open_cache(project: Project) -> Cache:
    """Return the show's finished work."""
    return Cache(_cache_folder(project))


def take_stock(project: Project, storage: Storage, now: datetime, *, episodes: int = 0) -> Stock:
    """Read feed and records, and lay out what planning for so many episodes looks at.

    The feed comes first: whatever it shows has a record, also when somebody else is publishing meanwhile.
    """
    feed = storage.read(FEED_KEY)
    catalog = read_catalog(storage)
    shown = shown_in(feed, catalog)
    size = _sizes(storage) if episodes > _FEW else storage.size
    digest = Digests(_cache_folder(project) / "digests", now)
    return Stock(size, catalog, shown, digest, Gallery(open_cache(project), digest))


def _sizes(storage: Storage) -> Callable[[str], int | None]:
    """List all media once, instead of a question for each episode."""
    known = {one.key: one.bytes for one in storage.objects(MEDIA)}
    return known.get


def _cache_folder(project: Project) -> Path:
    return project.root / ".podpub" / "cache"
