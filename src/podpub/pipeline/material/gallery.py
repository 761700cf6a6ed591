"""Covers as they are published: mended, in every size, and made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from podpub.artwork import artwork_tool, episode_card, prints
from podpub.errors import SourceError
from podpub.model import PictureFile, Slug
from podpub.model.layout import asset_key, content_type, digits_in
from podpub.pipeline.material.digests import file_digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.model import Episode, Production, Release, ShowRecord
    from podpub.pipeline.material.cache import Cache

COVER = Slug("cover")
"""The name of the show's own cover in the storage."""

_RECIPE = 1  # another number makes every cover again
_LIST = "pictures.json"
_CARD = "card.jpg"
_LONGEST_NAME = 70
_FILES = TypeAdapter(tuple[PictureFile, ...])


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover as records name it; all empty for an episode that has none of its own."""

    image: str | None = None
    pictures: tuple[PictureFile, ...] = ()
    image_source: str | None = None

    @classmethod
    def of(cls, record: Release | ShowRecord) -> Cover:
        """Return the cover that a record names."""
        return cls(record.image, record.pictures, record.image_source)

    def on(self, release: Release) -> Release:
        """Return the release with this cover."""
        return replace(release, image=self.image, pictures=self.pictures, image_source=self.image_source)


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that others show beside a link to an episode.

    Attributes:
        key: None where there is none.
        source: Fingerprint of what it was drawn from.
        file: Of a new one.
    """

    key: str | None = None
    source: str | None = None
    file: Path | None = None

    def on(self, release: Release) -> Release:
        """Return the release with this card."""
        return replace(release, card=self.key, card_source=self.source)


def is_made_of(record: Release | ShowRecord, sha256: str) -> bool:
    """Tell whether a record's cover was made of a file, or is that file: a restored show has no other."""
    digits = digits_in(record.image) if record.image else ""
    return sha256 == record.image_source or (digits != "" and sha256.startswith(digits))


class Gallery:
    """Makes covers; those that are published already, of the same file, stay as they are.

    So neither a newer Pillow nor another computer gives a cover a new address.
    """

    def __init__(self, cache: Cache, digest: Callable[[Path], str] = file_digest) -> None:
        self._cache = cache
        self._digest = digest

    def cover(self, name: Slug, picture: Path, held: Release | ShowRecord | None) -> Cover:
        """Return a cover as it will be published.

        Args:
            name: What its files are called.
            picture: The host's file.
            held: The record that names the cover as it is published now; None where there is none.

        Raises:
            PictureError: The file cannot be a cover.
        """
        sha256 = self._digest(picture)
        if held and held.pictures and is_made_of(held, sha256):
            return Cover.of(held)
        made = tuple(self._made(name, picture))
        return Cover(made[0].key, made, sha256)

    def cover_of(self, production: Production, held: Release | None) -> Cover:
        """Return an episode's own cover, as `cover` does."""
        if production.image is None:
            return Cover()
        return self.cover(production.episode.slug, production.image, held)

    def files(self, name: Slug, picture: Path, cover: Cover) -> dict[str, Path]:
        """Return the files of a cover by key, as far as they come out the same on this computer."""
        return {one.key: file for one, file in self._made(name, picture).items() if one in cover.pictures}

    def card(self, picture: Path, episode: Episode, show: str, held: Release | None) -> Card:
        """Draw an episode's card; one that was drawn from the same stays, and one from no picture is none.

        Args:
            picture: The episode's cover, or the show's.
            episode: Whose title stands on it.
            show: The show's title.
            held: The record that names the present one; None where there is none.
        """
        try:
            source = fingerprint(["card", _RECIPE, self._digest(picture), episode.title, show])
            if held and held.card and held.card_source == source:
                return Card(held.card, source)
            recipe = fingerprint([artwork_tool(), source])
            folder, _ = self._cache.obtain(recipe, lambda empty: _draw(picture, episode.title, show, empty))
        except SourceError:
            return Card()
        file = folder / _CARD
        name = Slug(f"{str(episode.slug)[:_LONGEST_NAME].rstrip('-')}-card")
        return Card(asset_key(name, file_digest(file), "jpg"), source, file)

    def _made(self, name: Slug, picture: Path) -> dict[PictureFile, Path]:
        """Return every size with its file; in the cache they are called by their digests."""
        sha256 = self._digest(picture)
        recipe = fingerprint(["cover", _RECIPE, artwork_tool(), sha256])
        folder, _ = self._cache.obtain(recipe, lambda empty: _hang(picture, sha256, empty))
        made = _FILES.validate_json((folder / _LIST).read_bytes())
        return {
            replace(one, key=asset_key(name, *one.key.split("."))): _file(folder, one, picture)
            for one in made
        }


def _file(folder: Path, one: PictureFile, picture: Path) -> Path:
    """Return the file of a size: made, or the host's own."""
    return folder / one.key if (folder / one.key).exists() else picture


def _draw(picture: Path, title: str, show: str, folder: Path) -> None:
    (folder / _CARD).write_bytes(episode_card(picture, title, show))


def _hang(picture: Path, sha256: str, folder: Path) -> None:
    (folder / _LIST).write_bytes(_FILES.dump_json(tuple(_printed(picture, sha256, folder))))


def _printed(picture: Path, sha256: str, folder: Path) -> Iterator[PictureFile]:
    for one in prints(picture):
        file, digest = picture, sha256
        if one.body is not None:
            file = folder / "print"
            file.write_bytes(one.body)
            digest = file_digest(file)
            file = file.rename(folder / f"{digest}.{one.extension}")
        key = f"{digest}.{one.extension}"
        yield PictureFile(key, one.width, one.height, file.stat().st_size, content_type(key))
