"""`podpub report` as a host runs it: on a new episode, on a released one, and where the recording is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.house import podpub, podpub_json, sample_show
from tests.support.outsiders import package, program

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "episodes/003-die-fehlerrunde"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_show(tmp_path_factory.mktemp("report") / "show")


def test_a_report_shows_the_sound_and_publishes_nothing(house: Path) -> None:
    told = podpub_json(house, "report", EPISODE, "--output", "sound.html", "--png", "sound.png")
    envelope = told["envelope"]
    assert len(envelope["published_lufs"]) == len(envelope["recorded_peaks"]) > 300
    assert next(one["title"] for one in told["chapters"]) == "Warum Schweigen nichts repariert"
    assert told["loudness"]["lufs"] == pytest.approx(-16, abs=0.1)
    assert (house / "sound.png").read_bytes().startswith(b"\x89PNG")
    assert not (house / "public").exists()
    _validate(house / "sound.html")


def test_a_released_episode_is_heard_where_its_recording_is_gone(house: Path, tmp_path: Path) -> None:
    away = shutil.copytree(house, tmp_path / "show")
    podpub_json(away, "release", EPISODE)
    before = podpub_json(away, "report", EPISODE)
    (away / EPISODE / "recording.flac").unlink()
    after = podpub_json(away, "report", EPISODE, "--lang", "de")
    assert after["envelope"]["recorded_peaks"] == []
    assert len(after["envelope"]["published_lufs"]) == len(before["envelope"]["published_lufs"])
    assert after["loudness"] == before["loudness"]
    assert [one["start_s"] for one in after["chapters"]] == [one["start_s"] for one in before["chapters"]]
    assert 'lang="de"' in (away / after["page"]).read_text(encoding="utf-8")


def test_without_a_recording_there_is_nothing_to_show(house: Path) -> None:
    folder = house / "episodes" / "009-leer"
    folder.mkdir()
    (folder / "episode.yaml").write_text(
        "title: Leer\nnumber: 9\ndate: 2026-11-24\nguid: '9'\naudio: nothing.wav\n", encoding="utf-8"
    )
    run = podpub(house, "report", str(folder))
    shutil.rmtree(folder)
    assert run.returncode == 4
    assert "nothing.wav does not exist" in run.stderr


def test_a_page_that_cannot_be_written_is_told(house: Path) -> None:
    run = podpub(house, "report", EPISODE, "--output", "nowhere/sound.html")
    assert run.returncode == 2
    assert "nowhere/sound.html cannot be written" in run.stderr


def _validate(file: Path) -> None:
    """Let the Nu HTML checker of the W3C read a page."""
    jar = package("vnu-jar", os.environ) / "build" / "dist" / "vnu.jar"
    run = subprocess.run(
        [program("java", os.environ), "-jar", str(jar), "--errors-only", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
