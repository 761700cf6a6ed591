"""Compare what the host wrote with what is released, and decide what has to be done."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.errors import ConfigError
from podpub.model import Episode, Finding, Inputs, Level
from podpub.pipeline.cache import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog, Held
    from podpub.model import Production, Project, Release
    from podpub.pipeline.manuscript import Manuscript
    from podpub.storage import Storage


class Work(StrEnum):
    """How much of an episode has to be made, from most to least."""

    MASTER = "master"
    TAG = "tag"
    UPLOAD = "upload"
    RECORD = "record"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EpisodePlan:
    """What will happen to one episode, and why.

    Attributes:
        held: The record in the storage; None for an episode that was never released.
        reasons: In a host's words; empty where nothing changed.
    """

    production: Production
    held: Held[Release] | None
    inputs: Inputs
    work: Work
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a release is going to do; `now` is the one moment it happens at.

    Attributes:
        episodes: In the order they were asked for, drafts left out.
        drafts: What never leaves the house.
    """

    project: Project
    catalog: Catalog
    episodes: tuple[EpisodePlan, ...]
    drafts: tuple[Production, ...]
    findings: tuple[Finding, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What planning looks at beside the manuscript: the storage, its records, and files' SHA-256."""

    storage: Storage
    catalog: Catalog
    digest: Callable[[Path], str]


def make_plan(manuscript: Manuscript, *, desk: Desk, now: datetime) -> Plan:
    """Decide what to make, keep and upload.

    Raises:
        ConfigError: A released episode lost its identity, or an unreleased one has no recording; with
            every such case as a finding.
    """
    problems = [found for one in manuscript.productions for found in _problems(one, desk.catalog, manuscript)]
    if problems:
        raise ConfigError("this cannot be released", findings=tuple(dict.fromkeys(problems)))
    return Plan(
        project=manuscript.project,
        catalog=desk.catalog,
        episodes=tuple(
            plan_episode(one, manuscript.project, desk) for one in manuscript.productions if not one.draft
        ),
        drafts=tuple(one for one in manuscript.productions if one.draft),
        findings=manuscript.findings,
        now=now,
    )


def plan_episode(production: Production, project: Project, desk: Desk) -> EpisodePlan:
    """Decide how much of one episode has to be made again."""
    held = desk.catalog.releases.get(production.episode.guid)
    inputs = _inputs(production, project, held, desk.digest)
    if held is None:
        return EpisodePlan(production, None, inputs, Work.MASTER, ("it is new",))
    work, reasons = _compare(inputs, production, held.record, desk.storage)
    return EpisodePlan(production, held, inputs, work, reasons)


def _inputs(
    production: Production, project: Project, held: Held[Release] | None, digest: Callable[[Path], str]
) -> Inputs:
    """Fingerprint everything that a release is made from.

    Tool versions are left out on purpose: a new ffmpeg must not send the back catalogue out again. So is
    a recording that the host put away after its release.
    """
    needed = (production.recording, production.mastering.intro, production.mastering.outro)
    put_away = held and not all(file.exists() for file in needed if file)
    return Inputs(
        audio=held.record.inputs.audio if held and put_away else fingerprint(_heard(production, digest)),
        tags=fingerprint(_tagged(production, project, digest)),
        texts=fingerprint(_told(production, digest)),
    )


def _heard(production: Production, digest: Callable[[Path], str]) -> dict[str, object]:
    settings = production.mastering
    files = {"recording": production.recording, "intro": settings.intro, "outro": settings.outro}
    digests = {name: path and digest(path) for name, path in files.items()}
    return {**asdict(settings), **digests}


def _tagged(production: Production, project: Project, digest: Callable[[Path], str]) -> dict[str, object]:
    written = ("title", "number", "season", "date", "summary", "link", "chapters")
    show = ("title", "author", "link", "language", "copyright")
    return {
        **{name: _plain(getattr(production.episode, name)) for name in written},
        "show": {name: getattr(project.show, name) for name in show},
        "cover": digest(production.image or project.image),
    }


def _told(production: Production, digest: Callable[[Path], str]) -> dict[str, object]:
    return {
        "episode": asdict(production.episode),
        "image": production.image and digest(production.image),
        "transcripts": [(one.language, digest(one.path)) for one in production.transcripts],
    }


def _plain(value: object) -> object:
    return [asdict(one) for one in value] if isinstance(value, tuple) else value


def _compare(
    inputs: Inputs, production: Production, released: Release, storage: Storage
) -> tuple[Work, tuple[str, ...]]:
    """Return the most work that is needed, with every reason for it."""
    reasons = {
        Work.MASTER: ["the recording or the audio settings changed"]
        if inputs.audio != released.inputs.audio
        else [],
        Work.TAG: ["what stands in the file's tags changed"] if inputs.tags != released.inputs.tags else [],
        Work.UPLOAD: ["its audio file is missing in the storage"] if _is_missing(released, storage) else [],
        Work.RECORD: list(_changed_texts(production, released))
        if inputs.texts != released.inputs.texts
        else [],
    }
    needed = [work for work, why in reasons.items() if why]
    return (needed or [Work.NONE])[0], tuple(reason for why in reasons.values() for reason in why)


def _is_missing(released: Release, storage: Storage) -> bool:
    return storage.size(released.enclosure.key) != released.enclosure.bytes


def _changed_texts(production: Production, released: Release) -> Iterator[str]:
    named = [
        field.name
        for field in fields(Episode)
        if field.name != "chapters"  # those of the release stand in the time of the published file
        and getattr(production.episode, field.name) != getattr(released.episode, field.name)
    ]
    yield from (f"{name} changed" for name in named)
    if not named:
        yield "chapters, cover or transcripts changed"


def _problems(production: Production, catalog: Catalog, manuscript: Manuscript) -> Iterator[Finding]:
    yield from _identity(production, catalog, manuscript)
    if production.episode.guid not in catalog.releases and not production.draft:
        yield from manuscript.absent.get(production.file, ())


def _identity(production: Production, catalog: Catalog, manuscript: Manuscript) -> Iterator[Finding]:
    """Complain where a released episode would become a stranger to the apps that know it."""
    episode = production.episode
    held = catalog.releases.get(episode.guid)
    if held and held.record.episode.slug != episode.slug:
        released_as = held.record.episode.slug
        yield Finding(
            Level.ERROR,
            "slug-changed",
            manuscript.places.where(production.file, "slug"),
            f"this episode is released as “{released_as}”, its slug cannot become “{episode.slug}”",
            f"Write `slug: {released_as}` here, or rename the folder back.",
        )
    if held and production.draft:
        yield Finding(
            Level.ERROR,
            "draft-is-released",
            manuscript.places.where(production.file, "draft"),
            "this episode is released already; a draft does not take it back",
            "Write `draft: false`: apps have downloaded it.",
        )
    for other in catalog.releases.values():
        if other.record.episode.slug == episode.slug and other.record.episode.guid != episode.guid:
            yield Finding(
                Level.ERROR,
                "guid-changed",
                manuscript.places.where(production.file, "guid"),
                f"“{episode.slug}” is released with another GUID; apps would take this for a new episode",
                f"Write `guid: {other.record.episode.guid}` here, or give a new episode a folder of its own.",
            )
