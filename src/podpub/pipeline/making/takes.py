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
    measure,
    measured_closely,
    write_chapters,
)
from podpub.errors import SourceError, StorageError
from podpub.model import Foresight, Format, LoudnessReport, Mastered, Measurement, Timeline, say
from podpub.pipeline.material.digests import file_digest, fingerprint
from podpub.pipeline.material.gallery import Gallery
from podpub.tags import kind_of, tags_tool, write_tags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from podpub.model import Enclosure, Release, Tell
    from podpub.pipeline.material.cache import Cache
    from podpub.pipeline.planning.plan import EpisodePlan
    from podpub.storage import Storage
    from podpub.tags import TagSheet

_MASTERED = TypeAdapter(Mastered)
_TRACE = "trace.npz"
_MEASURED = TypeAdapter(Measurement)
_SILENCE_DB = -144.0  # what records say of digital silence: JSON knows no infinity


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
    if production.mastering.kept:
        return kept(production.tracks[0].file, production.mastering.formats[1:], bench, tell)
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


def kept(recording: Path, others: Sequence[Format], bench: Workbench, tell: Tell) -> Takes:
    """Take a file as it is: listeners have it already. It is measured once.

    Args:
        recording: The file.
        others: The formats that lie beside it under the same name.
        bench: Where it is measured.
        tell: Hears how far that is.

    Raises:
        SourceError: One is missing or damaged, or of a format that podpub does not publish.
    """
    beside = [recording.with_suffix(one.suffix) for one in others]
    formats = {file: _kind_of(file) for file in (recording, *beside)}

    def make(folder: Path) -> None:
        heard = measure(
            recording, ffmpeg=bench.machine.ffmpeg, tell=lambda _, done: tell(say("measure"), done)
        )
        told = replace(
            heard,
            lufs=max(heard.lufs, _SILENCE_DB),
            true_peak_dbtp=max(heard.true_peak_dbtp, _SILENCE_DB),
        )
        (folder / "measured.json").write_bytes(_MEASURED.dump_json(told))

    folder, reused = bench.cache.obtain(fingerprint(["kept", file_digest(recording)]), make)
    told = _MEASURED.validate_json((folder / "measured.json").read_bytes())
    loudness = LoudnessReport(
        told.lufs, told.lufs, told.true_peak_dbtp, told.lra_lu, gain_db=0.0, limited=False
    )
    whole = Timeline(0.0, told.duration_s, 0.0, told.duration_s)
    sound = Sound(told.duration_s, loudness, whole, (("kept", "as it was"),))
    return Takes(tuple(_named(file, one, sound, bench) for file, one in formats.items()), sound, reused)


def _kind_of(file: Path) -> Format:
    found = kind_of(file)
    if found is None:
        raise SourceError(
            say("{name} is no MP3, M4A or Opus file, and cannot be published as it is", name=file.name),
            fix=say("Write `mastering: {{master: podpub}}`, and podpub makes an MP3 of it."),
        )
    return found


def _named(file: Path, format_: Format, sound: Sound, bench: Workbench) -> Path:
    """Return a file under a name that tells its format: itself, or a copy."""
    return file if file.suffix == format_.suffix else at_hand(file, sound, bench, format_.suffix).files[0]


def fetched(released: Release, bench: Workbench, tell: Tell) -> Takes:
    """Take the audio that listeners have: only what stands in its tags is going to change.

    Raises:
        StorageError: A file is not there, or another than the one that was published.
    """
    files = tuple(_fetched(enclosure, bench, tell) for enclosure in released.enclosures)
    return Takes(files, Sound.of(released), reused=True)


def at_hand(recording: Path, sound: Sound, bench: Workbench, suffix: str = "") -> Takes:
    """Take a recording that is the published file itself."""
    name = f"released{suffix or recording.suffix.lower()}"

    def copy(folder: Path) -> None:
        shutil.copyfile(recording, folder / name)

    folder, _ = bench.cache.obtain(fingerprint(["released", file_digest(recording)]), copy)
    return Takes((folder / name,), sound, reused=True)


def heard_alone(takes: Takes, bench: Workbench, tell: Tell) -> Path:
    """Return the trace of a published file, which tells nothing of how it was made."""
    file = takes.files[0]

    def hear(folder: Path) -> None:
        _, steps = measured_closely(file, ffmpeg=bench.machine.ffmpeg, is_own=False, tell=tell)
        Trace.of_file(steps).write(folder / _TRACE)

    folder, _ = bench.cache.obtain(fingerprint(["trace", file_digest(file)]), hear)
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
