"""Make what the plan asks for: mastered and tagged audio, covers, transcripts, records."""

from __future__ import annotations

import hashlib
import shutil
import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from pydantic import TypeAdapter

from podpub.artwork import tag_cover
from podpub.audio import audio_tools, find_ffmpeg, master
from podpub.errors import ConfigError, SourceError, StorageError
from podpub.model import Enclosure, Mastered, Release, TranscriptFile
from podpub.model.layout import asset_key, content_type, media_key
from podpub.pipeline.chapters import heard_chapters
from podpub.pipeline.digests import file_digest, fingerprint
from podpub.pipeline.plan import Work
from podpub.pipeline.problems import told
from podpub.tags import TagSheet, tags_tool, write_tags
from podpub.transcripts import retime

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from podpub.audio import Ffmpeg
    from podpub.model import LoudnessReport, Production, Project, Slug, Tell, Timeline
    from podpub.pipeline.cache import Cache
    from podpub.pipeline.plan import EpisodePlan, Plan
    from podpub.storage import Storage

_MASTERED = TypeAdapter(Mastered)


Files: TypeAlias = "dict[str, Path | bytes]"
"""What goes into the storage, by key: files on disk, or small bodies."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work, done now or reused from an earlier run, and how long it took."""

    name: str
    reused: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Sound:
    """What is known about an episode's audio, whichever run made it."""

    duration_s: float
    loudness: LoudnessReport
    timeline: Timeline
    tools: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, release: Release) -> Sound:
        """Return the sound of a released episode."""
        return cls(release.enclosure.duration_s, release.loudness, release.timeline, release.tools)


@dataclass(frozen=True, slots=True)
class BuiltEpisode:
    """An episode ready to be published: its record, and the files by storage key."""

    plan: EpisodePlan
    release: Release
    files: Files
    steps: tuple[Step, ...]

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


@dataclass(frozen=True)
class Workbench:
    """What building needs beside the plan."""

    storage: Storage
    cache: Cache
    environ: Mapping[str, str]

    @cached_property
    def ffmpeg(self) -> Ffmpeg:
        """Looked for when the first recording is mastered."""
        return find_ffmpeg(self.environ)


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
        return BuiltEpisode(plan, held.record, {}, ())
    if held and plan.work is Work.RECORD:
        return _described(plan, whole, Sound.of(held.record), held.record.enclosure)

    def tell_of_this(step: str, done: float) -> None:
        tell(f"{slug}: {step}", done)

    began = time.monotonic()
    if held and plan.work is Work.TAG:
        file, sound, reused = _released_sound(held.record, bench, tell_of_this)
    else:
        file, sound, reused = _mastered_sound(plan, bench, tell_of_this)
    mastered = time.monotonic()
    tagged, tagged_before = _tagged(file, sound, plan, whole, bench.cache)
    steps = (
        Step("master", reused=reused, seconds=mastered - began),
        Step("tag", reused=tagged_before, seconds=time.monotonic() - mastered),
    )
    enclosure = _enclosure(tagged, slug, sound.duration_s)
    built = _described(plan, whole, sound, enclosure)
    return replace(built, files={enclosure.key: tagged, **built.files}, steps=steps)


def _mastered_sound(plan: EpisodePlan, bench: Workbench, tell: Tell) -> tuple[Path, Sound, bool]:
    """Master the recording, or find it mastered from the same inputs by the same tools."""
    production, tools = plan.production, audio_tools(bench.ffmpeg)

    def make(folder: Path) -> None:
        mastered = master(
            [production.recording],
            production.mastering,
            folder / "master.mp3",
            ffmpeg=bench.ffmpeg,
            tell=tell,
        )
        (folder / "mastered.json").write_bytes(_MASTERED.dump_json(mastered))

    folder, reused = bench.cache.obtain(fingerprint(["master", plan.inputs.sound, tools]), make)
    mastered = _MASTERED.validate_json((folder / "mastered.json").read_bytes())
    sound = Sound(mastered.result.duration_s, mastered.loudness, mastered.timeline, tools)
    return folder / "master.mp3", sound, reused


def _released_sound(released: Release, bench: Workbench, tell: Tell) -> tuple[Path, Sound, bool]:
    """Take the audio that listeners have: only what stands in its tags is going to change."""
    enclosure = released.enclosure

    def fetch(folder: Path) -> None:
        tell("fetch", 0.0)
        with (folder / "released.mp3").open("wb") as copy:
            copy.writelines(bench.storage.stream(enclosure.key))
        if file_digest(folder / "released.mp3") != enclosure.sha256:
            raise StorageError(
                f"{enclosure.key} is not the file that was published",
                fix="Move it away and run the command again: podpub makes it again from the recording.",
            )

    folder, _ = bench.cache.obtain(fingerprint(["released", enclosure.sha256]), fetch)
    return folder / "released.mp3", Sound.of(released), True


def _tagged(file: Path, sound: Sound, plan: EpisodePlan, whole: Plan, cache: Cache) -> tuple[Path, bool]:
    sheet = _sheet(plan.production, whole.project, sound)

    def make(folder: Path) -> None:
        shutil.copyfile(file, folder / "episode.mp3")
        write_tags(folder / "episode.mp3", sheet)

    folder, reused = cache.obtain(
        fingerprint(["tags", file.parent.name, plan.inputs.tags, tags_tool()]), make
    )
    return folder / "episode.mp3", reused


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
    key = media_key(slug, digest)
    return Enclosure(key, file.stat().st_size, content_type(key), duration_s, digest)


def _described(plan: EpisodePlan, whole: Plan, sound: Sound, enclosure: Enclosure) -> BuiltEpisode:
    """Write the record around an enclosure, with the small files that go beside it."""
    production = plan.production
    transcripts, files = _transcripts(production, sound.timeline)
    image = _picture_key(production.episode.slug, production.image) if production.image else None
    if image and production.image:
        files[image] = production.image
    release = Release(
        episode=replace(production.episode, chapters=heard_chapters(production, sound.timeline)),
        enclosure=enclosure,
        loudness=sound.loudness,
        timeline=sound.timeline,
        inputs=plan.inputs,
        tools=sound.tools,
        changed=whole.now,
        image=image,
        transcripts=transcripts,
    )
    return BuiltEpisode(plan, release, files, ())


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
