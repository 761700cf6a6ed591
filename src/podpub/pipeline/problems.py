"""What keeps an episode from being released that only the records can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog
    from podpub.model import Places, Production, Release
    from podpub.pipeline.manuscript import Manuscript


def problems(
    manuscript: Manuscript, catalog: Catalog, *, needed: Collection[Path], now: datetime
) -> Iterator[Finding]:
    """Find released episodes that would become strangers to apps, and recordings that are missing.

    Args:
        manuscript: What the host wrote.
        catalog: What is released.
        needed: The episode.yaml of each episode whose recording is needed now.
        now: Decides which episodes are out.
    """
    for production in manuscript.productions:
        held = catalog.releases.get(production.episode.guid)
        if held:
            yield from _lost_identity(production, held.record, manuscript.places, now)
        else:
            yield from _taken_slug(production, catalog, manuscript.places)
        if production.file in needed:
            yield from manuscript.absent.get(production.file, ())


def _lost_identity(
    production: Production, released: Release, places: Places, now: datetime
) -> Iterator[Finding]:
    episode, before = production.episode, released.episode
    if before.slug != episode.slug:
        yield Finding(
            Level.ERROR,
            "slug-changed",
            places.where(production.file, "slug"),
            f"this episode is released as “{before.slug}”, its slug cannot become “{episode.slug}”",
            f"Write `slug: {before.slug}` here, or rename the folder back.",
        )
    if production.draft:
        yield Finding(
            Level.ERROR,
            "draft-is-released",
            places.where(production.file, "draft"),
            "this episode is released already; a draft does not take it back",
            "Write `draft: false`: apps may have downloaded it.",
        )
    if before.date <= now < episode.date:
        yield Finding(
            Level.ERROR,
            "date-moved",
            places.where(production.file, "date"),
            "this episode is out already; a date in the future would take it out of the feed",
            f"Write a date that has passed, as it was: {before.date:%Y-%m-%d %H:%M}.",
        )


def _taken_slug(production: Production, catalog: Catalog, places: Places) -> Iterator[Finding]:
    slug = production.episode.slug
    for other in catalog.releases.values():
        if other.record.episode.slug == slug:
            yield Finding(
                Level.ERROR,
                "guid-changed",
                places.where(production.file, "guid"),
                f"“{slug}” is released with another GUID; apps would take this for a new episode",
                f"Write `guid: {other.record.episode.guid}` here, or give a new episode a folder of its own.",
            )
