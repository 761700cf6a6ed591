"""A judge that is missing is never passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.outsiders import package, program

if TYPE_CHECKING:
    from pathlib import Path


def test_in_ci_a_judge_has_to_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for missing in (program, package):
        with pytest.raises(pytest.fail.Exception, match="NOT RUN: nobody"):
            missing("nobody", {"CI": "true"})
        with pytest.raises(pytest.skip.Exception, match="NOT RUN: nobody"):
            missing("nobody", {})
