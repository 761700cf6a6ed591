"""From the storage alone a whole show goes into one file, and comes out of it again as it was."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from click.testing import CliRunner

from podpub.catalog import read_catalog, save_record
from podpub.cli.app import podpub
from podpub.errors import StorageError, UsageError
from podpub.model import FolderLocation, Site, Slug, TranscriptFile, silent
from podpub.model.layout import FEED_KEY, asset_key, is_static, is_web_page, media_key, release_key
from podpub.pipeline.export import Exported, export
from podpub.pipeline.packing import Part, pack, text_part
from podpub.pipeline.publishing.feeds import update_feed
from podpub.pipeline.publishing.pages import known_pages, update_pages
from podpub.pipeline.restore import restore
from podpub.storage import open_location
from tests.support.samples import NOW, episode, release, show_record
from tests.support.storages import MemoryStorage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.storage import Storage

SOUND, COVER, TRANSCRIPT = b"sound " * 1000, b"a cover", b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHallo\n"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def published(storage: Storage, **changes: Any) -> None:
    """Publish a show with two episodes; the second has a transcript and a cover of its own."""
    slug = Slug("042-vertrauen-im-team")
    files = {
        media_key(slug, digest(SOUND)): SOUND,
        asset_key(slug, digest(COVER), "png"): COVER,
        asset_key(slug, digest(TRANSCRIPT), "vtt"): TRANSCRIPT,
        asset_key(Slug("cover"), digest(COVER), "jpg"): COVER,
    }
    sound, cover, transcript, show_cover = files
    for key, body in files.items():
        storage.write(key, body)
    enclosure = replace(release().enclosure, key=sound, bytes=len(SOUND), sha256=digest(SOUND))
    one = release(
        enclosure=enclosure, image=cover, transcripts=(TranscriptFile(transcript, "text/vtt", "de"),)
    )
    save_record(replace(one, **changes), replaces=None, storage=storage)
    save_record(replace(show_record(), image=show_cover), replaces=None, storage=storage)
    update_feed(storage, NOW)


def exported(folder: Path, storage: Storage, *, audio: bool = True) -> Exported:
    location = FolderLocation(folder / "public", "")
    return export(folder / "out" / "show.zip", location, storage=storage, audio=audio, tell=silent)


def contents(done: Exported) -> dict[str, bytes]:
    with zipfile.ZipFile(done.file) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


def test_everything_that_is_published_is_in_it(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    done = exported(tmp_path, storage)
    found = contents(done)
    assert done.findings == ()
    assert tuple(found) == done.names
    for one in (*storage.objects("media/"), *storage.objects("assets/"), *storage.objects("releases/")):
        stored = storage.read(one.key)
        assert stored
        assert found[one.key] == stored.body
    assert found["texts/042-vertrauen-im-team/notes.md"].decode() == episode().notes
    assert b'<a href="https://example.org">' in found["texts/042-vertrauen-im-team/notes.html"]
    assert b"<opml" in found["podcast.opml"]
    assert b"wxr_version" in found["wordpress.xml"]
    assert b"feed.xml" in found["README.txt"]


def test_the_web_pages_go_along(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    held = read_catalog(storage).show
    assert held
    record = replace(held.record, show=replace(held.record.show, site=Site(imprint="https://example.org/")))
    save_record(record, replaces=held, storage=storage)
    feed = update_feed(storage, NOW)
    update_pages(storage, feed, before=known_pages(storage))
    found = contents(exported(tmp_path, storage))
    pages = [one.key for one in storage.objects("") if is_web_page(one.key) or is_static(one.key)]
    assert "index.html" in pages
    assert "episodes/042-vertrauen-im-team/index.html" in pages
    for key in pages:
        stored = storage.read(key)
        assert stored
        assert found[key] == stored.body


def test_another_host_can_read_the_feed_and_finds_the_files(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    found = contents(exported(tmp_path, storage))
    feed = feedparser.parse(found[FEED_KEY])
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.id == episode().guid
    (file,) = entry.enclosures
    assert len(found[file.href.removeprefix("http://localhost:8000/")]) == int(file.length)


def test_unpacked_it_is_a_storage_to_restore_from(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    done = exported(tmp_path, storage)
    with zipfile.ZipFile(done.file) as packed:
        packed.extractall(tmp_path / "unpacked")
    location = FolderLocation(tmp_path / "unpacked", "")
    back = restore(tmp_path / "back", location, storage=open_location(location), tell=silent)
    assert [one.episode for one in back.releases] == [episode()]
    (sound,) = (tmp_path / "back").rglob("published.mp3")
    assert sound.read_bytes() == SOUND


def test_without_audio_only_the_sound_is_left_out(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    whole = exported(tmp_path, storage).names
    without = exported(tmp_path, storage, audio=False).names
    assert set(whole) - set(without) == {media_key(Slug("042-vertrauen-im-team"), digest(SOUND))}


def test_the_same_show_is_the_same_bytes(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    first = exported(tmp_path, storage).file.read_bytes()
    assert exported(tmp_path, storage).file.read_bytes() == first


def test_files_are_not_compressed_and_have_no_time_of_their_own(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    published(storage)
    with zipfile.ZipFile(exported(tmp_path, storage).file) as packed:
        for one in packed.infolist():
            assert (one.compress_type, one.date_time) == (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))


def test_what_has_gone_is_named_and_the_rest_is_there(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    key = asset_key(Slug("042-vertrauen-im-team"), digest(TRANSCRIPT), "vtt")
    storage.delete(key)
    done = exported(tmp_path, storage)
    assert [(one.code, one.where) for one in done.findings] == [("export-missing", key)]
    assert key not in contents(done)


def test_what_is_not_as_it_was_published_is_named(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    key = media_key(Slug("042-vertrauen-im-team"), digest(SOUND))
    storage.write(key, b"noise")
    done = exported(tmp_path, storage)
    assert [(one.code, one.where) for one in done.findings] == [("export-differs", key)]
    assert contents(done)[key] == b"noise"


@pytest.mark.parametrize("key", ["../../etc/passwd", "media/../../x", "media/x.mp3", "C:\\x"])
def test_no_file_has_a_name_that_podpub_did_not_give(
    key: str, tmp_path: Path, storage: MemoryStorage
) -> None:
    published(storage)
    one = json.loads((storage.read(release_key(release().id)) or pytest.fail("no record")).body)
    one["image"] = key
    storage.write(release_key(release().id), json.dumps(one).encode())
    with pytest.raises(StorageError):
        exported(tmp_path, storage)
    assert not (tmp_path / "out").exists()


def test_what_was_taken_back_is_among_the_records_alone(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage, withdrawn=NOW)
    found = contents(exported(tmp_path, storage))
    assert release_key(release().id) in found
    assert b"Vertrauen im Team" not in found["wordpress.xml"]


def test_sound_that_was_replaced_for_good_stays_away(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage, withdrawn=NOW, silenced=True)
    names = exported(tmp_path, storage).names
    assert not any(name.startswith("media/") or name.endswith(".vtt") for name in names)


def test_nothing_is_put_where_everybody_can_fetch_it(tmp_path: Path, storage: MemoryStorage) -> None:
    published(storage)
    with pytest.raises(UsageError):
        export(
            tmp_path / "public" / "show.zip",
            FolderLocation(tmp_path / "public", ""),
            storage=storage,
            audio=True,
            tell=silent,
        )


def test_a_stop_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    file = tmp_path / "show.zip"
    pack(file, [text_part("a", b"the old one")], silent)
    before = file.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        pack(file, [Part("a", 8, stopped)], silent)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_no_zip_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "show.yaml"
    file.write_bytes(b"title: Mut")
    with pytest.raises(UsageError):
        pack(file, [text_part("a", b"new")], silent)
    assert file.read_bytes() == b"title: Mut"


def test_who_reads_the_old_file_goes_on_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "show.zip"
    pack(file, [text_part("a", b"the old one")], silent)
    before = file.read_bytes()
    with file.open("rb") as reader:
        pack(file, [text_part("a", b"new")], silent)
        assert reader.read() == before


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        pack(tmp_path / "show.zip", [Part("a", 1 << 60, lambda: iter(()))], silent)
    assert "has room for" in refused.value.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("length", "version"), [(1 << 30, 20), ((1 << 31) + 1, 45)])
def test_a_large_file_is_announced_as_zip64_before_its_first_byte(
    length: int, version: int, tmp_path: Path
) -> None:
    """Its length is not known to whoever reads along (APPNOTE 4.4.3.2, 4.5.3)."""
    file = tmp_path / "show.zip"
    pack(file, [Part("a", length, lambda: iter((b"sound",)))], silent)
    with zipfile.ZipFile(file) as packed:
        (entry,) = packed.infolist()
        assert entry.extract_version == version
        assert packed.read(entry) == b"sound"


def test_the_command_works_in_the_folder_of_a_show_and_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CliRunner()
    answers = ("--title", "Mut & Maß", "--author", "A", "--email", "a@example.org", "--language", "de")
    run.invoke(podpub, ["init", str(tmp_path / "show"), *answers, "--public-url", "http://localhost:8000/"])
    location = FolderLocation(tmp_path / "show" / "public", "")
    published(open_location(location))
    monkeypatch.chdir(tmp_path / "show")
    inside = json.loads(run.invoke(podpub, ["export", "--json"]).stdout)
    assert inside["file"] == str(tmp_path / "show" / "auf-augenhoehe.zip")
    assert [one["guid"] for one in inside["episodes"]] == [episode().guid]
    monkeypatch.chdir(tmp_path)
    outside = run.invoke(podpub, ["export", "there.zip", "--from", "show/public"])
    assert outside.exit_code == 0, outside.output
    assert (tmp_path / "there.zip").read_bytes() == (tmp_path / "show" / "auf-augenhoehe.zip").read_bytes()
    assert run.invoke(podpub, ["export"]).exit_code == 2
