"""A host sees what lies about in the storage, and removes it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.support.house import podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

UNUSED = "media/000-nie-da-0123456789abcdef.mp3"


def test_leftovers_are_told_and_removed_by_clean_alone(tmp_path: Path) -> None:
    house = sample_show(tmp_path / "show")
    podpub_json(house, "feed")
    (house / "public" / "media").mkdir()
    (house / "public" / UNUSED).write_bytes(b"12345")
    told = podpub_json(house, "status")["leftovers"]
    assert told == [{"key": UNUSED, "kind": "object", "bytes": 5, "removable": False}]
    assert "1 file" in podpub(house, "status").stderr
    assert podpub_json(house, "clean")["removed"] == []
    os.utime(house / "public" / UNUSED, (0, 0))
    assert [one["key"] for one in podpub_json(house, "clean", "--dry-run")["removed"]] == [UNUSED]
    assert (house / "public" / UNUSED).exists()
    assert [one["key"] for one in podpub_json(house, "clean")["removed"]] == [UNUSED]
    assert not (house / "public" / UNUSED).exists()
    assert podpub_json(house, "status")["leftovers"] == []


def test_what_was_shared_of_an_episode_that_cannot_be_read_is_waited_for(tmp_path: Path) -> None:
    house = sample_show(tmp_path / "show")
    podpub_json(house, "feed")
    key = f"drafts/{'0f' * 16}/003-die-fehlerrunde-0123456789abcdef.mp3"
    (house / "public" / key).parent.mkdir(parents=True)
    (house / "public" / key).write_bytes(b"12345")
    os.utime(house / "public" / key, (0, 0))
    file = house / "episodes" / "003-die-fehlerrunde" / "episode.yaml"
    file.write_text("title: [", encoding="utf-8")
    assert podpub_json(house, "clean")["removed"] == []
    file.unlink()
    assert [one["key"] for one in podpub_json(house, "clean")["removed"]] == [key]
