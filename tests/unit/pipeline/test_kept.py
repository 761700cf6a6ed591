"""Files that listeners have are published as they are, whatever is in them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from podpub.errors import SourceError
from podpub.model import Format, silent
from podpub.pipeline.making.takes import Workbench, kept
from podpub.pipeline.material.cache import Cache
from podpub.storage import FolderStorage
from tests.support.arriving import SOUND
from tests.support.house import bundled_ffmpeg

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(FolderStorage(tmp_path / "public"), Cache(tmp_path / "cache"), os.environ)


def written(path: Path, *arguments: str) -> Path:
    """Write half a second of a tone as ffmpeg does."""
    tone = ("-f", "lavfi", "-i", "sine=frequency=440:duration=0.5")
    subprocess.run([bundled_ffmpeg(), "-v", "error", *tone, *arguments, str(path)], check=True)
    return path


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("a.mp3", ("-q:a", "6", "-write_xing", "0", "-id3v2_version", "4")),
        ("a.m4a", ("-c:a", "aac")),
        ("a.opus", ("-c:a", "libopus")),
    ],
)
def test_a_file_is_itself(bench: Workbench, tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
    file = written(tmp_path / name, *arguments)
    before = file.read_bytes()
    takes = kept(file, (), bench, silent)
    assert takes.files == (file,)
    assert file.read_bytes() == before
    assert takes.sound.duration_s == pytest.approx(0.5, abs=0.06)
    assert takes.sound.timeline.recorded_s == takes.sound.timeline.total_s == takes.sound.duration_s
    assert kept(file, (), bench, silent).reused


def test_a_name_that_lies_gets_the_right_one(bench: Workbench, tmp_path: Path) -> None:
    film = written(tmp_path / "a.m4a", "-c:a", "aac").rename(tmp_path / "a.mp3")
    (file,) = kept(film, (), bench, silent).files
    assert file.suffix == ".m4a"
    assert file.read_bytes() == film.read_bytes()


def test_its_other_formats_lie_beside_it(bench: Workbench, tmp_path: Path) -> None:
    first, second = written(tmp_path / "a.mp3"), written(tmp_path / "a.opus", "-c:a", "libopus")
    assert kept(first, (Format.OPUS,), bench, silent).files == (first, second)
    second.unlink()
    with pytest.raises(SourceError, match=r"a\.opus"):
        kept(first, (Format.OPUS,), bench, silent)


def test_silence_has_a_loudness_that_records_can_hold(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(SOUND)
    loudness = kept(tmp_path / "a.mp3", (), bench, silent).sound.loudness
    assert (loudness.lufs, loudness.true_peak_dbtp, loudness.gain_db) == (-144.0, -144.0, 0.0)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("a.wav", ()),
        ("a.ogg", ("-c:a", "libvorbis")),
        (
            "a.mp4",
            ("-f", "lavfi", "-i", "color=blue:size=16x16:duration=0.5", "-c:a", "aac", "-c:v", "mpeg4"),
        ),
    ],
    ids=["wav", "vorbis", "film"],
)
def test_what_podpub_does_not_publish_is_refused(
    bench: Workbench, tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SourceError, match="as it is") as refused:
        kept(written(tmp_path / name, *arguments), (), bench, silent)
    assert "master: podpub" in refused.value.fix


def test_nonsense_is_refused(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("#EXTM3U\nfile:///etc/passwd\n", encoding="utf-8")
    with pytest.raises(SourceError):
        kept(tmp_path / "a.mp3", (), bench, silent)
