"""What a release is made from, as fingerprints that can be compared with those of its record.

Tool versions are left out on purpose: a new ffmpeg must not send the back catalogue out again.
"""

from __future__ import annotations

from dataclasses import MISSING, asdict, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from podpub.model import Inputs, Mastering
from podpub.pipeline.material.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.model import Episode, Production, Project

TAGGED = ("title", "number", "season", "date", "summary", "link", "chapters")
TAGGED_OF_SHOW = ("title", "author", "link", "language", "copyright")
"""What of an episode, and of its show, is written into the file."""

_CAME_LATER = frozenset({"cleaning", "formats", "kept", "leveling"})
_UNTOUCHED = "kept"


def inputs_of(
    production: Production, project: Project, *, released: Inputs | None, digest: Callable[[Path], str]
) -> Inputs:
    """Fingerprint everything that a release is made from.

    Args:
        production: The episode.
        project: Its show.
        released: What the episode was released from; it stands in for audio files that the host has put
            away since.
        digest: Returns a file's SHA-256.
    """

    def heard(file: Path | None, before: str | None) -> str | None:
        if file is None:
            return None
        return digest(file) if file.is_file() else before

    settings = production.mastering
    if settings.kept:
        settings = Mastering(kept=True, formats=settings.formats)
    return Inputs(
        recording=_recorded(production, released.recording if released else "", digest),
        intro=heard(settings.intro, released.intro if released else None),
        outro=heard(settings.outro, released.outro if released else None),
        settings=fingerprint(_settings(settings)),
        tags=tags_of(production, project, digest),
        texts=texts_of(production, project, digest),
    )


def _recorded(production: Production, before: str, digest: Callable[[Path], str]) -> str:
    """Return the digest of the recording, or one of all its tracks'; what it was before where one is gone."""
    files = [track.file for track in production.tracks]
    if not all(file.is_file() for file in files):
        return before
    digests = [digest(file) for file in files]
    return digests[0] if len(digests) == 1 else fingerprint(digests)


def _settings(mastering: Mastering) -> dict[str, object]:
    """Return what mastering is asked for beside the files.

    A setting that came after the first releases is left out at its default: what was released before stays.
    """
    settings, plain = asdict(mastering.without_files), asdict(Mastering())
    return {
        name: value for name, value in settings.items() if name not in _CAME_LATER or value != plain[name]
    }


def tags_of(production: Production, project: Project, digest: Callable[[Path], str]) -> str:
    """Fingerprint what is written into the file: nothing, where it is published as it is."""
    if production.mastering.kept:
        return _UNTOUCHED
    told = {
        **{name: stated(getattr(_written(production), name)) for name in TAGGED},
        "show": {name: getattr(project.show, name) for name in TAGGED_OF_SHOW},
        "cover": digest(production.image or project.image),
        **_about_chapters(production, digest),
    }
    return fingerprint(told)


def texts_of(production: Production, project: Project, digest: Callable[[Path], str]) -> str:
    """Fingerprint what is told beside the file; chapters with pictures name them by the show's address."""
    told = {
        "episode": stated(_written(production)),
        "image": production.image and digest(production.image),
        "transcripts": [(one.language, digest(one.path), *one.speakers) for one in production.transcripts],
        **_about_chapters(production, digest),
        **({"public_url": project.storage.public_url} if production.chapter_images else {}),
    }
    return fingerprint(told)


def _written(production: Production) -> Episode:
    """Return what the host wrote: chapters that stand in the recording change only with that."""
    episode = production.episode
    return replace(episode, chapters=()) if production.recorded_chapters else episode


def _about_chapters(production: Production, digest: Callable[[Path], str]) -> dict[str, object]:
    """Return what else there is to know about chapters; nothing about plain ones."""
    if production.recorded_chapters:
        return {"recorded_chapters": True}
    if not production.chapter_images:
        return {}
    return {"chapter_images": [file and digest(file) for file in production.chapter_images]}


def stated(value: object) -> object:
    """Return what a noun says beyond its defaults, as JSON can say it.

    So a field that a later podpub adds leaves the fingerprints of what was released before as they are.
    """
    if isinstance(value, tuple):
        return [stated(one) for one in value]
    if not is_dataclass(value):
        return value
    said = {field.name: getattr(value, field.name) for field in fields(value)}
    plain = {field.name: field.default for field in fields(value) if field.default is not MISSING}
    return {name: stated(one) for name, one in said.items() if name not in plain or one != plain[name]}
