"""The feed as a release would leave it, before anything is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.feed import NOTHING, Kind, compare, read_closely, render
from podpub.model import Enclosure, LoudnessReport, Release, Timeline
from podpub.model.layout import content_type, media_key
from podpub.pipeline.making.build import contents_of, described
from podpub.pipeline.making.takes import Sound
from podpub.pipeline.planning.plan import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from podpub.feed import FeedDifference, ItemDifference, Seen
    from podpub.pipeline.material.gallery import Gallery
    from podpub.pipeline.planning.plan import EpisodePlan, Plan
    from podpub.storage import Stored

_UNMADE = "to-be-made"
_SILENCE = LoudnessReport(0.0, 0.0, 0.0, 0.0, 0.0, limited=False)


def foresee_feed(plan: Plan, current: Stored | None, *, gallery: Gallery) -> FeedDifference:
    """Return what subscribers will see that they do not see now.

    Audio that a release would make is not made: its address, length and the time in its transcripts stay out.

    Args:
        plan: What would be done.
        current: The feed in the storage; None where there is none.
        gallery: Knows how covers are published.

    Raises:
        InvalidResultError: The feed would break a rule.
        PictureError: An episode's cover cannot be used.
    """
    coming = _coming(plan, gallery)
    out = [coming[guid].episode.date for guid in plan.shown]
    feed = render(plan.show, coming.values(), max([plan.now, *out]))
    unmade = {one.production.episode.guid for one in plan.episodes if one.work in _MAKES_A_FILE}
    difference = compare(_seen(current), read_closely(feed), unmade=unmade)
    if difference.is_first:
        return difference
    staying = {guid for guid in plan.shown if coming[guid].withdrawn is None}
    return replace(difference, items=tuple(one for one in difference.items if not _turned(one, staying)))


def _turned(item: ItemDifference, staying: Collection[str]) -> bool:
    """Tell whether an episode only goes to another page of the feed."""
    return item.guid in staying and item.kind in {Kind.NEW, Kind.REMOVED}


def foreseen_feed(plan: Plan, *, gallery: Gallery, also: Callable[[Release, EpisodePlan], Release]) -> bytes:
    """Return the feed with everything in it that is released or planned, also what is scheduled.

    Args:
        plan: What would be done.
        gallery: Knows how covers are published.
        also: Adds to the record of a planned episode what is not made yet.

    Raises:
        InvalidResultError: The feed would break a rule.
    """
    coming = _coming(plan, gallery)
    coming.update(
        {guid: also(coming[guid], one) for one in plan.episodes if (guid := one.production.episode.guid)}
    )
    return render(plan.show, coming.values(), max([plan.now, *(one.episode.date for one in coming.values())]))


def foreseen_releases(plan: Plan, *, gallery: Gallery) -> tuple[tuple[Release, ...], tuple[Release, ...]]:
    """Return the records of everything that the feed would show, and of everything that was taken back."""
    coming = _coming(plan, gallery).values()
    kept = [one for one in coming if one.withdrawn is None]
    due = (one for one in kept if one.episode.date <= plan.now or one.episode.guid in plan.shown)
    return tuple(due), tuple(one for one in coming if one.withdrawn)


def _coming(plan: Plan, gallery: Gallery) -> dict[str, Release]:
    """Return the records as they would be, by GUID."""
    coming = {guid: held.record for guid, held in plan.catalog.releases.items()}
    coming.update({one.production.episode.guid: _foreseen(one, plan, gallery) for one in plan.episodes})
    return coming


_MAKES_A_FILE = frozenset({Work.MASTER, Work.TAG})


def _seen(current: Stored | None) -> Seen:
    """Return what subscribers see; of a damaged feed, nothing."""
    try:
        return read_closely(current.body) if current else NOTHING
    except InvalidResultError:
        return NOTHING


def _foreseen(one: EpisodePlan, plan: Plan, gallery: Gallery) -> Release:
    """Return the record as it would be, but for audio that is not there yet."""
    held = one.held.record if one.held else None
    if held is None:
        return gallery.cover_of(one.production, None).on(_new(one, plan))
    if one.work in {Work.NONE, Work.UPLOAD}:
        return held
    if one.work is Work.MASTER:
        told, heard = one.production.episode, held.episode
        episode = replace(told, chapters=heard.chapters, soundbites=heard.soundbites)
        return gallery.cover_of(one.production, held).on(replace(held, episode=episode))
    sound = Sound.of(held)
    return described(
        one, plan, sound, held.enclosures, contents_of(one, plan, sound), gallery=gallery
    ).release


def _new(one: EpisodePlan, plan: Plan) -> Release:
    return Release(
        episode=replace(one.production.episode, chapters=(), soundbites=()),
        enclosure=_unmade(one),
        loudness=_SILENCE,
        timeline=Timeline(0.0, 0.0, 0.0, 0.0),
        inputs=one.inputs,
        tools=(),
        changed=plan.now,
    )


def _unmade(one: EpisodePlan) -> Enclosure:
    format_ = one.production.mastering.formats[0]
    key = media_key(one.production.episode.slug, _UNMADE, format_)
    return Enclosure(key, 1, content_type(key), 0.0, "")
