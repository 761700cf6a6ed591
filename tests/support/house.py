"""A copy of the sample show, and podpub as a host runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


def sample_show(folder: Path) -> Path:
    """Copy the sample show into a folder that does not exist yet."""
    folder.mkdir(parents=True)
    for name in ("show.yaml", "cover.jpg"):
        shutil.copy(REPOSITORY / name, folder)
    for name in ("audio", "episodes"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder


def podpub(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run podpub in a folder, as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "podpub", *words],
        cwd=house,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def podpub_json(house: Path, *words: str) -> Any:
    """Run podpub with `--json` and return its one document; the run has to succeed."""
    run = podpub(house, *words, "--json")
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads(run.stdout)


def bundled_ffmpeg() -> str:
    """Return the path of the ffmpeg that comes with podpub."""
    import imageio_ffmpeg  # noqa: PLC0415 - only some tests need it

    return str(imageio_ffmpeg.get_ffmpeg_exe())
