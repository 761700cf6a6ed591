"""Where every episode of the show stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.model import say
from podpub.model.layout import FEED_KEY, HOME_KEY, public_address
from podpub.pipeline.planning.plan import Work

if TYPE_CHECKING:
    from podpub.model import Episode, Production, Release
    from podpub.pipeline.planning.plan import EpisodePlan, Plan


class State(StrEnum):
    """How far an episode is."""

    NEW = "new"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    CHANGED = "changed"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, slots=True)
class EpisodeStatus:
    """One episode's state; `url` is its file's, once it is in the storage; `reasons` tell what changed."""

    episode: Episode
    state: State
    url: str | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """All episodes, newest first, also those released from another machine.

    Attributes:
        site_url: Where the web pages begin; empty where there are none.
    """

    episodes: tuple[EpisodeStatus, ...]
    feed_url: str
    site_url: str


def show_status(plan: Plan) -> ShowStatus:
    """Tell where every episode stands, from a plan for all of them."""
    here = [*(_status(one, plan) for one in plan.episodes), *(_draft(one) for one in plan.drafts)]
    known = {one.episode.guid for one in here}
    released = [held.record for held in plan.catalog.releases.values()]
    elsewhere = [_released(one, plan) for one in released if one.episode.guid not in known]
    newest_first = sorted((*here, *elsewhere), key=lambda one: one.episode.date, reverse=True)
    feed_url = public_address(plan.show.public_url, FEED_KEY)
    return ShowStatus(tuple(newest_first), feed_url, plan.show.page_address(HOME_KEY))


def _status(one: EpisodePlan, plan: Plan) -> EpisodeStatus:
    if one.held is None:
        return EpisodeStatus(one.production.episode, State.NEW, None)
    released = _released(one.held.record, plan)
    if one.work is Work.NONE:
        return released
    waiting = (say("not yet in the feed"),) if released.state is State.SCHEDULED else ()
    return EpisodeStatus(one.production.episode, State.CHANGED, released.url, (*one.reasons, *waiting))


def _draft(production: Production) -> EpisodeStatus:
    return EpisodeStatus(production.episode, State.DRAFT, None)


def _released(release: Release, plan: Plan) -> EpisodeStatus:
    if release.withdrawn:
        return EpisodeStatus(release.episode, State.UNPUBLISHED, None)
    url = public_address(plan.show.public_url, release.enclosure.key)
    if release.episode.guid in plan.shown:
        return EpisodeStatus(release.episode, State.RELEASED, url)
    due = (say("due: `podpub release --due` brings it in"),) if release.episode.date <= plan.now else ()
    return EpisodeStatus(release.episode, State.SCHEDULED, url, due)
