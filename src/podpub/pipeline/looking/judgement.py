"""What directories and apps would say to a show: rules held against the feed as it would be published."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.checks import FeedFacts, check_foreseen
from podpub.config import SHOW_FILE
from podpub.errors import ConfigError, PictureError, SourceError
from podpub.feed import read_feed_text
from podpub.model import Finding, Level, TranscriptFile
from podpub.model.layout import ASSETS, FEED_KEY, content_type
from podpub.pipeline.house import open_cache
from podpub.pipeline.making.build import contents_of
from podpub.pipeline.making.outlook import foreseen_feed
from podpub.pipeline.making.takes import Sound
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.problems import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.model import Element, Production, Release
    from podpub.pipeline.planning.plan import EpisodePlan, Plan

# where what stands in a tag comes from; others are called as the tag, in words with _ between
_SHOW_KEYS: Mapping[str, str] = {
    "atom:link": "storage",
    "itunes:category": "categories",
    "itunes:new-feed-url": "new_feed_url",
    "podcast:person": "persons",
}
_EPISODE_KEYS: Mapping[str, str] = {
    "category": "tags",
    "content:encoded": "notes",
    "description": "notes",
    "enclosure": "audio",
    "itunes:duration": "audio",
    "itunes:episode": "number",
    "itunes:episodeType": "type",
    "podcast:alternateEnclosure": "audio",
    "podcast:episode": "number",
    "podcast:person": "persons",
    "podcast:transcript": "transcripts",
    "psc:chapter": "chapters",
    "pubDate": "date",
}


def judged(plan: Plan) -> tuple[Finding, ...]:
    """Return what there is to say about the feed that a release of everything in the plan would leave.

    Only what the show and the episodes of the plan could mend is told, where they say it.
    """
    gallery = Gallery(open_cache(plan.project))
    spoiled = [found for one in plan.episodes for found in _spoiled(one, plan, gallery)]
    usable = (_with_usable_chapters(_with_usable_cover(one, gallery), plan) for one in plan.episodes)
    plan = replace(plan, episodes=tuple(usable))
    body = foreseen_feed(plan, gallery=gallery, also=with_companions)
    facts = FeedFacts(read_feed_text(body, FEED_KEY), plan.now)
    productions = {one.production.episode.guid: one.production for one in plan.episodes}

    def where(item: Element | None, tag: str) -> str | None:
        if item is None:
            return plan.places.where(plan.project.root / SHOW_FILE, key_of(tag, _SHOW_KEYS))
        production = productions.get(item.said("guid"))
        return _place(production, tag, plan) if production else None

    return (*spoiled, *check_foreseen(facts, where))


def _spoiled(one: EpisodePlan, plan: Plan, gallery: Gallery) -> Iterator[Finding]:
    """Find a cover and chapters that cannot be used, of an episode whose recording nobody opens again."""
    production, held = one.production, one.held.record if one.held else None
    if held is None or one.needs_recording:
        return
    try:
        gallery.cover_of(production, held)
    except PictureError as error:
        found = told(error, production, plan.places)
        if found not in plan.findings:
            yield found
    try:
        contents_of(one, plan, Sound.of(held))
    except (ConfigError, SourceError) as error:
        where = plan.places.where(production.file, "chapters")
        yield Finding(Level.ERROR, error.code, where, error.message, error.fix)


def _place(production: Production, tag: str, plan: Plan) -> str:
    key = key_of(tag, _EPISODE_KEYS)
    if key == "notes" and not production.episode.notes:
        key = "summary"
    return plan.places.where(production.file, key)


def key_of(tag: str, table: Mapping[str, str]) -> str:
    """Return the key of the show's files that a tag is made from."""
    local = tag.rpartition(":")[2]
    return table.get(tag) or re.sub(r"(?<=[a-z])([A-Z])", r"_\1", local).lower().replace("-", "_")


def _with_usable_cover(one: EpisodePlan, gallery: Gallery) -> EpisodePlan:
    """Leave out a cover that cannot be used, which is complained about elsewhere."""
    try:
        gallery.cover_of(one.production, one.held.record if one.held else None)
    except PictureError:
        return replace(one, production=replace(one.production, image=None))
    return one


def _with_usable_chapters(one: EpisodePlan, plan: Plan) -> EpisodePlan:
    """Leave out chapters that a released recording cannot have, which are complained about elsewhere."""
    if one.held is None:
        return one
    try:
        contents_of(one, plan, Sound.of(one.held.record))
    except (ConfigError, SourceError):
        episode = replace(one.production.episode, chapters=())
        return replace(one, production=replace(one.production, episode=episode, chapter_images=()))
    return one


def with_companions(release: Release, one: EpisodePlan) -> Release:
    """Add what is made beside the audio, and not made yet."""
    if release.transcripts:
        return release
    made = []
    for source in one.production.transcripts:
        key = f"{ASSETS}to-be-made{source.path.suffix.lower()}"
        made.append(TranscriptFile(key, content_type(key).partition(";")[0], source.language))
    return replace(release, transcripts=tuple(made))
