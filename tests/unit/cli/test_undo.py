"""`podpub undo` speaks of moments in the show's own time zone, and understands what it says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from podpub.cli.app import podpub
from podpub.storage import FolderStorage
from tests.support import publishing
from tests.support.samples import NOW, episode

if TYPE_CHECKING:
    from pathlib import Path

SLUG = str(episode().slug)
ANSWERS = ("--title", "Mut", "--author", "A", "--email", "a@b.org", "--language", "de")
FIRST, SECOND = "2026-11-24T17:30:00+05:30", "2026-11-24T17:31:00+05:30"


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A show in Kolkata with an episode whose title was changed once."""
    folder = tmp_path / "show"
    words = ["init", str(folder), *ANSWERS, "--public-url", "http://127.0.0.1:9/"]
    assert CliRunner().invoke(podpub, words).exit_code == 0
    file = folder / "show.yaml"
    text = re.sub("(?m)^timezone: .*$", "timezone: Asia/Kolkata", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    storage = FolderStorage(folder / "public")
    publishing.run(folder, storage)
    later = NOW + timedelta(minutes=1, microseconds=5)
    publishing.run(folder, storage, replace(episode(), title="A better title"), b"sound2", now=later)
    monkeypatch.chdir(folder)
    return folder


def undone(*words: str) -> Any:
    ended = CliRunner().invoke(podpub, ["undo", *words, "--json"])
    assert ended.exit_code == 0, ended.output
    return json.loads(ended.stdout)


@pytest.mark.usefixtures("show")
def test_moments_are_those_of_the_shows_time_zone() -> None:
    assert [one["moment"] for one in undone(SLUG, "--list")["versions"]] == [SECOND, FIRST]
    assert undone(SLUG)["version"] == FIRST
    said = CliRunner().invoke(podpub, ["undo", SLUG]).stdout
    assert "2026-11-24 17:30 (+05:30)" in said


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize(
    "typed", [FIRST, "2026-11-24T17:30:00", "2026-11-24 12:00Z"], ids=["as listed", "without zone", "in UTC"]
)
def test_a_moment_is_understood_however_it_is_typed(typed: str) -> None:
    assert undone(SLUG, "--to", typed)["version"] == FIRST


@pytest.mark.usefixtures("show")
def test_what_is_told_to_machines_leads_back_there() -> None:
    undone(SLUG)
    back = undone(SLUG, "--to", SECOND)
    assert back["version"] == "2026-11-24T17:31:00.000005+05:30"
    undone(SLUG)
    assert undone(SLUG, "--to", back["version"])["changed"] is True


@pytest.mark.usefixtures("show")
def test_what_nobody_serves_yet_is_told_so() -> None:
    assert undone(SLUG)["seen_outside"] is False
