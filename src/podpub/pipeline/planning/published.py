"""Recordings that are the published file itself, as a restored show has them: their sound is finished.

Mastering it again would only make it worse, and send it to every subscriber again. So the audio settings do
not count here; chapters and transcripts stand in the time of the published file already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.model.layout import asset_key
from podpub.pipeline.material.gallery import is_made_of
from podpub.pipeline.material.transcripts import by_source
from podpub.pipeline.planning.fingerprints import TAGGED, TAGGED_OF_SHOW, tags_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.model import Episode, Inputs, Production, Project, Release, ShowRecord


def published_file(production: Production, released: Release, digest: Callable[[Path], str]) -> str | None:
    """Return the SHA-256 of a recording that is what listeners have, or had before only its tags changed."""
    if len(production.tracks) != 1 or not production.tracks[0].file.is_file():
        return None
    found = digest(production.tracks[0].file)
    return found if found in {released.enclosure.sha256, released.restored_from} else None


def published_inputs(
    production: Production,
    project: Project,
    released: Release,
    show: ShowRecord,
    *,
    digest: Callable[[Path], str],
) -> Inputs:
    """Fingerprint what such an episode is made from: its sound from what it was, and what is told with it.

    Its record knows tags and texts by fingerprints of files that are gone. So what the record itself says is
    compared; where that is the same, so are the fingerprints.
    """
    same_tags = production.mastering.kept or _has_same_tags(production, project, released, show, digest)
    same_address = not production.chapter_images or project.storage.public_url == show.public_url
    same_texts = same_address and _has_same_texts(production, released, digest)
    return replace(
        released.inputs,
        tags=released.inputs.tags if same_tags else tags_of(production, project, digest),
        texts=released.inputs.texts if same_texts else texts_of(production, project, digest),
    )


def _has_same_tags(
    production: Production,
    project: Project,
    released: Release,
    show: ShowRecord,
    digest: Callable[[Path], str],
) -> bool:
    own, told = _told(production, digest), released.episode
    return (
        all(getattr(own, name) == getattr(told, name) for name in TAGGED)
        and all(getattr(project.show, name) == getattr(show.show, name) for name in TAGGED_OF_SHOW)
        and is_made_of(released if released.image else show, digest(production.image or project.image))
    )


def _has_same_texts(production: Production, released: Release, digest: Callable[[Path], str]) -> bool:
    told = _told(production, digest)
    same_texts = told == released.episode and _has_same_transcripts(production, released, digest)
    if production.image is None:
        return same_texts and released.image is None
    return same_texts and is_made_of(released, digest(production.image))


def _told(production: Production, digest: Callable[[Path], str]) -> Episode:
    """Return the episode with the keys of its chapters' pictures, which are the published ones themselves."""
    slug, chapters = production.episode.slug, production.episode.chapters
    files = production.chapter_images or (None,) * len(chapters)
    named = (
        replace(chapter, image=asset_key(slug, digest(file), "jpg")) if file else chapter
        for chapter, file in zip(chapters, files, strict=True)
    )
    return replace(production.episode, chapters=tuple(named))


def _has_same_transcripts(production: Production, released: Release, digest: Callable[[Path], str]) -> bool:
    """Compare each transcript with the files that were published of it: it is one of them."""
    slug, published = production.episode.slug, by_source(released.transcripts)
    return len(production.transcripts) == len(published) and all(
        one.language == files[0].language
        and not one.speakers
        and any(asset_key(slug, digest(one.path), file.extension) == file.key for file in files)
        for one, files in zip(production.transcripts, published, strict=True)
    )
