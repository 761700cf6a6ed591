"""A host sees beforehand what subscribers will see."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.house import podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

FIRST, THIRD = "episodes/001-der-erste-schritt", "episodes/003-die-fehlerrunde"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("difference") / "show")
    shutil.rmtree(house / "episodes" / "002-das-nein-das-niemand-sagt")
    podpub_json(house, "release", FIRST)
    return house


@pytest.fixture
def house(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "show")


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _foreseen(house: Path, *words: str) -> Any:
    return podpub_json(house, *words, "--dry-run")["feed"]


def test_a_new_episode_is_one_new_item(house: Path) -> None:
    (item,) = _foreseen(house, "release", "--all")["items"]
    assert (item["kind"], item["title"], item["audio"]) == ("new", "Die Fehlerrunde", "new")
    shutil.rmtree(house / THIRD)
    assert _foreseen(house, "release", "--all") == {"channel": [], "items": []}


def test_new_notes_are_shown_line_by_line_and_the_audio_stays(house: Path) -> None:
    with (house / FIRST / "notes.md").open("a", encoding="utf-8") as notes:
        notes.write("\nEin Nachtrag [hier](https://example.org).\n")
    (item,) = _foreseen(house, "release", FIRST)["items"]
    assert (item["kind"], item["audio"]) == ("changed", "same")
    assert [one["field"] for one in item["changes"]] == ["content:encoded"]
    said = podpub(house, "release", FIRST, "--dry-run").stdout
    assert '+ <p>Ein Nachtrag <a href="https://example.org">hier</a>.</p>' in said.replace(
        ' rel="nofollow"', ""
    )


def test_what_was_foreseen_is_what_happens(house: Path) -> None:
    _rewrite(house / FIRST / "episode.yaml", "\ntitle: ", "\ntitle: Neu – ")
    _rewrite(house / "show.yaml", "author: ", "author: Das ")
    foreseen = _foreseen(house, "release", FIRST)
    assert [one["field"] for one in foreseen["channel"]] == ["itunes:author"]
    (item,) = foreseen["items"]
    assert (item["audio"], item["breaks_identity"]) == ("new", False)
    assert [one["after"] for one in item["changes"]] == ["Neu – Der erste Schritt"]
    podpub_json(house, "release", FIRST)
    assert _foreseen(house, "release", FIRST) == {"channel": [], "items": []}


def test_another_address_is_told_as_a_break(house: Path) -> None:
    _rewrite(house / "show.yaml", "http://localhost:8000/", "https://media.example.org/")
    foreseen = _foreseen(house, "feed")
    assert [one["audio"] for one in foreseen["items"]] == ["moved"]
    assert {one["field"]: one["breaks_identity"] for one in foreseen["channel"]} == {
        "atom:link": True,
        "itunes:image": False,
    }
    before = (house / "public" / "feed.xml").read_bytes()
    assert "apps may load it again" in podpub(house, "feed", "--dry-run").stdout
    assert (house / "public" / "feed.xml").read_bytes() == before
