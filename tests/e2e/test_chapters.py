"""Chapters with pictures and links, from the host's file to every place where an app looks for them."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import podcastparser
import pytest
from mutagen.id3 import ID3
from PIL import Image

from tests.support.house import bundled_ffmpeg, podpub, podpub_json, sample_show
from tests.support.markers import marker_chunks

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "episodes/003-die-fehlerrunde"
PUBLIC_URL = "http://localhost:8000/"
CHAPTERS = """\
{"version": "1.2.0", "chapters": [
  {"startTime": 0, "title": "Warum Schweigen nichts repariert"},
  {"startTime": 10.517, "title": "Die Regel der Viertelstunde", "url": "https://x.org/a", "img": "uhr.png"},
  {"startTime": 15, "img": "uhr.png", "toc": false},
  {"startTime": 19.475, "title": "Zwei Schachteln, zwei Schränke"}
]}
"""
TITLES = ["Warum Schweigen nichts repariert", "Die Regel der Viertelstunde", "Zwei Schachteln, zwei Schränke"]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("chapters") / "show")
    for other in ("001-der-erste-schritt", "002-das-nein-das-niemand-sagt"):
        shutil.rmtree(house / "episodes" / other)
    (house / EPISODE / "chapters.json").write_text(CHAPTERS, encoding="utf-8")
    Image.effect_noise((900, 700), 60).convert("RGBA").save(house / EPISODE / "uhr.png")
    rewrite(house / EPISODE / "episode.yaml", "chapters: chapters.txt", "chapters: chapters.json")
    rewrite(house / "show.yaml", "timezone:", "chapters_in_notes: yes\ntimezone:")
    podpub_json(house, "release", EPISODE)
    return house


@pytest.fixture
def house(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "show")


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def record(house: Path) -> Any:
    (file,) = (house / "public" / "releases").iterdir()
    return json.loads(file.read_text(encoding="utf-8"))


def published(house: Path, address: str) -> Path:
    assert address.startswith(PUBLIC_URL)
    return house / "public" / address.removeprefix(PUBLIC_URL)


def document(house: Path) -> list[dict[str, Any]]:
    found = json.loads((house / "public" / record(house)["chapters_file"]).read_text(encoding="utf-8"))
    assert found["version"] == "1.2.0"
    return list(found["chapters"])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_file_beside_the_sound_has_everything_in_the_time_of_the_sound(house: Path) -> None:
    lead_s = record(house)["timeline"]["lead_s"]
    assert lead_s > 0
    first, second, third, fourth = document(house)
    assert first == {"startTime": 0, "title": TITLES[0]}
    assert second["url"] == "https://x.org/a"
    starts = [one["startTime"] for one in (second, third, fourth)]
    assert starts == [round(lead_s + at, 3) for at in (10.517, 15, 19.475)]
    assert (third["toc"], "title" in third) == (False, False)
    with Image.open(published(house, second["img"])) as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (900, 900), "RGB")
    assert second["img"] == third["img"]


def test_a_podcast_client_finds_chapters_in_the_feed_and_in_the_notes(house: Path) -> None:
    feed = (house / "public" / "feed.xml").read_bytes()
    (episode,) = podcastparser.parse(f"{PUBLIC_URL}feed.xml", BytesIO(feed))["episodes"]
    assert [one["title"] for one in episode["chapters"]] == TITLES
    shown = [one["startTime"] for one in document(house) if one.get("toc", True)]
    assert [one["start"] for one in episode["chapters"]] == [int(start) for start in shown]
    assert episode["chapters"][1]["href"] == "https://x.org/a"
    assert f"(00:00) {TITLES[0]}" in episode["description_html"]
    key = record(house)["chapters_file"]
    assert f'<podcast:chapters url="{PUBLIC_URL}{key}" type="application/json+chapters"/>'.encode() in feed


def test_the_sound_carries_them_with_a_small_picture(house: Path) -> None:
    file = house / "public" / record(house)["enclosure"]["key"]
    argv = [bundled_ffmpeg(), "-v", "error", "-i", str(file), "-f", "ffmetadata", "-"]
    told = subprocess.run(argv, check=True, capture_output=True).stdout.decode().split("[CHAPTER]")[1:]
    named = [part.partition("title=")[2].strip() for part in told]
    assert named == [*TITLES[:2], "chp2", TITLES[2]]  # ffmpeg calls one without a title by its number
    tag: Any = ID3(file)
    assert tag["CTOC:toc"].child_element_ids == ["chp0", "chp1", "chp3"]
    picture = tag["CHAP:chp1"].sub_frames["APIC:"]
    assert picture.mime == "image/jpeg"
    assert 1000 < len(picture.data) <= 100_000
    assert Image.open(BytesIO(picture.data)).width <= 600


def test_the_record_says_nothing_about_the_hosts_disk(house: Path) -> None:
    assert "uhr.png" not in json.dumps(record(house))
    assert podpub_json(house, "release", EPISODE)["episodes"][0]["status"] == "unchanged"


@pytest.mark.parametrize(
    ("old", "new"),
    [(TITLES[0], "Anders"), (', "img": "uhr.png"},\n  {"startTime": 15', '},\n  {"startTime": 15')],
    ids=["title", "picture"],
)
def test_other_chapters_encode_nothing(house: Path, old: str, new: str) -> None:
    shutil.rmtree(house / ".podpub")
    (house / EPISODE / "recording.flac").unlink()
    before = record(house)
    rewrite(house / EPISODE / "chapters.json", old, new)
    (one,) = podpub_json(house, "release", EPISODE)["episodes"]
    assert [(step["name"], step["action"]) for step in one["steps"]] == [("master", "reused"), ("tag", "ran")]
    after = record(house)
    assert after["chapters_file"] != before["chapters_file"]
    assert after["enclosure"]["key"] != before["enclosure"]["key"]
    assert after["loudness"] == before["loudness"]


def test_a_restored_show_has_its_chapters_and_releasing_it_changes_nothing(
    house: Path, tmp_path: Path
) -> None:
    before, chapters = contents(house / "public"), record(house)["episode"]["chapters"]
    podpub_json(tmp_path, "restore", "back", "--from", str(house / "public"))
    again = tmp_path / "back"
    assert (again / EPISODE / "chapter-01.jpg").is_file()
    assert [one["status"] for one in podpub_json(again, "release", "--all")["episodes"]] == ["unchanged"]
    assert contents(house / "public") == before
    rewrite(again / EPISODE / "episode.yaml", "\ntitle: ", "\ntitle: Neu – ")
    podpub_json(again, "release", "--all")
    assert record(house)["episode"]["chapters"] == chapters
    rewrite(again / "show.yaml", PUBLIC_URL, "http://localhost:9000/")
    assert podpub_json(again, "release", "--all")["episodes"][0]["steps"] == []
    assert document(house)[1]["img"].startswith("http://localhost:9000/")


@pytest.fixture
def marked(house: Path) -> Path:
    """A recording as an editor exports it with its markers."""
    folder = house / EPISODE
    argv = [
        bundled_ffmpeg(),
        "-v",
        "error",
        "-i",
        str(folder / "recording.flac"),
        str(folder / "recording.wav"),
    ]
    subprocess.run(argv, check=True)
    marks = marker_chunks((0.0, "Anfang"), (19.475, "Schachteln & Schränke"), rate=48_000)
    sound = bytearray((folder / "recording.wav").read_bytes() + marks)
    sound[4:8] = (len(sound) - 8).to_bytes(4, "little")
    (folder / "recording.wav").write_bytes(sound)
    rewrite(folder / "episode.yaml", "recording.flac", "recording.wav")
    return house


def test_the_recordings_own_marks_are_published_when_the_host_asks(marked: Path) -> None:
    rewrite(marked / EPISODE / "episode.yaml", "chapters: chapters.json\n", "")
    checked = podpub(marked, "check", EPISODE)
    assert "chapters: recording" in checked.stdout + checked.stderr
    rewrite(marked / EPISODE / "episode.yaml", "notes:", "chapters: recording\nnotes:")
    podpub_json(marked, "release", EPISODE)
    told = [(one["startTime"], one["title"]) for one in document(marked)]
    lead_s = record(marked)["timeline"]["lead_s"]
    assert told == [(0, "Anfang"), (round(lead_s + 19.475, 3), "Schachteln & Schränke")]
    (marked / EPISODE / "recording.wav").unlink()
    assert podpub_json(marked, "release", EPISODE)["episodes"][0]["status"] == "unchanged"
    rewrite(marked / EPISODE / "episode.yaml", "title: ", "title: Neu – ")
    podpub_json(marked, "release", EPISODE)
    assert [(one["startTime"], one["title"]) for one in document(marked)] == told
