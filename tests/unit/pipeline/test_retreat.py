"""Ways back find the episode that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.errors import UsageError
from podpub.pipeline.retreat import unpublish
from tests.support.publishing import guids, run
from tests.support.samples import NOW, episode
from tests.support.storages import MemoryStorage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", [str(episode().slug), episode().guid])
def test_an_episode_is_found_by_its_slug_and_by_its_guid(tmp_path: Path, name: str) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage)
    unpublish(name, replacement=None, storage=storage, now=NOW)
    assert guids(storage) == []


def test_what_was_never_released_is_not_found(tmp_path: Path) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage)
    with pytest.raises(UsageError, match="never released"):
        unpublish("042", replacement=None, storage=storage, now=NOW)
