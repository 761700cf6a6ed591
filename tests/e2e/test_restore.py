"""The sample show is released, lost, and restored from what is published."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from podpub.catalog import Catalog, read_catalog
from podpub.config import SHOW_FILE, episode_files, load_all
from podpub.storage import FolderStorage
from tests.support.house import podpub, podpub_json, sample_show
from tests.support.wealth import EPISODE_TELLS, SHOW_TELLS

if TYPE_CHECKING:
    from pathlib import Path

FIRST, THIRD = "001-der-erste-schritt", "003-die-fehlerrunde"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release an episode with a transcript, and one with chapters, intro and outro; return the storage."""
    house = sample_show(tmp_path_factory.mktemp("lost") / "show")
    shutil.rmtree(house / "episodes" / "002-das-nein-das-niemand-sagt")
    _append(house / SHOW_FILE, SHOW_TELLS)
    _append(house / "episodes" / THIRD / "episode.yaml", EPISODE_TELLS)
    podpub_json(house, "release", "--all")
    return house / "public"


@pytest.fixture
def storage(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "public")


@pytest.fixture
def house(storage: Path, tmp_path: Path) -> Path:
    podpub_json(tmp_path, "restore", "show", "--from", str(storage))
    return tmp_path / "show"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".podpub" not in path.parts
    }


def _records(storage: Path) -> Catalog:
    return read_catalog(FolderStorage(storage))


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_released_is_what_comes_back(house: Path, storage: Path) -> None:
    loaded, records = load_all(house / SHOW_FILE, episode_files(house)), _records(storage)
    assert loaded.findings == ()
    assert records.show is not None
    assert loaded.project.show == records.show.record.show
    assert {one.episode.guid: one.episode for one in loaded.productions} == {
        guid: held.record.episode for guid, held in records.releases.items()
    }


def test_releasing_what_was_restored_does_nothing(house: Path, storage: Path) -> None:
    before = _contents(storage)
    told = podpub_json(house, "release", "--all")
    assert [one["status"] for one in told["episodes"]] == ["unchanged", "unchanged"]
    assert _contents(storage) == before
    found = {one["code"] for one in podpub_json(house, "check")["findings"]}
    assert found == {"transcript-missing", "soundbite-length"}


@pytest.mark.parametrize("slug", [FIRST, THIRD])
def test_a_new_title_changes_tags_and_record_and_nothing_else(house: Path, storage: Path, slug: str) -> None:
    before = _records(storage)
    _rewrite(house / "episodes" / slug / "episode.yaml", "\ntitle: ", "\ntitle: Neu – ")
    one: Any = {told["slug"]: told for told in podpub_json(house, "release", "--all")["episodes"]}[slug]
    assert [(step["name"], step["action"]) for step in one["steps"]] == [("master", "reused"), ("tag", "ran")]
    (old,) = (held.record for held in before.releases.values() if str(held.record.episode.slug) == slug)
    new = _records(storage).releases[old.episode.guid].record
    assert new.episode.title == f"Neu – {old.episode.title}"
    assert new.episode.chapters == old.episode.chapters
    assert (new.inputs.sound, new.loudness, new.timeline) == (old.inputs.sound, old.loudness, old.timeline)
    assert new.transcripts == old.transcripts
    assert podpub_json(house, "release", "--all")["episodes"][0]["status"] == "unchanged"


def test_other_settings_do_not_master_a_finished_sound_again(house: Path) -> None:
    _rewrite(house / SHOW_FILE, "storage:", "audio: {loudness: -18}\nstorage:")
    told = podpub_json(house, "release", "--all")
    assert {one["status"] for one in told["episodes"]} == {"unchanged"}


def test_a_file_lost_in_the_storage_comes_from_the_restored_folder(house: Path, storage: Path) -> None:
    before = _contents(storage)
    for media in (storage / "media").iterdir():
        media.unlink()
    podpub_json(house, "release", "--all")
    media_before = {key: body for key, body in before.items() if key.startswith("media/")}
    assert media_before.items() <= _contents(storage).items()


def test_both_folders_can_go_on(house: Path, storage: Path, published: Path, tmp_path: Path) -> None:
    """The one that was thought to be lost does not master again what the restored one has released since."""
    _rewrite(house / "episodes" / THIRD / "episode.yaml", "\ntitle: ", "\ntitle: Neu – ")
    podpub_json(house, "release", "--all")
    old = shutil.copytree(
        published.parent, tmp_path / "old", ignore=shutil.ignore_patterns("public", ".podpub")
    )
    shutil.move(storage, old / "public")
    _rewrite(old / "episodes" / THIRD / "episode.yaml", "\ntitle: ", "\ntitle: Neu – ")
    told = podpub_json(old, "release", "--all", "--dry-run")
    assert {one["work"] for one in told["episodes"]} <= {"none", "tag", "record"}


@pytest.mark.usefixtures("storage")
def test_a_stub_is_all_that_is_needed(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    text = "storage: {path: ../public, public_url: 'http://localhost:8000/'}\n"
    (tmp_path / "new" / SHOW_FILE).write_text(text, encoding="utf-8")
    podpub_json(tmp_path, "restore", "new")
    told = podpub_json(tmp_path / "new", "release", "--all")
    assert {one["status"] for one in told["episodes"]} == {"unchanged"}
    assert podpub_json(tmp_path / "new", "restore", ".")["written"] == []


def test_without_a_place_to_restore_from_it_says_how(tmp_path: Path) -> None:
    run = podpub(tmp_path, "restore", "new")
    assert run.returncode == 2
    assert "--from" in run.stderr
    assert not (tmp_path / "new").exists()
