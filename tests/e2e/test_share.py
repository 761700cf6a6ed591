"""A draft is heard by a few, and published later without another encode."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from podpub.storage import FolderStorage
from tests.support.house import podpub, podpub_json, sample_show
from tests.support.storages import keys

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "episodes/001-der-erste-schritt"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("share") / "show")
    for other in ("002-das-nein-das-niemand-sagt", "003-die-fehlerrunde"):
        shutil.rmtree(house / "episodes" / other)
    with (house / EPISODE / "episode.yaml").open("a", encoding="utf-8") as file:
        file.write("draft: true\n")
    podpub_json(house, "share", EPISODE)
    return house


@pytest.fixture
def house(shared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(shared, tmp_path / "show")


def _publish(house: Path) -> dict[str, object]:
    file = house / EPISODE / "episode.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")
    one: dict[str, object] = podpub_json(house, "release", EPISODE)["episodes"][0]
    return one


def test_a_shared_draft_lies_under_an_address_that_nobody_can_guess(house: Path) -> None:
    (key,) = keys(FolderStorage(house / "public"))
    assert re.fullmatch(r"drafts/[0-9a-f]{32}/001-der-erste-schritt-[0-9a-f]{16}\.mp3", key)
    told = podpub_json(house, "share", EPISODE)
    assert (told["key"], told["url"]) == (key, f"http://localhost:8000/{key}")
    assert told["bytes"] == (house / "public" / key).stat().st_size


def test_sharing_twice_is_sharing_once_and_another_content_has_another_address(house: Path) -> None:
    first = podpub_json(house, "share", EPISODE)
    assert first["uploaded"] is False
    file = house / EPISODE / "episode.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: Neu – "), encoding="utf-8")
    second = podpub_json(house, "share", EPISODE)
    assert second["uploaded"] is True
    assert second["key"].split("/")[1] != first["key"].split("/")[1]


def test_what_was_shared_is_published_later_without_another_encode(house: Path) -> None:
    (key,) = keys(FolderStorage(house / "public"))
    one = _publish(house)
    assert [step["action"] for step in one["steps"]] == ["reused", "reused"]  # type: ignore[attr-defined]
    (media,) = (house / "public" / "media").iterdir()
    assert media.read_bytes() == (house / "public" / key).read_bytes()
    assert "drafts/" not in (house / "public" / "feed.xml").read_text(encoding="utf-8")


def test_a_released_episode_has_an_address_already(house: Path) -> None:
    _publish(house)
    run = podpub(house, "share", EPISODE)
    assert run.returncode == 2
    assert "is released already" in run.stderr


def test_a_draft_is_waited_for_and_a_released_one_is_not(house: Path) -> None:
    assert podpub_json(house, "status")["leftovers"] == []
    _publish(house)
    (left,) = podpub_json(house, "status")["leftovers"]
    assert left["key"].startswith("drafts/")
