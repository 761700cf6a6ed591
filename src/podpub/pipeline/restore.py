"""The whole show directory, back from the storage alone.

Nothing that the storage says is trusted: file names are made here and never taken from a record, and what is
fetched has to be what was published, by its SHA-256. A file appears under its name whole or not at all, an
episode.yaml after everything it names: so a restore that was stopped is gone on with by running it again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.config import (
    EPISODE_FILE,
    LANGUAGES_FOLDER,
    SHOW_FILE,
    TEMPLATES_FOLDER,
    Beside,
    episode_text,
    lone_storage,
    show_text,
)
from podpub.errors import StorageError, UsageError
from podpub.model import Finding, FolderLocation, Format, Level, say
from podpub.model.layout import digits_in
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.transcripts import by_source
from podpub.pipeline.placing import Piece, Site, fetched, place, require_inside, writing_in, written
from podpub.pipeline.start import furnish

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from podpub.model import Location, Mastering, Release, Show, ShowRecord, Tell
    from podpub.storage import Storage

_SOUNDS = tuple(Format)
_PICTURES = ("jpg", "png")
_TRANSCRIPTS = ("vtt", "srt", "json", "html", "txt")
_NOTES = "notes.md"
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Restored:
    """A show that came back.

    Attributes:
        written: What was not there before, in order.
        kept: What was there already, the same.
        differing: What was there, and says something else; it was left alone.
        releases: Every episode, the oldest first; also those that were taken back.
    """

    show: ShowRecord
    releases: tuple[Release, ...]
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    differing: tuple[Path, ...]


def restore(root: Path, location: Location, *, storage: Storage, tell: Tell) -> Restored:
    """Write every file of a show into its folder.

    What is there already is never written over, but for a show.yaml that only names the storage.

    Args:
        root: The show's folder, absolute; made if need be.
        location: Where the show is published; with no public URL, as it was published.
        storage: The same, opened.
        tell: Hears how far each file is.

    Raises:
        UsageError: Nothing was published there, or the folder cannot be written, or is another show's.
        StorageError: The storage refuses; or, once everything else is restored, a file is gone from it or is
            not what was published, with each as a finding.
    """
    catalog = read_catalog(storage)
    if catalog.show is None:
        raise UsageError(
            say("no show was published there"), fix=say("Check the folder, or the bucket and its prefix.")
        )
    show = catalog.show.record
    with writing_in(root):
        _require_room(root, show, location)
    location = replace(location, public_url=location.public_url or show.public_url)
    releases = sorted(
        (held.record for held in catalog.releases.values()), key=lambda one: (one.episode.date, one.id)
    )
    pieces = [*_show_pieces(show, location, root, remark=_missing_music(releases))]
    pieces += [piece for one in releases for piece in _episode_pieces(one, show.audio, root)]
    with writing_in(root):
        done = _done(pieces, Site(root, storage, tell))
        furnish(root)
    if done.lost:
        raise StorageError(say("everything else is restored"), findings=done.lost)
    return Restored(show, tuple(releases), tuple(done.written), tuple(done.kept), tuple(done.differing))


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of the pieces; grows with each."""

    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    differing: list[Path] = field(default_factory=list)
    lost: list[Finding] = field(default_factory=list)


def _done(pieces: Iterable[Piece], site: Site) -> _Done:
    done, stub = _Done(), _stub(site.root)
    for piece in pieces:
        require_inside(piece.path, site.root)
        if piece.path.exists() and piece.path != stub:
            same = file_digest(piece.path).startswith(piece.digits)
            (done.kept if same else done.differing).append(piece.path)
        elif problem := place(piece, site):
            done.lost.append(Finding(Level.ERROR, "not-restored", "", problem, _GONE))
        else:
            done.written.append(piece.path)
    return done


_GONE = say("Put it back from a copy of the storage, if there is one, and restore again.")


def _require_room(root: Path, show: ShowRecord, location: Location) -> None:
    """Accept a folder that is no part of what is published, and has no other show in it."""
    if isinstance(location, FolderLocation) and root.is_relative_to(location.path):
        raise UsageError(
            say("{root} lies in the published folder", root=root),
            fix=say("Restore into a folder of its own."),
        )
    file = root / SHOW_FILE
    is_another = file.is_file() and str(show.show.guid) not in file.read_text("utf-8", errors="replace")
    if is_another and _stub(root) is None:
        raise UsageError(
            say("{file} is another show's, not that of “{title}”", file=file, title=show.show.title),
            fix=say("Restore into a folder of its own."),
        )


def _stub(root: Path) -> Path | None:
    """Return the show.yaml that only names the storage, if there is one: it may be filled in."""
    file = root / SHOW_FILE
    return file if file.is_file() and lone_storage(file) else None


def _show_pieces(record: ShowRecord, location: Location, root: Path, *, remark: str) -> Iterator[Piece]:
    yield from _own_pieces(record.show, root)
    cover = fetched(root / f"cover.{_extension(record.image, _PICTURES)}", record.image)
    yield cover
    text = show_text(
        record.show,
        image=cover.path.name,
        storage=location,
        root=root,
        audio=record.audio,
        remark=remark,
    )
    yield written(root / SHOW_FILE, text)


def _own_pieces(show: Show, root: Path) -> Iterator[Piece]:
    """Yield the host's own templates and words for the web pages."""
    if show.site is None:
        return
    for name, text in show.site.templates:
        yield written(root / TEMPLATES_FOLDER / name, text)
    if show.site.words:
        words = json.dumps(dict(show.site.words), ensure_ascii=False, indent=2)
        name = re.sub(r"[^a-z0-9-]", "", show.language.lower())
        yield written(root / LANGUAGES_FOLDER / f"{name}.json", f"{words}\n")


def _missing_music(releases: Sequence[Release]) -> str:
    """Say which files of the show cannot come back, by the digests that the youngest episodes have."""
    intro = [one.inputs.intro for one in releases if one.inputs.intro]
    outro = [one.inputs.outro for one in releases if one.inputs.outro]
    known = {"intro": intro[-1:], "outro": outro[-1:]}
    named = [f"`{name}:` (SHA-256 {one[:_DIGITS]}…)" for name, digests in known.items() for one in digests]
    return f"not in the storage; put back by hand, below `audio:`: {', '.join(named)}" if named else ""


def _episode_pieces(release: Release, usual: Mastering, root: Path) -> Iterator[Piece]:
    """Yield the files of an episode, its episode.yaml last.

    Sound that was replaced for good, and what went with it, stays away.
    """
    episode, sound, folder = release.episode, release.enclosure, root / "episodes" / str(release.episode.slug)
    audio = folder / f"published.{_extension(sound.key, _SOUNDS)}"
    image = [fetched(folder / f"cover.{_extension(key, _PICTURES)}", key) for key in (release.image,) if key]
    transcripts = [] if release.silenced else list(_transcripts(release, folder))
    chapter_images = {} if release.silenced else _chapter_images(release, folder)
    if not release.silenced:
        yield Piece(audio, sound.sha256, sound.key, sound.bytes)
    yield from (*image, *transcripts, *chapter_images.values())
    if episode.notes:
        yield written(folder / _NOTES, episode.notes)
    languages = [files[0].language for files in by_source(release.transcripts)]
    beside = Beside(
        audio=audio.name,
        notes=_NOTES if episode.notes else None,
        image=image[0].path.name if image else None,
        transcripts=tuple(
            (one.path.name, spoken) for one, spoken in zip(transcripts, languages, strict=False)
        ),
        chapter_images={key: one.path.name for key, one in chapter_images.items()},
    )
    text = episode_text(episode, beside, mastering=release.mastering, audio=usual, remark=_remark(release))
    yield written(folder / EPISODE_FILE, text)


def _remark(release: Release) -> str:
    if release.withdrawn is None:
        return ""
    return f"unpublished on {release.withdrawn:%Y-%m-%d}; `podpub undo {release.episode.slug}` puts it back"


def _transcripts(release: Release, folder: Path) -> Iterator[Piece]:
    """Yield one file of each transcript, the last: where there are several, it is JSON and holds the most."""
    for number, files in enumerate(by_source(release.transcripts), start=1):
        name, key = "transcript" if number == 1 else f"transcript-{number}", files[-1].key
        yield fetched(folder / f"{name}.{_extension(key, _TRANSCRIPTS)}", key)


def _chapter_images(release: Release, folder: Path) -> dict[str, Piece]:
    """Return the pictures of chapters by storage key, each once, also where several chapters share it."""
    keys = dict.fromkeys(one.image for one in release.episode.chapters if one.image)
    return {
        key: fetched(folder / f"chapter-{number:02}.{_extension(key, _PICTURES)}", key)
        for number, key in enumerate(keys, start=1)
    }


def _extension(key: str, known: Collection[str]) -> str:
    extension = key.rpartition(".")[2]
    if extension not in known or not digits_in(key):
        raise StorageError(
            say("a record in the storage names {key!r}, which podpub never wrote", key=key),
            fix=say("Put back an older copy of the records from history/."),
        )
    return extension
