"""One episode on the disk: everything that it names first, its episode.yaml last."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from podpub.arrivals import Loss
from podpub.config import EPISODE_FILE, Beside, episode_text
from podpub.errors import SourceError
from podpub.model import PLAIN, Finding, Level, say
from podpub.pipeline.arriving.companions import Lender, gather
from podpub.pipeline.arriving.downloads import download, is_sound, part_of
from podpub.pipeline.arriving.journal import Fate, Fetched
from podpub.pipeline.material.digests import file_digest
from podpub.tags import kind_of, recorded_chapters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from podpub.arrivals import ArrivedEpisode, Sound
    from podpub.model import Chapter, Episode, Mastering
    from podpub.pipeline.arriving.companions import Companions
    from podpub.pipeline.arriving.errand import Errand
    from podpub.pipeline.arriving.journal import Journal

_NOTES = "notes.md"
_MOST_CHAPTERS = 255
_EXTENSIONS = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/flac": "flac",
    "video/mp4": "mp4",
    "video/x-m4v": "mp4",
    "video/quicktime": "mov",
}
_SUFFIXES = frozenset(_EXTENSIONS.values()) | {"m4v", "aac", "ogg", "webm"}


@dataclass(frozen=True)
class Yard:
    """Where episodes land, and with what.

    Attributes:
        sounds: Whether files of sound are fetched.
        on_disk: Those of a feed that is gone, by what addresses call them; None fetches.
        kept: Whether the sound is published as it is.
        heard: Told of every block of sound that came.
    """

    errand: Errand
    journal: Journal
    lender: Lender
    language: str
    sounds: bool
    kept: bool
    on_disk: Mapping[str, Path] | None
    heard: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Landed:
    """An episode that is in its folder.

    Attributes:
        audio: Its file of sound; None where there is none, or it was there before podpub knew it.
        fates: What became of each file.
        findings: Why its sound is missing.
    """

    episode: Episode
    folder: Path
    fates: tuple[tuple[Path, Fate], ...] = ()
    audio: Fetched | None = None
    losses: tuple[Loss, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Unloading:
    """What was done so far; grows with each file."""

    fates: list[tuple[Path, Fate]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def land(arrived: ArrivedEpisode, folder: Path, yard: Yard) -> Landed:
    """Bring an episode into its folder.

    Raises:
        UsageError: The folder leads out of the show.
    """
    companions = gather(arrived, yard.lender, yard.language)
    done = _Unloading(losses=list(companions.losses))
    audio = audio_file(arrived.sounds[0], folder)
    fetched = _sound(arrived, arrived.sounds[0], audio, yard, done)
    others = arrived.sounds[1:] if yard.kept else ()
    for one in others:
        _sound(arrived, one, audio_file(one, folder), yard, done)
    episode = replace(arrived.episode, chapters=_with_pictures(companions))
    if not episode.chapters:
        episode = replace(episode, chapters=_recorded(audio))
    files = [companions.image, *(one for one, _ in companions.transcripts)]
    for picked in (*files, *(one for _, one in companions.chapter_images)):
        if picked:
            done.fates.append((folder / picked.name, yard.journal.write(folder / picked.name, picked.body)))
    if episode.notes:
        _write(folder / _NOTES, f"{episode.notes}\n", yard, done)
    beside = Beside(
        audio=audio.name,
        notes=_NOTES if episode.notes else None,
        image=companions.image.name if companions.image else None,
        transcripts=tuple((one.name, spoken) for one, spoken in companions.transcripts),
        chapter_images={one.name: one.name for _, one in companions.chapter_images},
    )
    text = episode_text(episode, beside, mastering=_mastering(arrived, audio, yard, done))
    _write(folder / EPISODE_FILE, text, yard, done)
    return Landed(episode, folder, tuple(done.fates), fetched, tuple(done.losses), tuple(done.findings))


def _mastering(arrived: ArrivedEpisode, audio: Path, yard: Yard, done: _Unloading) -> Mastering:
    """Return what becomes of the sound: kept with its other forms, or mastered where it cannot be kept."""
    found = kind_of(audio) if audio.is_file() else arrived.sounds[0].format
    if yard.kept and found is None:
        said = say("podpub publishes MP3, M4A and Opus, and will make an MP3 of it: apps load that again")
        done.losses.append(Loss("enclosure", arrived.line, audio.name, said, arrived.episode.title))
        return PLAIN
    formats = tuple(one.format for one in arrived.sounds if one.format)
    if not yard.kept or len(formats) < len(arrived.sounds) or len(formats) == 1:
        return replace(PLAIN, kept=yard.kept)
    return replace(PLAIN, kept=True, formats=formats)


def _write(path: Path, text: str, yard: Yard, done: _Unloading) -> None:
    # a byte order mark is dropped in reading, so that a text which begins with one needs two
    body = text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")
    done.fates.append((path, yard.journal.write(path, body)))


def _with_pictures(companions: Companions) -> tuple[Chapter, ...]:
    images = dict(companions.chapter_images)
    return tuple(
        replace(one, image=images[one.start_s].name) if one.start_s in images else one
        for one in companions.contents.chapters
    )


def audio_file(sound: Sound, folder: Path) -> Path:
    """Return where a file of sound will lie; of its address only the kind counts."""
    ending = urlsplit(sound.url).path.rpartition(".")[2].lower()
    if sound.format and ending not in _SUFFIXES:
        return folder / f"original{sound.format.suffix}"
    return folder / f"original.{ending if ending in _SUFFIXES else _EXTENSIONS.get(sound.type, 'mp3')}"


def _sound(
    arrived: ArrivedEpisode, sound: Sound, audio: Path, yard: Yard, done: _Unloading
) -> Fetched | None:
    """Bring a file of sound, if it is wanted and not there."""
    if not yard.sounds or audio.exists():
        return yard.journal.fetched(audio) if audio.exists() else None
    part = part_of(sound, yard.journal.workbench)
    if yard.on_disk is not None:
        came = _copied(sound, part.file, yard.on_disk)
    else:
        came = download(sound, part, yard.errand, yard.heard)
    if isinstance(came, Finding):
        titled = say("“{title}”: {said}", title=arrived.episode.title, said=came.message)
        done.findings.append(replace(came, message=titled))
        return None
    if sound.bytes and sound.bytes != came.bytes:
        said = say("the feed says {told} bytes, and {bytes} came", told=sound.bytes, bytes=came.bytes)
        done.losses.append(Loss("enclosure", arrived.line, sound.url, said, arrived.episode.title))
    yard.journal.take(part.file, audio, came)
    part.forget()
    return came


def _copied(sound: Sound, part: Path, on_disk: Mapping[str, Path]) -> Fetched | Finding:
    """Copy the file that the address names out of a folder of the host's."""
    name = unquote(urlsplit(sound.url).path).rpartition("/")[2]
    file = on_disk.get(name) or on_disk.get(name.casefold())
    fix = say("Put it into the folder under that name, and run the same command again.")
    if file is None:
        message = say("there is no file {name} in the folder of audio", name=name)
        return Finding(Level.ERROR, "audio-missing", name, message, fix)
    with file.open("rb") as opened:
        if not is_sound(opened.read(4096)):
            return Finding(
                Level.ERROR,
                "audio-not-sound",
                str(file),
                say("it is no sound, but a page or a playlist"),
                fix,
            )
    shutil.copyfile(file, part)
    return Fetched(sound.url, part.stat().st_size, file_digest(part))


def _recorded(audio: Path) -> tuple[Chapter, ...]:
    """Return the chapters that stand in the file itself, where the feed has none."""
    if not audio.is_file():
        return ()
    try:
        return tuple(one for one in recorded_chapters(audio) if one.title)[:_MOST_CHAPTERS]
    except SourceError:
        return ()
