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
from podpub.pipeline.digests import file_digest, picture_key
from podpub.pipeline.listening import sound_findings
from podpub.pipeline.plan import Work
from podpub.pipeline.problems import told
from podpub.pipeline.soundbites import heard_soundbites, soundbite_findings
from podpub.pipeline.takes import Sound, at_hand, fetched, mastered, tagged
from podpub.tags import TagSheet
from podpub.transcripts import retime

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Finding, Production, Project, Slug, Tell, Timeline
    from podpub.pipeline.plan import EpisodePlan, Plan
    from podpub.pipeline.takes import Takes, Workbench


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
        return described(plan, whole, Sound.of(held.record), held.record.enclosures)

    def tell_of_this(step: str, done: float) -> None:
        tell(f"{slug}: {step}", done)

    began = time.monotonic()
    takes = _takes(plan, bench, tell_of_this)
    at_hand = time.monotonic()
    sheet = _sheet(plan, whole.project, takes.sound)
    finished = tagged(takes, sheet, plan.inputs.tags, bench)
    steps = (
        Step("master", reused=takes.reused, seconds=at_hand - began),
        Step("tag", reused=finished.reused, seconds=time.monotonic() - at_hand),
    )
    audio = {_enclosure(file, slug, takes.sound.duration_s): file for file in finished.files}
    built = described(plan, whole, takes.sound, tuple(audio))
    files: Files = {enclosure.key: file for enclosure, file in audio.items()}
    heavy_share = takes.sound.loudness.heavy_share
    found = sound_findings(takes.sound.prospects, plan.production, whole.places, heavy_share=heavy_share)
    return replace(built, files=files | built.files, steps=steps, findings=(*built.findings, *found))


def _takes(plan: EpisodePlan, bench: Workbench, tell: Tell) -> Takes:
    """Get the sound: what listeners have, the published file that lies here, or a new master."""
    held = plan.held
    if held and plan.work is Work.TAG:
        return fetched(held.record, bench, tell)
    if held and plan.restored_from:
        return at_hand(plan.production.tracks[0].file, Sound.of(held.record), bench)
    return mastered(plan, bench, tell)


def _timeline(plan: EpisodePlan, sound: Sound) -> Timeline:
    """Return how the time of what the host wrote becomes the published file's."""
    return sound.timeline.as_published if plan.restored_from else sound.timeline


def _sheet(plan: EpisodePlan, project: Project, sound: Sound) -> TagSheet:
    production, show = plan.production, project.show
    episode = production.episode
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
        chapters=heard_chapters(production, _timeline(plan, sound)),
        duration_s=sound.duration_s,
    )


def _enclosure(file: Path, slug: Slug, duration_s: float) -> Enclosure:
    digest = file_digest(file)
    key = media_key(slug, digest, Format.of(file.name))
    return Enclosure(key, file.stat().st_size, content_type(key), duration_s, digest)


def described(
    plan: EpisodePlan, whole: Plan, sound: Sound, enclosures: tuple[Enclosure, ...]
) -> BuiltEpisode:
    """Write the record around an enclosure and its alternates, with the small files that go beside them."""
    production = plan.production
    timeline = _timeline(plan, sound)
    transcripts, files = _transcripts(production, timeline)
    image = None
    if production.image:
        image = picture_key(production.episode.slug, production.image, file_digest)
        files[image] = production.image
    release = Release(
        episode=replace(
            production.episode,
            chapters=heard_chapters(production, timeline),
            soundbites=heard_soundbites(production, timeline),
        ),
        enclosure=enclosures[0],
        loudness=sound.loudness,
        timeline=sound.timeline,
        inputs=plan.inputs,
        tools=sound.tools,
        changed=plan.held.later(whole.now) if plan.held else whole.now,
        image=image,
        transcripts=transcripts,
        alternates=enclosures[1:],
        restored_from=_ancestor(plan, enclosures[0]),
    )
    findings = tuple(soundbite_findings(production, timeline, whole.places))
    return BuiltEpisode(plan, release, files, findings=findings)


def _ancestor(plan: EpisodePlan, enclosure: Enclosure) -> str | None:
    """Return the published file that restored folders go on having while the sound is the same."""
    before = plan.held.record.restored_from if plan.held and plan.work is not Work.MASTER else None
    found = plan.restored_from or before
    return None if found == enclosure.sha256 else found


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
