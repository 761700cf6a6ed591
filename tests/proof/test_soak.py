"""`make soak` works, and would notice."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.proof.soak import faults
from tests.support.commands import releasing
from tests.support.samples import NOW, REPOSITORY, episode
from tests.support.storages import MemoryStorage, keys

if TYPE_CHECKING:
    from pathlib import Path


def test_a_short_soak_breaks_no_promise() -> None:
    argv = [sys.executable, "-m", "tests.proof.soak", "--releases", "40", "--seed", "7"]
    run = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "40 releases by 4 hosts in 1 shows, seed 7" in run.stdout
    assert "0 promises broken" in run.stdout


def test_an_episode_that_is_gone_and_a_file_that_is_missing_are_noticed(tmp_path: Path) -> None:
    storage = MemoryStorage()
    releasing(episode(), b"sound", NOW)(storage)
    (tmp_path / episode().guid).touch()
    assert list(faults(storage, tmp_path)) == []
    (tmp_path / "another").touch()
    storage.delete(keys(storage, "media/")[0])
    assert list(faults(storage, tmp_path)) == [
        "another is not in the feed",
        f"the feed promises 5 bytes for {episode().guid}, and there are None",
    ]
