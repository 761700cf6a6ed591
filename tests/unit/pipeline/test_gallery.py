"""Covers are made once, and stay what they were published as."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from podpub.catalog.records import from_json, to_json
from podpub.errors import SourceError
from podpub.model import PictureFile, Release, ShowRecord, Slug
from podpub.model.layout import asset_key
from podpub.pipeline.material.cache import Cache
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.gallery import COVER, Cover, Gallery
from tests.support.samples import production, release, show_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.model import Production


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a cover that is right, one that is not, and the cache of both."""
    folder = tmp_path_factory.mktemp("gallery")
    Image.new("RGB", (1400, 1400), "teal").save(folder / "right.png")
    Image.new("RGBA", (1400, 1400), "teal").save(folder / "alpha.png")
    return folder


def gallery(kept: Path) -> Gallery:
    return Gallery(Cache(kept / "cache"))


def test_a_right_cover_keeps_the_key_of_its_own_bytes(kept: Path) -> None:
    picture = kept / "right.png"
    cover = gallery(kept).cover(COVER, picture, None)
    sha256 = file_digest(picture)
    assert cover.image == asset_key(COVER, sha256, "png") == cover.pictures[0].key
    assert cover.image_source == sha256
    assert gallery(kept).files(COVER, picture, cover)[cover.image] == picture


def test_every_file_of_a_mended_cover_is_what_its_key_and_its_record_say(kept: Path) -> None:
    picture, name = kept / "alpha.png", Slug("042-vertrauen")
    cover = gallery(kept).cover(name, picture, None)
    files = gallery(kept).files(name, picture, cover)
    assert [*files] == [one.key for one in cover.pictures]
    for one in cover.pictures:
        digest = file_digest(files[one.key])
        assert one.key == asset_key(name, digest, one.key.rpartition(".")[2])
        assert one.bytes == files[one.key].stat().st_size
        with Image.open(files[one.key]) as seen:
            assert (seen.width, seen.height, seen.get_format_mimetype()) == (one.width, one.height, one.type)
    assert picture not in files.values()
    assert [one.purpose for one in cover.pictures] == ["artwork"] * 3 + ["social"]


def test_a_second_time_no_picture_is_opened(kept: Path, tmp_path: Path) -> None:
    first = gallery(kept).cover(COVER, kept / "alpha.png", None)
    sha256 = file_digest(kept / "alpha.png")
    again = Gallery(Cache(kept / "cache"), lambda _: sha256)
    assert again.cover(COVER, tmp_path / "no such file.png", None) == first


@pytest.mark.parametrize("kind", [show_record, release])
def test_a_published_cover_of_the_same_file_stays_whatever_would_be_made_of_it_now(
    kept: Path, tmp_path: Path, kind: Callable[..., Release | ShowRecord]
) -> None:
    older = PictureFile(asset_key(COVER, "0" * 64, "jpg"), 3000, 3000, 9, "image/jpeg")
    held = kind(image=older.key, pictures=(older,), image_source=file_digest(kept / "alpha.png"))
    nowhere = Gallery(Cache(tmp_path))
    assert nowhere.cover(COVER, kept / "alpha.png", held) == Cover.of(held)
    assert gallery(kept).files(COVER, kept / "alpha.png", Cover.of(held)) == {}
    assert gallery(kept).cover(COVER, kept / "right.png", held).pictures[0].key != older.key


def test_a_restored_cover_is_known_as_what_was_published(kept: Path, tmp_path: Path) -> None:
    cover = gallery(kept).cover(COVER, kept / "alpha.png", None)
    held = replace(show_record(), image=cover.image or "", pictures=cover.pictures, image_source="ab" * 32)
    restored = gallery(kept).files(COVER, kept / "alpha.png", cover)[held.image]
    assert Gallery(Cache(tmp_path)).cover(COVER, restored, held) == Cover.of(held)


def test_a_record_of_before_gets_the_sizes_that_it_lacks(kept: Path) -> None:
    picture = kept / "right.png"
    held = show_record(image=asset_key(COVER, file_digest(picture), "png"))
    cover = gallery(kept).cover(COVER, picture, held)
    assert cover.image == held.image
    assert len(cover.pictures) == 4


def test_an_episode_without_a_cover_has_none(tmp_path: Path) -> None:
    plain: Production = production(tmp_path)
    assert Gallery(Cache(tmp_path)).cover_of(plain, release(image="assets/a-0123456789abcdef.jpg")) == Cover()


def test_what_cannot_be_a_cover_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_text("no picture")
    with pytest.raises(SourceError):
        Gallery(Cache(tmp_path / "cache")).cover(COVER, tmp_path / "cover.png", None)


def _of_before(record: Release | ShowRecord) -> bytes:
    content = json.loads(to_json(record))
    for name in ("pictures", "image_source"):
        del content[name]
    return json.dumps(content).encode()


def test_records_that_know_of_no_pictures_are_read() -> None:
    episode, show = release(image="assets/a-0123456789abcdef.jpg"), show_record()
    assert from_json(_of_before(episode), Release, "key") == episode
    assert from_json(_of_before(show), ShowRecord, "key") == show


@pytest.mark.parametrize("kind", [show_record, release])
def test_a_record_names_every_picture_once(kind: Callable[..., Release | ShowRecord]) -> None:
    large, small = (PictureFile(f"assets/a-{name}.jpg", 9, 9, 9, "image/jpeg") for name in ("1", "2"))
    named = kind(image=large.key, pictures=(large, small)).file_keys
    assert named[:2] == (large.key, small.key)
    assert len({*named}) == len(named)


def test_a_card_is_drawn_once_and_stays_while_nothing_on_it_changes(kept: Path) -> None:
    told, picture = release().episode, kept / "right.png"
    first = gallery(kept).card(picture, told, "Show", None)
    assert first.key
    assert first.file
    assert first.key.startswith("assets/042-vertrauen-im-team-card-")
    assert first.file.read_bytes()
    held = replace(release(), card="assets/older-card-0123456789abcdef.jpg", card_source=first.source)
    assert gallery(kept).card(picture, told, "Show", held).key == held.card
    retitled = gallery(kept).card(picture, replace(told, title="Anders"), "Show", held)
    assert retitled.key not in {held.card, first.key}
    longest = replace(told, slug=Slug("-".join(["aaaa"] * 16)))
    assert len(gallery(kept).card(picture, longest, "Show", None).key or "") < 110


def test_no_picture_no_card(kept: Path) -> None:
    assert gallery(kept).card(kept / "missing.png", release().episode, "Show", None).key is None
