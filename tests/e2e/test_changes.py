"""What a host changes after a release, and what that does."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.house import podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "episodes/001-der-erste-schritt"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("changes") / "show")
    for other in ("002-das-nein-das-niemand-sagt", "003-die-fehlerrunde"):
        shutil.rmtree(house / "episodes" / other)
    podpub_json(house, "release", EPISODE)
    return house


@pytest.fixture
def house(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "show")


def _rewrite(house: Path, old: str, new: str, file: str = f"{EPISODE}/episode.yaml") -> None:
    text = (house / file).read_text(encoding="utf-8")
    assert old in text
    (house / file).write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_title_tags_again_and_does_not_encode(house: Path) -> None:
    _rewrite(house, "title: ", "title: Neu – ")
    one = podpub_json(house, "release", EPISODE)["episodes"][0]
    assert [(step["name"], step["action"]) for step in one["steps"]] == [("master", "reused"), ("tag", "ran")]
    assert one["enclosure"]["url"].rpartition("/")[2] in {
        path.name for path in (house / "public/media").iterdir()
    }
    assert "Neu – " in (house / "public/feed.xml").read_text(encoding="utf-8")


def test_a_changed_title_does_not_encode_on_another_machine_either(house: Path) -> None:
    shutil.rmtree(house / ".podpub")
    (house / EPISODE / "recording.flac").unlink()
    _rewrite(house, "title: ", "title: Neu – ")
    one = podpub_json(house, "release", EPISODE)["episodes"][0]
    assert [(step["name"], step["action"]) for step in one["steps"]] == [("master", "reused"), ("tag", "ran")]


def test_what_a_host_writes_into_a_new_episode_is_in_the_feed(house: Path) -> None:
    podpub_json(house, "new", "Neu", "--audio", str(house / EPISODE / "recording.flac"))
    (house / "episodes/002-neu/notes.md").write_text("Das steht **nur** hier.\r\n", encoding="utf-8")
    podpub_json(house, "release", "episodes/002-neu")
    assert "Das steht <strong>nur</strong> hier." in (house / "public/feed.xml").read_text(encoding="utf-8")


def test_a_lost_file_is_made_again_the_same(house: Path) -> None:
    (media,) = (house / "public/media").iterdir()
    before = media.read_bytes()
    media.unlink()
    shutil.rmtree(house / ".podpub")
    podpub_json(house, "release", EPISODE)
    assert media.read_bytes() == before


def test_a_damaged_file_is_not_given_new_tags(house: Path) -> None:
    (media,) = (house / "public/media").iterdir()
    content = bytearray(media.read_bytes())
    content[-1000:-992] = bytes(8)
    media.write_bytes(content)
    _rewrite(house, "title: ", "title: Neu – ")
    run = podpub(house, "release", EPISODE)
    assert run.returncode == 7
    assert "is not the file that was published" in run.stderr


def test_check_says_what_release_would_refuse(house: Path) -> None:
    podpub_json(house, "new", "Ohne Aufnahme")
    _rewrite(house, "title: ", "slug: anders\ntitle: ")
    checked, released = podpub(house, "check"), podpub(house, "release", "--all")
    assert (checked.returncode, released.returncode) == (3, 3)
    for said in (checked.stderr, released.stderr):
        assert "recording.wav" in said
        assert "slug: 001-der-erste-schritt" in said


def test_changed_notes_leave_the_file_alone(house: Path) -> None:
    before = sorted(path.name for path in (house / "public/media").iterdir())
    with (house / EPISODE / "notes.md").open("a", encoding="utf-8") as notes:
        notes.write("\nEin Nachtrag.\n")
    one = podpub_json(house, "release", EPISODE)["episodes"][0]
    assert (one["status"], one["steps"]) == ("released", [])
    assert sorted(path.name for path in (house / "public/media").iterdir()) == before
    assert "Ein Nachtrag." in (house / "public/feed.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "way_out"),
    [
        pytest.param("guid: ", "guid: 1", "guid: ", id="guid"),
        pytest.param("title: ", "slug: anders\ntitle: ", "slug: 001-der-erste-schritt", id="slug"),
    ],
)
def test_a_released_episode_keeps_its_identity(house: Path, old: str, new: str, way_out: str) -> None:
    feed = (house / "public/feed.xml").read_bytes()
    _rewrite(house, old, new)
    run = podpub(house, "release", EPISODE)
    assert run.returncode == 3
    assert way_out in run.stderr
    assert f"{EPISODE}/episode.yaml:" in run.stderr
    assert (house / "public/feed.xml").read_bytes() == feed


def test_a_dry_run_tells_and_touches_nothing(house: Path) -> None:
    _rewrite(house, "title: ", "title: Neu – ")
    before = {path: path.read_bytes() for path in (house / "public").rglob("*") if path.is_file()}
    run = podpub(house, "release", EPISODE, "--dry-run")
    assert run.returncode == 0
    assert "title" in run.stdout
    assert "the sound stays" in run.stdout
    assert before == {path: path.read_bytes() for path in (house / "public").rglob("*") if path.is_file()}


def test_a_draft_never_leaves_the_house(house: Path) -> None:
    podpub_json(house, "new", "Geheim", "--audio", str(house / EPISODE / "recording.flac"))
    _rewrite(house, "title: Geheim", "draft: true\ntitle: Geheim", "episodes/002-geheim/episode.yaml")
    one = podpub_json(house, "release", "episodes/002-geheim")["episodes"][0]
    assert one["status"] == "draft"
    published = [path for path in (house / "public").rglob("*") if path.is_file()]
    assert not any("geheim" in str(path) or b"Geheim" in path.read_bytes() for path in published)


def test_a_date_in_the_future_is_held_back(house: Path) -> None:
    audio = str(house / EPISODE / "recording.flac")
    podpub_json(house, "new", "Später", "--audio", audio, "--date", "2099-01-01 06:00")
    one = podpub_json(house, "release", "episodes/002-spaeter")["episodes"][0]
    assert one["status"] == "scheduled"
    assert (house / "public" / one["enclosure"]["url"].removeprefix("http://localhost:8000/")).is_file()
    assert "Später" not in (house / "public/feed.xml").read_text(encoding="utf-8")
    assert podpub_json(house, "release", "--due")["episodes"] == []
    states = {row["title"]: row["state"] for row in podpub_json(house, "status")["episodes"]}
    assert states["Später"] == "scheduled"


def test_what_has_come_due_joins_the_feed(house: Path) -> None:
    audio = str(house / EPISODE / "recording.flac")
    podpub_json(house, "new", "Später", "--audio", audio, "--date", "2099-01-01 06:00")
    podpub_json(house, "release", "episodes/002-spaeter")
    record = next(
        path for path in (house / "public/releases").iterdir() if "Später" in path.read_text("utf-8")
    )
    record.write_text(record.read_text("utf-8").replace("2099-01-01", "2026-01-01"), encoding="utf-8")
    joined = podpub_json(house, "release", "--due")["episodes"]
    assert [one["slug"] for one in joined] == ["002-spaeter"]
    assert "Später" in (house / "public/feed.xml").read_text(encoding="utf-8")


def test_due_leaves_unfinished_work_on_the_show_alone(house: Path) -> None:
    before = (house / "public/feed.xml").read_bytes()
    _rewrite(house, "title: Auf Augenhöhe", "title: Noch nicht fertig", "show.yaml")
    run = podpub(house, "release", "--due", "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert (house / "public/feed.xml").read_bytes() == before


def test_a_changed_description_of_the_show_needs_the_feed_alone(house: Path) -> None:
    _rewrite(house, "Vertrauen im Beruf", "Zutrauen im Beruf", "show.yaml")
    assert podpub_json(house, "feed")["changed"] is True
    assert "Zutrauen im Beruf" in (house / "public/feed.xml").read_text(encoding="utf-8")
    assert podpub_json(house, "feed")["changed"] is False


def test_the_feed_of_the_same_show_is_the_same_bytes_anywhere(house: Path, tmp_path: Path) -> None:
    """Mastered a second time, in another folder and without a cache, the audio is the same, too."""
    elsewhere = shutil.copytree(house, tmp_path / "elsewhere")
    shutil.rmtree(elsewhere / "public")
    shutil.rmtree(elsewhere / ".podpub")
    podpub_json(elsewhere, "release", EPISODE)
    media = {path.name: path.read_bytes() for path in (house / "public/media").iterdir()}
    assert media == {path.name: path.read_bytes() for path in (elsewhere / "public/media").iterdir()}
