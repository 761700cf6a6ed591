"""What keeps an episode from being released that only the records can tell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from podpub.config import SHOW_FILE, episode_files
from podpub.errors import ConfigError, PictureError
from podpub.model import Finding, Level, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog
    from podpub.errors import SourceError
    from podpub.model import Places, Production, Release, Slug
    from podpub.pipeline.planning.manuscript import Manuscript

_MOVING = timedelta(weeks=4)


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
    yield from _another_show(manuscript, catalog)
    yield from _forwarding_ended(manuscript, catalog, now)
    for production in manuscript.productions:
        held = catalog.releases.get(production.episode.guid)
        if held and held.record.episode.slug != production.episode.slug:
            yield _lost_slug(production, held.record.episode.slug, manuscript)
        elif held:
            yield from _taken_back(production, held.record, manuscript.places, now)
        else:
            yield from _taken_slug(production, catalog, manuscript.places)
        yield from _several_kept(production, manuscript.places)
        if production.file in needed:
            yield from manuscript.absent.get(production.file, ())


def _several_kept(production: Production, places: Places) -> Iterator[Finding]:
    """Refuse to keep as it is what first has to be mixed."""
    if production.mastering.kept and len(production.tracks) > 1:
        yield Finding(
            Level.ERROR,
            "keep-several",
            places.where(production.file, "audio"),
            say("several tracks cannot be published as they are"),
            say("Name the finished file alone, or write `mastering: {{master: podpub}}`."),
        )


def _lost_slug(production: Production, released_as: Slug, manuscript: Manuscript) -> Finding:
    """Tell a renamed episode from a copied one: what helps the first would destroy the other's original."""
    guid, own = production.episode.guid, production.file
    others = [file for file in episode_files(manuscript.project.root) if file != own]
    original = next(
        (file for file in others if guid in file.read_text(encoding="utf-8", errors="replace")), None
    )
    if original:
        return Finding(
            Level.ERROR,
            "guid-copied",
            manuscript.places.where(own, "guid"),
            say("this GUID belongs to {name}, which is released", name=original.parent.name),
            say("Give this episode one of its own: `guid: {guid}`.", guid=uuid4()),
        )
    return Finding(
        Level.ERROR,
        "slug-changed",
        manuscript.places.where(own, "slug"),
        say(
            "this episode is released as “{released_as}”, its slug cannot become “{slug}”",
            released_as=released_as,
            slug=production.episode.slug,
        ),
        say("Write `slug: {released_as}` here, or rename the folder back.", released_as=released_as),
    )


def _taken_back(
    production: Production, released: Release, places: Places, now: datetime
) -> Iterator[Finding]:
    episode, before = production.episode, released.episode
    if production.draft:
        yield Finding(
            Level.ERROR,
            "draft-is-released",
            places.where(production.file, "draft"),
            say("this episode is in the storage already; a draft does not take it back"),
            say("Write `draft: false`; as long as it is not in the feed, a later `date:` holds it back."),
        )
    if before.date <= now < episode.date:
        yield Finding(
            Level.ERROR,
            "date-moved",
            places.where(production.file, "date"),
            say("this episode is out already; a date in the future would take it out of the feed"),
            say(
                "Write a date that has passed, as it was: `date: {date}`.",
                date=before.date.isoformat(" ", "minutes"),
            ),
        )


def _another_show(manuscript: Manuscript, catalog: Catalog) -> Iterator[Finding]:
    """Complain where the storage holds another show: both would become one feed."""
    project = manuscript.project
    if catalog.show and catalog.show.record.show.guid != project.show.guid:
        published = catalog.show.record.show
        yield Finding(
            Level.ERROR,
            "show-guid-changed",
            manuscript.places.where(project.root / SHOW_FILE, "guid"),
            say(
                "the storage holds “{title}” with another GUID; one feed cannot be two shows",
                title=published.title,
            ),
            say(
                "Write `guid: {guid}` if it is this show, or publish into a storage of its own.",
                guid=published.guid,
            ),
        )


def _forwarding_ended(manuscript: Manuscript, catalog: Catalog, now: datetime) -> Iterator[Finding]:
    """Warn where the feed stops telling subscribers where it went (Apple: keep it for four weeks)."""
    held = catalog.show.record if catalog.show else None
    project = manuscript.project
    if held and held.show.new_feed_url and not project.show.new_feed_url and now - held.changed < _MOVING:
        yield Finding(
            Level.WARNING,
            "move-cut-short",
            manuscript.places.where(project.root / SHOW_FILE, "new_feed_url"),
            say("the feed told its subscribers to move for less than four weeks"),
            say("Write `new_feed_url: {url}` again if the show has moved.", url=held.show.new_feed_url),
        )


def _taken_slug(production: Production, catalog: Catalog, places: Places) -> Iterator[Finding]:
    slug = production.episode.slug
    for other in catalog.releases.values():
        if other.record.episode.slug == slug:
            yield Finding(
                Level.ERROR,
                "guid-changed",
                places.where(production.file, "guid"),
                say(
                    "“{slug}” is released with another GUID; apps would take this for a new episode",
                    slug=slug,
                ),
                say(
                    "Write `guid: {guid}` here, or give a new episode a folder of its own.",
                    guid=other.record.episode.guid,
                ),
            )


_KEYS = ((ConfigError, "chapters"), (PictureError, "image"))


def told(error: SourceError | ConfigError, production: Production, places: Places) -> Finding:
    """Return what is wrong with an episode's recording, cover or chapters as a finding at its line."""
    key = next((key for kind, key in _KEYS if isinstance(error, kind)), "audio")
    return Finding(Level.ERROR, error.code, places.where(production.file, key), error.message, error.fix)
