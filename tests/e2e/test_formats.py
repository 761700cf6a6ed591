"""An episode in several formats, from show.yaml to the storage and through a change of its title."""

# mypy: allow-untyped-calls
from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.house import bundled_ffmpeg, podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "episodes/003-die-fehlerrunde"
PUBLIC_URL = "http://localhost:8000/"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("formats") / "show")
    for other in ("001-der-erste-schritt", "002-das-nein-das-niemand-sagt"):
        shutil.rmtree(house / "episodes" / other)
    show = (house / "show.yaml").read_text(encoding="utf-8")
    assert "\naudio:\n" in show
    (house / "show.yaml").write_text(
        show.replace("\naudio:\n", "\naudio:\n  formats: [mp3, m4a, opus]\n"), encoding="utf-8"
    )
    podpub_json(house, "release", EPISODE)
    return house


@pytest.fixture
def house(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "show")


def record(house: Path) -> Any:
    (file,) = (house / "public" / "releases").iterdir()
    return json.loads(file.read_text(encoding="utf-8"))


def ffmpeg_says(file: Path) -> str:
    argv = [bundled_ffmpeg(), "-i", str(file)]
    return subprocess.run(argv, capture_output=True, encoding="utf-8", check=False).stderr


def sound(file: Path) -> bytes:
    argv = [bundled_ffmpeg(), "-v", "error", "-i", str(file), "-map", "0:a", "-c", "copy", "-f", "md5", "-"]
    return subprocess.run(argv, capture_output=True, check=True).stdout


def test_the_record_names_every_file_as_it_lies_there(house: Path) -> None:
    told = record(house)
    files = [told["enclosure"], *told["alternates"]]
    assert [one["type"] for one in files] == ["audio/mpeg", "audio/x-m4a", "audio/ogg"]
    lying = {f"media/{path.name}": path.stat().st_size for path in (house / "public/media").iterdir()}
    assert {one["key"]: one["bytes"] for one in files} == lying
    assert len({one["duration_s"] for one in files}) == 1


def test_chapters_and_cover_are_in_each(house: Path) -> None:
    titles = [chapter["title"] for chapter in record(house)["episode"]["chapters"]]
    assert titles
    for file in (house / "public/media").iterdir():
        said = ffmpeg_says(file)
        heard = re.findall(r"Chapter #0:\d+: start \S+, end \S+\n +Metadata:\n +title +: (.*)", said)
        assert [title.strip() for title in heard] == titles
        assert "(attached pic)" in said
        assert ": Die Fehlerrunde" in said


def test_a_second_run_does_nothing(house: Path) -> None:
    (one,) = podpub_json(house, "release", EPISODE)["episodes"]
    assert (one["status"], one["uploaded"]) == ("unchanged", [])
    assert [other["type"] for other in one["alternates"]] == ["audio/x-m4a", "audio/ogg"]


def test_a_changed_title_encodes_nothing_on_another_machine(house: Path) -> None:
    """Every file is fetched from the storage, and has the same sound under its new name."""
    before = {path.suffix: path for path in (house / "public/media").iterdir()}
    shutil.rmtree(house / ".podpub")
    (house / EPISODE / "recording.flac").unlink()
    text = (house / EPISODE / "episode.yaml").read_text(encoding="utf-8")
    (house / EPISODE / "episode.yaml").write_text(text.replace("title: ", "title: Neu – "), encoding="utf-8")
    (one,) = podpub_json(house, "release", EPISODE)["episodes"]
    assert [(step["name"], step["action"]) for step in one["steps"]] == [("master", "reused"), ("tag", "ran")]
    for file in (one["enclosure"], *one["alternates"]):
        path = house / "public" / file["url"].removeprefix(PUBLIC_URL)
        assert path != before[path.suffix]
        assert sound(path) == sound(before[path.suffix])
        assert ": Neu – " in ffmpeg_says(path)


def test_the_summary_names_the_other_formats(house: Path) -> None:
    shutil.rmtree(house / "public")
    run = podpub(house, "release", EPISODE)
    assert run.returncode == 0
    assert re.search(r"Also +m4a, \d+\.\d MB\n +Also +opus, \d+\.\d MB\n", run.stdout)
