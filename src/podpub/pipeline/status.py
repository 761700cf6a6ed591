"""Where every episode of the show stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.model.layout import FEED_KEY
from podpub.pipeline.plan import Work, plan_episode
from podpub.pipeline.release import desk_of, open_storage

if TYPE_CHECKING:
    from datetime import datetime

    from podpub.model import Episode, Production
    from podpub.pipeline.manuscript import Manuscript
    from podpub.pipeline.plan import Desk


class State(StrEnum):
    """How far an episode is."""

    NEW = "new"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class EpisodeStatus:
    """One episode's state; `url` is its file's, once it is in the storage; `reasons` tell what changed."""

    episode: Episode
    state: State
    url: str | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """All episodes, newest first, also those released from another machine."""

    episodes: tuple[EpisodeStatus, ...]
    feed_url: str


def show_status(manuscript: Manuscript, *, now: datetime) -> ShowStatus:
    """Compare every episode on disk with the records in the storage."""
    project = manuscript.project
    desk = desk_of(project, open_storage(project), now)
    here = [_status(one, manuscript, desk, now) for one in manuscript.productions]
    known = {one.episode.guid for one in here}
    elsewhere = [
        EpisodeStatus(
            held.record.episode,
            State.SCHEDULED if held.record.episode.date > now else State.RELEASED,
            f"{project.storage.public_url}{held.record.enclosure.key}",
        )
        for guid, held in desk.catalog.releases.items()
        if guid not in known
    ]
    newest_first = sorted((*here, *elsewhere), key=lambda one: one.episode.date, reverse=True)
    return ShowStatus(tuple(newest_first), f"{project.storage.public_url}{FEED_KEY}")


def _status(production: Production, manuscript: Manuscript, desk: Desk, now: datetime) -> EpisodeStatus:
    episode = production.episode
    held = desk.catalog.releases.get(episode.guid)
    if held is None:
        return EpisodeStatus(episode, State.DRAFT if production.draft else State.NEW, None)
    url = f"{manuscript.project.storage.public_url}{held.record.enclosure.key}"
    plan = plan_episode(production, manuscript.project, desk)
    if plan.work is not Work.NONE:
        return EpisodeStatus(episode, State.CHANGED, url, plan.reasons)
    return EpisodeStatus(episode, State.SCHEDULED if episode.date > now else State.RELEASED, url)
