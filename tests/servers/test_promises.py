"""A release says what the storage cannot promise, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Level
from tests.support.publishing import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.servers import Server


def test_a_storage_that_ignores_conditions_is_told_of_when_something_was_uploaded(
    careless: Server, prefix: str, let_in: Callable[[Server], Server], tmp_path: Path
) -> None:
    storage = let_in(careless).storage(prefix)
    (finding,) = run(tmp_path, storage).findings
    assert (finding.level, finding.code) == (Level.WARNING, "no-conditions")
    assert "podpub feed" in finding.fix
    assert run(tmp_path, storage).findings == ()


def test_a_storage_that_keeps_conditions_needs_no_word(
    weed: Server, prefix: str, let_in: Callable[[Server], Server], tmp_path: Path
) -> None:
    assert run(tmp_path, let_in(weed).storage(prefix)).findings == ()
