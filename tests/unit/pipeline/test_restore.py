"""From the storage alone comes back what the host had, and nothing that lies there is trusted."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from podpub.catalog import Held, read_catalog, save_record
from podpub.config import SHOW_FILE, episode_files, load_all
from podpub.errors import StorageError, UsageError
from podpub.model import Chapter, Enclosure, FolderLocation, Release, Site, Slug, TranscriptFile, silent
from podpub.model.layout import asset_key, media_key
from podpub.pipeline.restore import Restored, restore
from tests.support.samples import NOW, episode, release, show_record
from tests.support.storages import FailingAt, MemoryStorage, Witness

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.storage import Storage

SOUND, COVER, TRANSCRIPT = b"sound " * 1000, b"a cover", b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHallo\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _published(storage: Storage, **changes: Any) -> Release:
    """Put a show with one episode, its transcript and its cover into a storage."""
    slug, digest = Slug("042-vertrauen-im-team"), _digest(SOUND)
    cover, transcript = asset_key(slug, _digest(COVER), "png"), asset_key(slug, _digest(TRANSCRIPT), "vtt")
    sound = Enclosure(media_key(slug, digest), len(SOUND), "audio/mpeg", 62.5, digest)
    record = replace(
        release(enclosure=sound, image=cover, transcripts=(TranscriptFile(transcript, "text/vtt", "de"),)),
        **changes,
    )
    show = replace(show_record(), image=asset_key(Slug("cover"), _digest(COVER), "jpg"))
    for key, body in ((sound.key, SOUND), (cover, COVER), (transcript, TRANSCRIPT), (show.image, COVER)):
        storage.write(key, body)
    save_record(record, replaces=None, storage=storage)
    save_record(show, replaces=None, storage=storage)
    return record


def _restore(root: Path, storage: Storage) -> Restored:
    location = FolderLocation(root.parent / "public", "")
    return restore(root, location, storage=storage, tell=silent)


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".podpub" not in path.parts
    }


def test_everything_comes_back(tmp_path: Path, storage: MemoryStorage) -> None:
    record = _published(storage)
    _restore(tmp_path / "show", storage)
    loaded = load_all(tmp_path / "show" / SHOW_FILE, episode_files(tmp_path / "show"))
    (production,) = loaded.productions
    assert loaded.findings == ()
    assert loaded.absent == {production.file: ()}
    assert loaded.project.show == show_record().show
    assert loaded.project.storage == FolderLocation(tmp_path / "public", show_record().public_url)
    assert loaded.project.image.read_bytes() == COVER
    assert production.episode == record.episode
    assert production.image is not None
    assert production.image.read_bytes() == COVER
    assert [(one.path.read_bytes(), one.language) for one in production.transcripts] == [(TRANSCRIPT, "de")]
    assert production.tracks[0].file.read_bytes() == SOUND


def test_the_web_site_comes_back_with_the_host_s_own_templates_and_words(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    _published(storage)
    held = read_catalog(storage).show
    assert held
    site = Site(
        colour="#aa3311",
        imprint="# Wir\n\nStudio: Beispiel # 1",
        pretty_urls=True,
        templates=(("extra.html", "x"), ("text.html", "{% include 'extra.html' %}\n{{ text }}\n")),
        words=(("archive", "Gespräche"),),
    )
    save_record(
        replace(held.record, show=replace(held.record.show, site=site)), replaces=held, storage=storage
    )
    _restore(tmp_path / "show", storage)
    loaded = load_all(tmp_path / "show" / SHOW_FILE, ())
    assert loaded.findings == ()
    assert loaded.project.show.site == site


def test_pictures_of_chapters_come_back_each_once(tmp_path: Path, storage: MemoryStorage) -> None:
    pictures = [asset_key(Slug("042-vertrauen-im-team"), _digest(body), "jpg") for body in (COVER, SOUND)]
    for key, body in zip(pictures, (COVER, SOUND), strict=True):
        storage.write(key, body)
    chapters = (
        Chapter(0.0, "Anfang", image=pictures[0]),
        Chapter(5.25, "", "https://example.org/", pictures[1], toc=False),
        Chapter(9.0, "Schluss", image=pictures[0]),
        Chapter(9.5, "Aus"),
    )
    _published(storage, episode=episode(chapters=chapters))
    _restore(tmp_path / "show", storage)
    loaded = load_all(tmp_path / "show" / SHOW_FILE, episode_files(tmp_path / "show"))
    (production,) = loaded.productions
    assert loaded.findings == ()
    read = [one.read_bytes() if one else None for one in production.chapter_images]
    assert read == [COVER, SOUND, COVER, None]
    assert production.episode.chapters == tuple(replace(one, image=None) for one in chapters)
    assert len(list(production.file.parent.glob("chapter-*.jpg"))) == 2


def test_pictures_of_a_silenced_episode_stay_away(tmp_path: Path, storage: MemoryStorage) -> None:
    gone = asset_key(Slug("042-vertrauen-im-team"), _digest(SOUND), "jpg")
    _published(
        storage, episode=episode(chapters=(Chapter(0.0, "A", image=gone),)), silenced=True, withdrawn=NOW
    )
    _restore(tmp_path / "show", storage)
    assert list((tmp_path / "show").rglob("chapter-*.jpg")) == []


def test_restoring_twice_is_restoring_once(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    first = _restore(tmp_path / "show", storage)
    second = _restore(tmp_path / "show", storage)
    assert second.written == ()
    assert set(second.kept) <= set(first.written)
    assert len(second.kept) == 7


def test_wherever_it_is_stopped_the_next_run_finishes(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    counted = FailingAt(10**6)
    _restore(tmp_path / "whole", Witness(storage, counted))
    whole = _files(tmp_path / "whole")
    assert counted.asked > 8
    for moment in range(counted.asked):
        root = tmp_path / f"stopped-{moment}"
        with pytest.raises(StorageError):
            _restore(root, Witness(storage, FailingAt(moment)))
        broken_off = _files(root) if root.exists() else {}
        assert broken_off.items() <= whole.items()
        _restore(root, storage)
        assert _files(root) == whole


def test_what_the_host_has_is_never_written_over(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    notes = tmp_path / "show" / "episodes" / "042-vertrauen-im-team" / "notes.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("Meine.", encoding="utf-8")
    restored = _restore(tmp_path / "show", storage)
    assert restored.differing == (notes,)
    assert notes.read_text(encoding="utf-8") == "Meine."
    assert (notes.parent / "published.mp3").read_bytes() == SOUND


def test_a_show_file_that_only_names_the_storage_is_filled_in(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    file = tmp_path / "show" / SHOW_FILE
    file.parent.mkdir()
    file.write_text("storage: {path: public, public_url: 'http://localhost:8000/'}\n", encoding="utf-8")
    restored = _restore(tmp_path / "show", storage)
    assert file in restored.written
    assert load_all(file, ()).project.show == show_record().show
    assert restored.differing == ()


@pytest.mark.parametrize(
    "damage", [pytest.param(SOUND[:-1] + b"!", id="other"), pytest.param(b"", id="short")]
)
def test_what_is_not_the_published_file_does_not_come_back(
    tmp_path: Path, storage: MemoryStorage, damage: bytes
) -> None:
    record = _published(storage)
    storage.write(record.enclosure.key, damage)
    with pytest.raises(StorageError) as refused:
        _restore(tmp_path / "show", storage)
    (finding,) = refused.value.findings
    assert record.enclosure.key in finding.message
    assert sorted(_files(tmp_path / "show")) == [
        ".gitignore",
        "cover.jpg",
        "episodes/042-vertrauen-im-team/cover.png",
        "episodes/042-vertrauen-im-team/episode.yaml",
        "episodes/042-vertrauen-im-team/notes.md",
        "episodes/042-vertrauen-im-team/transcript.vtt",
        "show.yaml",
    ]


def test_all_that_is_gone_is_told_at_once(tmp_path: Path, storage: MemoryStorage) -> None:
    record = _published(storage)
    gone = [record.enclosure.key, record.transcripts[0].key]
    for key in gone:
        storage.delete(key)
    with pytest.raises(StorageError) as refused:
        _restore(tmp_path / "show", storage)
    assert [one.message for one in refused.value.findings] == [
        f"{key} is gone from the storage" for key in gone
    ]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("../../outside-0123456789abcdef.vtt", id="climbs"),
        pytest.param("/etc/passwd-0123456789abcdef.vtt", id="absolute"),
        pytest.param("assets/a-0123456789abcdef.sh", id="another kind"),
        pytest.param("assets/a.vtt", id="without digits"),
    ],
)
def test_a_key_that_podpub_never_wrote_is_refused(tmp_path: Path, storage: MemoryStorage, key: str) -> None:
    _published(storage, transcripts=(TranscriptFile(key, "text/vtt", "de"),))
    with pytest.raises(StorageError, match="podpub never wrote"):
        _restore(tmp_path / "show", storage)
    assert not (tmp_path / "show").exists()


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "episodes").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out of"):
        _restore(tmp_path / "show", storage)
    assert list(outside.iterdir()) == []


def test_an_unpublished_episode_comes_back_and_says_so(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage, withdrawn=datetime(2026, 11, 30, tzinfo=UTC))
    restored = _restore(tmp_path / "show", storage)
    folder = tmp_path / "show" / "episodes" / "042-vertrauen-im-team"
    assert "# unpublished on 2026-11-30" in (folder / "episode.yaml").read_text(encoding="utf-8")
    assert (folder / "published.mp3").read_bytes() == SOUND
    assert restored.releases[0].withdrawn is not None


def test_sound_that_was_replaced_for_good_stays_away(tmp_path: Path, storage: MemoryStorage) -> None:
    record = _published(storage, withdrawn=NOW, silenced=True)
    storage.write(record.enclosure.key, b"silence")
    storage.delete(record.transcripts[0].key)
    _restore(tmp_path / "show", storage)
    (production,) = load_all(tmp_path / "show" / SHOW_FILE, episode_files(tmp_path / "show")).productions
    assert not production.tracks[0].file.exists()
    assert (production.episode, production.transcripts) == (record.episode, ())


def test_where_nothing_was_published_nothing_is_written(tmp_path: Path, storage: MemoryStorage) -> None:
    with pytest.raises(UsageError, match="no show"):
        _restore(tmp_path / "show", storage)
    assert not (tmp_path / "show").exists()


def test_another_show_is_not_mixed_with_the_restored_one(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    _restore(tmp_path / "show", storage)
    file = tmp_path / "show" / SHOW_FILE
    text = file.read_text(encoding="utf-8").replace(str(show_record().show.guid), str(UUID(int=1)))
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="another show"):
        _restore(tmp_path / "show", storage)


def test_what_is_published_is_no_place_to_restore_into(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    with pytest.raises(UsageError, match="published folder"):
        restore(
            tmp_path / "public" / "show",
            FolderLocation(tmp_path / "public", ""),
            storage=storage,
            tell=silent,
        )


def test_restoring_writes_nothing_into_the_storage(tmp_path: Path, storage: MemoryStorage) -> None:
    _published(storage)
    verbs: set[str] = set()
    _restore(tmp_path / "show", Witness(storage, lambda verb, _key: verbs.add(verb)))
    assert verbs == {"objects", "read", "size", "stream"}
    assert isinstance(read_catalog(storage).show, Held)
