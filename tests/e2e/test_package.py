"""What is built can be installed elsewhere, and runs there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [*_PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, REPOSITORY], check=True
    )
    return next(folder.glob("podpub-*.whl"))


def test_the_wheel_holds_every_module_and_every_file_that_they_read(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("podpub/")}
    source = REPOSITORY / "src"
    files = [one for one in (source / "podpub").rglob("*") if one.is_file() and one.suffix != ".pyc"]
    assert packed == {file.relative_to(source).as_posix() for file in files}
    assert "podpub/py.typed" in packed


def test_the_wheel_runs_where_the_sources_are_not(wheel: Path, tmp_path: Path) -> None:
    subprocess.run(
        [*_PIP, "install", "--no-deps", "--no-index", "--target", tmp_path / "there", wheel], check=True
    )
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path / 'there'}{os.pathsep}{sysconfig.get_path('purelib')}"}
    where = [sys.executable, "-c", "import podpub; print(podpub.__file__)"]
    told = subprocess.run(where, env=environ, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.startswith(str(tmp_path / "there"))
    script = [sys.executable, str(tmp_path / "there" / "bin" / "podpub"), "doctor"]
    run = subprocess.run(script, env=environ, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "ffmpeg" in run.stdout
    script = [
        *script[:2],
        "check",
        "--lang",
        "de",
        "--feed",
        str(REPOSITORY / "tests/unit/checks/feeds/full.xml"),
    ]
    run = subprocess.run(script, env=environ, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Der Feed ist in Ordnung" in run.stdout
