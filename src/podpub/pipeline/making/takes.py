"""The sound of an episode on the host's disk, in every format: mastered or fetched, and then tagged."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from podpub.audio import (
    Machine,
    Trace,
    audio_tools,
    find_ffmpeg,
    master,
    measured_closely,
    write_chapters,
)
from podpub.errors import StorageError
from podpub.model import Foresight, Format, Mastered, say
from podpub.pipeline.material.digests import file_digest, fingerprint
from podpub.pipeline.material.gallery import Gallery
from podpub.tags import tags_tool, write_tags

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from podpub.model import Enclosure, LoudnessReport, Release, Tell, Timeline
    from podpub.pipeline.material.cache import Cache
    from podpub.pipeline.planning.plan import EpisodePlan
    from podpub.storage import Storage
    from podpub.tags import TagSheet

_MASTERED = TypeAdapter(Mastered)
_TRACE = "trace.npz"


@dataclass(frozen=True)
class Workbench:
    """What building needs beside the plan.

    Attributes:
        jobs: How many encoders may work at a time; None takes every core.
    """

    storage: Storage
    cache: Cache
    environ: Mapping[str, str]
    jobs: int | None = None

    @cached_property
    def machine(self) -> Machine:
        """Its tools are looked for when they are first needed."""
        ffmpeg = find_ffmpeg(self.environ)
        return Machine(ffmpeg, self.jobs) if self.jobs else Machine(ffmpeg)

    @cached_property
    def gallery(self) -> Gallery:
        """Where covers are made."""
        return Gallery(self.cache)


@dataclass(frozen=True, slots=True)
class Sound:
    """What is known about an episode's audio, whichever run made it.

    Attributes:
        foresight: What was known of the recording beforehand; empty where it was not mastered now.
    """

    duration_s: float
    loudness: LoudnessReport
    timeline: Timeline
    tools: tuple[tuple[str, str], ...]
    foresight: Foresight = field(default_factory=Foresight)

    @classmethod
    def of(cls, release: Release) -> Sound:
        """Return the sound of a released episode."""
        return cls(release.enclosure.duration_s, release.loudness, release.timeline, release.tools)


@dataclass(frozen=True, slots=True)
class Takes:
    """An episode's sound on disk.

    Attributes:
        files: One in each format, the enclosure's first; their suffixes tell which.
        reused: Whether an earlier run had left all of them.
        trace: What was heard while they were made; None where they were made elsewhere.
    """

    files: tuple[Path, ...]
    sound: Sound
    reused: bool
    trace: Path | None = None


def mastered(plan: EpisodePlan, bench: Workbench, tell: Tell) -> Takes:
    """Master the recording, or find it mastered from the same inputs by the same tools.

    Raises:
        SourceError: The recording cannot be used.
        ToolError: Something that is needed refused.
        InvalidResultError: What was written is not what was meant to be.
    """
    production, tools = plan.production, audio_tools(bench.machine.ffmpeg)
    names = [f"master{format_.suffix}" for format_ in production.mastering.formats]

    def make(folder: Path) -> None:
        done = master(
            production.tracks,
            production.mastering,
            folder / names[0],
            machine=bench.machine,
            tell=tell,
            also=lambda heard: heard.write(folder / _TRACE),
        )
        (folder / "mastered.json").write_bytes(_MASTERED.dump_json(done))

    folder, reused = bench.cache.obtain(fingerprint(["master", _TRACE, plan.inputs.sound, tools]), make)
    done = _MASTERED.validate_json((folder / "mastered.json").read_bytes())
    sound = Sound(done.result.duration_s, done.loudness, done.timeline, tools, done.foresight)
    return Takes(tuple(folder / name for name in names), sound, reused, folder / _TRACE)


def fetched(released: Release, bench: Workbench, tell: Tell) -> Takes:
    """Take the audio that listeners have: only what stands in its tags is going to change.

    Raises:
        StorageError: A file is not there, or another than the one that was published.
    """
    files = tuple(_fetched(enclosure, bench, tell) for enclosure in released.enclosures)
    return Takes(files, Sound.of(released), reused=True)


def at_hand(recording: Path, sound: Sound, bench: Workbench) -> Takes:
    """Take a recording that is the published file itself."""
    name = f"released{recording.suffix.lower()}"

    def copy(folder: Path) -> None:
        shutil.copyfile(recording, folder / name)

    folder, _ = bench.cache.obtain(fingerprint(["released", file_digest(recording)]), copy)
    return Takes((folder / name,), sound, reused=True)


def heard_alone(takes: Takes, bench: Workbench, tell: Tell) -> Path:
    """Return the trace of a published file, which tells nothing of how it was made."""
    file = takes.files[0]

    def hear(folder: Path) -> None:
        _, steps = measured_closely(file, ffmpeg=bench.machine.ffmpeg, is_own=True, tell=tell)
        Trace.of_file(steps).write(folder / _TRACE)

    folder, _ = bench.cache.obtain(fingerprint(["trace", file.parent.name, file.name]), hear)
    return folder / _TRACE


def _fetched(enclosure: Enclosure, bench: Workbench, tell: Tell) -> Path:
    name = f"released{enclosure.format.suffix}"

    def fetch(folder: Path) -> None:
        tell(say("fetch"), 0.0)
        with (folder / name).open("wb") as copy:
            copy.writelines(bench.storage.stream(enclosure.key))
        if file_digest(folder / name) != enclosure.sha256:
            raise StorageError(
                say("{key} is not the file that was published", key=enclosure.key),
                fix=say("Move it away and run the command again: podpub makes it again from the recording."),
            )

    folder, _ = bench.cache.obtain(fingerprint(["released", enclosure.sha256]), fetch)
    return folder / name


def tagged(takes: Takes, sheet: TagSheet, tags: str, bench: Workbench) -> Takes:
    """Write the sheet, whose fingerprint is `tags`, into a copy of every file.

    Raises:
        SourceError: The files cannot hold what is in the sheet.
        ToolError: They cannot be written.
    """
    done = [_tagged(file, sheet, tags, bench) for file in takes.files]
    return replace(takes, files=tuple(file for file, _ in done), reused=all(reused for _, reused in done))


def _tagged(file: Path, sheet: TagSheet, tags: str, bench: Workbench) -> tuple[Path, bool]:
    """Tag one file; the chapters of M4A are no tag but a track, which ffmpeg writes."""
    name = f"episode{file.suffix}"
    has_track = Format.of(file.name) is Format.M4A
    tools = (tags_tool(), *(audio_tools(bench.machine.ffmpeg) if has_track else ()))

    def make(folder: Path) -> None:
        if has_track:
            write_chapters(file, folder / name, sheet.chapters, sheet.duration_s, ffmpeg=bench.machine.ffmpeg)
        else:
            shutil.copyfile(file, folder / name)
        write_tags(folder / name, sheet)

    folder, reused = bench.cache.obtain(fingerprint(["tags", file.parent.name, name, tags, tools]), make)
    return folder / name, reused
