"""Judges that are not ours: where one is missing, its tests say so loudly; in CI that is a failure.

`make test` installs them: npm packages into tests/judges, and a browser (tests/support/browser.py).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

JUDGES = REPOSITORY / "tests" / "judges"


def not_run(told: str, environ: Mapping[str, str]) -> NoReturn:
    """Skip a test that cannot be run here, or let it fail in CI."""
    message = f"NOT RUN: {told}"
    if environ.get("CI", "").lower() == "true":
        pytest.fail(message)
    pytest.skip(message)


def program(name: str, environ: Mapping[str, str]) -> str:
    """Return the path of a program that is installed."""
    return shutil.which(name) or not_run(f"{name} is not installed", environ)


def package(name: str, environ: Mapping[str, str]) -> Path:
    """Return the folder of an npm package that is installed."""
    folder = JUDGES / "node_modules" / name
    if folder.is_dir():
        return folder
    not_run(f"{name} is not installed; install npm and run `make test`", environ)
