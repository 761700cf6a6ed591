"""An import may be killed before anything it does to its folder: the next one goes on and doubles nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.arriving import serve
from tests.support.samples import REPOSITORY
from tests.support.web import site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: nothing forks there")
def test_an_import_killed_anywhere_is_gone_on_with(tmp_path: Path) -> None:
    with site() as web:
        argv = [sys.executable, "-m", "tests.support.killed", serve(web, "podlove"), str(tmp_path)]
        run = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["wrong"] == []
    assert told["stops"] > 30
