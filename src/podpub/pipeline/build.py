"""Make what the plan asks for: mastered and tagged audio, covers, transcripts, records."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from podpub.artwork import tag_cover
from podpub.errors import ConfigError, SourceError
from podpub.model import Enclosure, Format, Release, TranscriptFile
from podpub.model.layout import asset_key, content_type, media_key
from podpub.pipeline.chapters import heard_chapters
from podpub.pipeline.digests import file_digest
from podpub.pipeline.listening import sound_findings
from podpub.pipeline.plan import Work
from podpub.pipeline.problems import told
from podpub.pipeline.takes import Sound, fetched, mastered, tagged
from podpub.tags import TagSheet
from podpub.transcripts import retime

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Finding, Production, Project, Slug, Tell, Timeline
    from podpub.pipeline.plan import EpisodePlan, Plan
    from podpub.pipeline.takes import Workbench


Files: TypeAlias = "dict[str, Path | bytes]"
"""What goes into the storage, by key: files on disk, or small bodies."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work, done now or reused from an earlier run, and how long it took."""

    name: str
    reused: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class BuiltEpisode:
    """An episode ready to be published: its record, its files by storage key, and what was found."""

    plan: EpisodePlan
    release: Release
    files: Files
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether the record says something that the storage's does not."""
        return self.plan.held is None or self.plan.held.record != self.release


@dataclass(frozen=True, slots=True)
class Built:
    """Everything ready on disk; nothing has left the house yet. `files` are the show's own."""

    plan: Plan
    files: Files
    episodes: tuple[BuiltEpisode, ...]

    @property
    def all_files(self) -> Files:
        """The files of the show and of every episode."""
        return {**self.files, **{key: one for episode in self.episodes for key, one in episode.files.items()}}


def build(plan: Plan, *, bench: Workbench, tell: Tell) -> Built:
    """Make every file and record of the plan.

    Raises:
        SourceError: Recordings cannot be used; with every one of them as a finding.
        ToolError, StorageError: Something that is needed refused.
    """
    episodes, refused = [], []
    for one in plan.episodes:
        try:
            episodes.append(_episode(one, plan, bench, tell))
        except (SourceError, ConfigError) as error:
            refused.append(told(error, one.production, plan.places))
    if refused:
        raise SourceError("nothing was published", findings=refused)
    return Built(plan, {plan.show.image: plan.project.image}, tuple(episodes))


def _episode(plan: EpisodePlan, whole: Plan, bench: Workbench, tell: Tell) -> BuiltEpisode:
    held, slug = plan.held, plan.production.episode.slug
    if held and plan.work is Work.NONE:
        return BuiltEpisode(plan, held.record, {})
    if held and plan.work is Work.RECORD:
        return _described(plan, whole, Sound.of(held.record), held.record.enclosures)

    def tell_of_this(step: str, done: float) -> None:
        tell(f"{slug}: {step}", done)

    began = time.monotonic()
    if held and plan.work is Work.TAG:
        takes = fetched(held.record, bench, tell_of_this)
    else:
        takes = mastered(plan, bench, tell_of_this)
    at_hand = time.monotonic()
    sheet = _sheet(plan.production, whole.project, takes.sound)
    finished = tagged(takes, sheet, plan.inputs.tags, bench)
    steps = (
        Step("master", reused=takes.reused, seconds=at_hand - began),
        Step("tag", reused=finished.reused, seconds=time.monotonic() - at_hand),
    )
    audio = {_enclosure(file, slug, takes.sound.duration_s): file for file in finished.files}
    built = _described(plan, whole, takes.sound, tuple(audio))
    files: Files = {enclosure.key: file for enclosure, file in audio.items()}
    heavy_share = takes.sound.loudness.heavy_share
    found = sound_findings(takes.sound.prospects, plan.production, whole.places, heavy_share=heavy_share)
    return replace(built, files=files | built.files, steps=steps, findings=tuple(found))


def _sheet(production: Production, project: Project, sound: Sound) -> TagSheet:
    episode, show = production.episode, project.show
    return TagSheet(
        title=episode.title,
        show=show.title,
        author=show.author,
        number=episode.number,
        season=episode.season,
        date=episode.date,
        comment=episode.summary,
        language=show.language,
        copyright=show.copyright,
        episode_url=episode.link,
        show_url=show.link,
        cover=tag_cover(production.image or project.image),
        chapters=heard_chapters(production, sound.timeline),
        duration_s=sound.duration_s,
    )


def _enclosure(file: Path, slug: Slug, duration_s: float) -> Enclosure:
    digest = file_digest(file)
    key = media_key(slug, digest, Format.of(file.name))
    return Enclosure(key, file.stat().st_size, content_type(key), duration_s, digest)


def _described(
    plan: EpisodePlan, whole: Plan, sound: Sound, enclosures: tuple[Enclosure, ...]
) -> BuiltEpisode:
    """Write the record around an enclosure and its alternates, with the small files that go beside them."""
    production = plan.production
    transcripts, files = _transcripts(production, sound.timeline)
    image = _picture_key(production.episode.slug, production.image) if production.image else None
    if image and production.image:
        files[image] = production.image
    release = Release(
        episode=replace(production.episode, chapters=heard_chapters(production, sound.timeline)),
        enclosure=enclosures[0],
        loudness=sound.loudness,
        timeline=sound.timeline,
        inputs=plan.inputs,
        tools=sound.tools,
        changed=plan.held.later(whole.now) if plan.held else whole.now,
        image=image,
        transcripts=transcripts,
        alternates=enclosures[1:],
    )
    return BuiltEpisode(plan, release, files)


def _transcripts(production: Production, timeline: Timeline) -> tuple[tuple[TranscriptFile, ...], Files]:
    published: list[TranscriptFile] = []
    files: Files = {}
    for source in production.transcripts:
        body = retime(source.path.read_text(encoding="utf-8-sig"), timeline).encode()
        extension = source.path.suffix.lower().removeprefix(".")
        key = asset_key(production.episode.slug, hashlib.sha256(body).hexdigest(), extension)
        published.append(TranscriptFile(key, content_type(key).partition(";")[0], source.language))
        files[key] = body
    return tuple(published), files


def _picture_key(name: Slug, picture: Path) -> str:
    extension = "png" if picture.suffix.lower() == ".png" else "jpg"
    return asset_key(name, file_digest(picture), extension)
