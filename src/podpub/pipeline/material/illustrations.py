"""The pictures of chapters: the host's files → what is published, and what goes into the tags."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.artwork import PICTURES_LIMIT_BYTES, chapter_picture, tag_picture
from podpub.model import Finding, Level, say
from podpub.model.layout import asset_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from podpub.model import Chapter, Production

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Illustrated:
    """The chapters as the host wrote them, with storage keys for their pictures.

    Attributes:
        pictures: The bytes under those keys.
        sources: The host's files that they are made from.
    """

    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, bytes]
    sources: Mapping[str, Path]


def illustrated(production: Production) -> Illustrated:
    """Make the pictures that are published with an episode's chapters.

    Raises:
        SourceError: One cannot be used.
    """
    chapters, slug = production.episode.chapters, production.episode.slug
    bodies = {file: chapter_picture(file) for file in dict.fromkeys(production.chapter_images) if file}
    keys = {file: asset_key(slug, hashlib.sha256(body).hexdigest(), "jpg") for file, body in bodies.items()}
    named = production.chapter_images or (None,) * len(chapters)
    return Illustrated(
        tuple(
            replace(chapter, image=keys[file]) if file else chapter
            for chapter, file in zip(chapters, named, strict=True)
        ),
        {keys[file]: body for file, body in bodies.items()},
        {key: file for file, key in keys.items()},
    )


def pictures_in_tags(chapters: Sequence[Chapter], sources: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the pictures of chapters as they go into an audio file, by storage key."""
    among = sum(chapter.image in sources for chapter in chapters)
    return {key: tag_picture(file, among=among) for key, file in sources.items()}


def weight_findings(
    chapters: Sequence[Chapter], pictures: Mapping[str, bytes], where: str
) -> Iterator[Finding]:
    """Complain about pictures that listeners wait for before they hear anything.

    Args:
        chapters: Each of them carries its picture, also where several have the same.
        pictures: As they go into the file, by storage key.
        where: The line that the chapters come from.
    """
    weight = sum(len(pictures.get(chapter.image or "", b"")) for chapter in chapters)
    if weight > PICTURES_LIMIT_BYTES:
        yield Finding(
            Level.WARNING,
            "chapter-images-heavy",
            where,
            say(
                "the pictures of the chapters make the file {weight:.1f} MB larger", weight=weight / _MEGABYTE
            ),
            say("Give fewer chapters a picture: all of them are loaded before the first sound."),
        )
