"""Compare what the host wrote with what is released, and decide what has to be done."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.config import SHOW_FILE
from podpub.errors import ConfigError, PictureError
from podpub.model import Episode, Finding, Level, ShowRecord, say, says_the_same
from podpub.pipeline.material.gallery import COVER, Cover
from podpub.pipeline.material.transcripts import transcript_findings
from podpub.pipeline.planning.fingerprints import inputs_of
from podpub.pipeline.planning.problems import problems
from podpub.pipeline.planning.published import published_file, published_inputs
from podpub.site import own_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog, Held
    from podpub.model import Inputs, Places, Production, Project, Release
    from podpub.pipeline.material.gallery import Gallery
    from podpub.pipeline.planning.manuscript import Manuscript


_IN_TIME = ("chapters", "soundbites")


class Work(StrEnum):
    """How much of an episode has to be made, from most to least."""

    MASTER = "master"
    UPLOAD = "upload"
    TAG = "tag"
    RECORD = "record"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EpisodePlan:
    """What will happen to one episode, and why.

    Attributes:
        held: The record in the storage; None for an episode that was never released.
        reasons: In a host's words; empty where nothing changed.
        restored_from: SHA-256 of the recording, where that is a published file: its sound is finished.
    """

    production: Production
    held: Held[Release] | None
    inputs: Inputs
    work: Work
    reasons: tuple[str, ...]
    restored_from: str | None = None

    def __post_init__(self) -> None:
        if self.held is None and self.work is not Work.MASTER:
            raise ValueError(say("an episode that was never released has to be mastered"))

    @property
    def needs_recording(self) -> bool:
        """Whether the work begins with the recording."""
        return self.work in (Work.MASTER, Work.UPLOAD)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a release is going to do; `now` is the one moment it happens at.

    Attributes:
        show: The show as it will be published.
        episodes: In the order they were asked for, drafts left out.
        drafts: What never leaves the house.
        withdrawn: What was taken back, and stays so.
        shown: The GUIDs that the feed shows so far.
    """

    project: Project
    catalog: Catalog
    show: ShowRecord
    episodes: tuple[EpisodePlan, ...]
    drafts: tuple[Production, ...]
    withdrawn: tuple[Production, ...]
    findings: tuple[Finding, ...]
    shown: frozenset[str]
    places: Places
    now: datetime

    @property
    def changes_show(self) -> bool:
        """Whether the show will be published differently."""
        return self.catalog.show is None or self.catalog.show.record != self.show


@dataclass(frozen=True, slots=True)
class Stock:
    """What planning looks at beside the manuscript.

    Attributes:
        size: Returns the length of what lies under a key, None where nothing does.
        shown: The GUIDs that the feed shows.
        digest: Returns a file's SHA-256.
        gallery: Knows how covers are published.
    """

    size: Callable[[str], int | None]
    catalog: Catalog
    shown: frozenset[str]
    digest: Callable[[Path], str]
    gallery: Gallery


def make_plan(manuscript: Manuscript, *, stock: Stock, now: datetime) -> Plan:
    """Decide what to make, keep and upload.

    Raises:
        ConfigError: Something cannot be released; with every problem and warning as a finding.
    """
    plan = survey(manuscript, stock=stock, now=now)
    if any(finding.level is Level.ERROR for finding in plan.findings):
        raise ConfigError(say("this cannot be published"), findings=plan.findings)
    return plan


def survey(manuscript: Manuscript, *, stock: Stock, now: datetime) -> Plan:
    """Decide as `make_plan` does, also where problems stand in the way; they are among the findings."""
    project = manuscript.project
    released = stock.catalog.releases
    gone = {guid for guid, held in released.items() if held.record.withdrawn}
    withdrawn = tuple(one for one in manuscript.productions if one.episode.guid in gone)
    staying = [one for one in manuscript.productions if one.episode.guid not in gone]
    episodes = tuple(plan_episode(one, project, stock) for one in staying if not one.draft)
    drafts = tuple(one for one in staying if one.draft)
    needed = {one.production.file for one in episodes if one.needs_recording}
    found = [
        *problems(manuscript, stock.catalog, needed=needed, now=now),
        *_told_of_transcripts(episodes, drafts, manuscript.places),
    ]
    cover, spoiled = _cover(manuscript, stock)
    show = _show(project, cover, stock, now)
    found += own_findings(show)
    return Plan(
        project=project,
        catalog=stock.catalog,
        show=show,
        episodes=episodes,
        drafts=drafts,
        withdrawn=withdrawn,
        findings=tuple(dict.fromkeys((*manuscript.findings, *spoiled, *found))),
        shown=stock.shown,
        places=manuscript.places,
        now=now,
    )


def _told_of_transcripts(
    episodes: Iterable[EpisodePlan], drafts: Iterable[Production], places: Places
) -> Iterator[Finding]:
    """Read the transcripts of every episode that is not published as it is."""
    changed = (one.production for one in episodes if one.work is not Work.NONE)
    for production in (*changed, *drafts):
        yield from transcript_findings(production, places)


def plan_episode(production: Production, project: Project, stock: Stock) -> EpisodePlan:
    """Decide how much of one episode has to be made again."""
    held = stock.catalog.releases.get(production.episode.guid)
    if held is None:
        inputs = inputs_of(production, project, released=None, digest=stock.digest)
        return EpisodePlan(production, None, inputs, Work.MASTER, ("it is new",))
    restored_from = published_file(production, held.record, stock.digest)
    if restored_from and stock.catalog.show:
        show = stock.catalog.show.record
        inputs = published_inputs(production, project, held.record, show, digest=stock.digest)
    else:
        inputs = inputs_of(production, project, released=held.record.inputs, digest=stock.digest)
    work, reasons = _compare(inputs, production, held.record, stock)
    return EpisodePlan(production, held, inputs, work, reasons, restored_from)


def _cover(manuscript: Manuscript, stock: Stock) -> tuple[Cover, tuple[Finding, ...]]:
    """Return the show's cover as it will be published; or none, and what is wrong with it."""
    project, held = manuscript.project, stock.catalog.show
    try:
        return stock.gallery.cover(COVER, project.image, held.record if held else None), ()
    except PictureError as error:
        where = manuscript.places.where(project.root / SHOW_FILE, "image")
        known = any(one.where == where and one.level is Level.ERROR for one in manuscript.findings)
        told = Finding(Level.ERROR, error.code, where, error.message, error.fix)
        return Cover(), () if known else (told,)


def _show(project: Project, cover: Cover, stock: Stock, now: datetime) -> ShowRecord:
    """Return the show as it will be published: the held record where nothing changed."""
    held = stock.catalog.show
    record = ShowRecord(
        show=project.show,
        image=cover.image or "",
        public_url=project.storage.public_url,
        changed=now,
        pictures=cover.pictures,
        image_source=cover.image_source,
        audio=project.audio.without_files,
    )
    if held is None:
        return record
    return held.record if says_the_same(record, held.record) else replace(record, changed=held.later(now))


def _compare(
    inputs: Inputs, production: Production, released: Release, stock: Stock
) -> tuple[Work, tuple[str, ...]]:
    """Return the most work that is needed, with every reason for it."""
    before = released.inputs
    reasons: dict[Work, list[str]] = {
        Work.MASTER: [say("the recording or the audio settings changed")]
        if inputs.sound != before.sound
        else [],
        Work.UPLOAD: [say("an audio file of it is missing in the storage")]
        if _is_missing(released, stock)
        else [],
        Work.TAG: [say("what stands in the file's tags changed")] if inputs.tags != before.tags else [],
        Work.RECORD: list(_changed_texts(production, released)) if inputs.texts != before.texts else [],
    }
    needed = [work for work, why in reasons.items() if why]
    return (needed or [Work.NONE])[0], tuple(reason for why in reasons.values() for reason in why)


def _is_missing(released: Release, stock: Stock) -> bool:
    return any(stock.size(one.key) != one.bytes for one in released.enclosures)


def _changed_texts(production: Production, released: Release) -> Iterator[str]:
    named = [
        field.name
        for field in fields(Episode)
        if field.name not in _IN_TIME  # those of the release stand in the time of the published file
        and getattr(production.episode, field.name) != getattr(released.episode, field.name)
    ]
    yield from (say("{name} changed", name=name) for name in named)
    if not named:
        yield say("chapters, soundbites, cover or transcripts changed")
