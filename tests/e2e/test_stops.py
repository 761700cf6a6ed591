"""Stopped at any moment, a release leaves nothing half published, and the next run finishes it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from podpub.feed import parse_back
from tests.support.house import podpub, podpub_json, sample_show

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has other signals"),
    pytest.mark.xdist_group("stops"),
]
EPISODES = ("episodes/001-der-erste-schritt", "episodes/003-die-fehlerrunde")


@pytest.fixture(scope="module")
def released_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show whose first episode is out, and whose third is not."""
    house = sample_show(tmp_path_factory.mktemp("stops") / "show")
    podpub_json(house, "release", EPISODES[0])
    return house


def _start(house: Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "podpub", "release", EPISODES[1]]
    return subprocess.Popen(argv, cwd=house, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _wait_for_step(process: subprocess.Popen[str], step: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if step in line:
            return
    pytest.fail(f"it ended before {step}")


def _assert_the_feed_is_whole(house: Path, *episodes: int) -> None:
    items = parse_back((house / "public/feed.xml").read_bytes())
    assert len(items) in episodes
    for item in items:
        assert (
            house / "public" / item.url.removeprefix("http://localhost:8000/")
        ).stat().st_size == item.length


def _encoders_at_work(house: Path) -> list[str]:
    """Return the command lines of running programs that read from this show."""
    lines = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "ffmpeg" in line and str(house) in line:
            lines.append(line)
    return lines


def _encoders_left(house: Path) -> list[str]:
    """Return what goes on after a moment: one that was just being started ends with its broken pipe."""
    for _ in range(50):
        if not _encoders_at_work(house):
            break
        time.sleep(0.1)
    return _encoders_at_work(house)


@pytest.mark.parametrize("step", ["measure", "encode", "verify", "upload media"])
def test_killed_in_a_step_it_is_whole_and_finishes(released_before: Path, tmp_path: Path, step: str) -> None:
    house = shutil.copytree(released_before, tmp_path / "show")
    process = _start(house)
    _wait_for_step(process, step)
    time.sleep(0.05)
    process.kill()
    process.communicate()
    _assert_the_feed_is_whole(house, 1, 2)  # the last steps are so quick that the killer may come too late
    report = podpub_json(house, "release", *EPISODES)
    assert report["episodes"][0]["status"] == "unchanged"
    _assert_the_feed_is_whole(house, 2)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_asked_to_stop_it_cleans_up_and_says_so(
    released_before: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    house = shutil.copytree(released_before, tmp_path / "show")
    process = _start(house)
    _wait_for_step(process, "encode")
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == code
    assert "run the same command again" in said
    assert "Traceback" not in said
    assert list((house / ".podpub/cache").glob("unfinished-*")) == []
    if Path("/proc/self/cmdline").exists():
        assert _encoders_left(house) == []
    _assert_the_feed_is_whole(house, 1)


def test_two_hosts_release_at_once_and_both_are_in_the_feed(released_before: Path, tmp_path: Path) -> None:
    house = shutil.copytree(released_before, tmp_path / "show")
    other = "episodes/002-das-nein-das-niemand-sagt"
    first = _start(house)
    second = podpub(house, "release", other)
    first.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    _assert_the_feed_is_whole(house, 3)
