"""Web pages are right after the next command, wherever one was stopped, whatever another host did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.errors import StorageError
from podpub.pipeline.publishing.retreat import unpublish
from tests.support.careless import Looking
from tests.support.storages import FailingAt, MemoryStorage, Witness
from tests.support.web_pages import LATER, RETITLED, THEIRS, assert_right, attempt, released

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.storage import Storage

_SOON = LATER + timedelta(minutes=1)


def _prepared(folder: Path, *, careless: bool) -> Storage:
    """Return a storage in which two episodes are published, with pages."""
    storage: Storage = Looking(MemoryStorage(careless=True)) if careless else MemoryStorage()
    released(folder, storage)
    released(folder, storage, THEIRS)
    return storage


def _moments(folder: Path, *, careless: bool) -> range:
    requests = FailingAt(10**6)
    released(folder, Witness(_prepared(folder, careless=careless), requests), RETITLED, now=LATER)
    return range(requests.asked)


@dataclass
class _Intruder:
    """Another host: at a moment it changes an episode and takes it back; after that we are dead, or go on."""

    folder: Path
    storage: Storage
    moment: int
    kills: bool
    asked: int = 0

    def __call__(self, _verb: str, _key: str) -> None:
        self.asked += 1
        if self.asked - 1 == self.moment:
            released(self.folder, self.storage, CHANGED, now=LATER)
            unpublish(str(CHANGED.slug), replacement=None, storage=self.storage, now=LATER)
        if self.kills and self.asked - 1 > self.moment + 1:
            raise StorageError("dead")


CHANGED = replace(THEIRS, title="Ihre, anders")


@pytest.mark.parametrize("careless", [False, True], ids=["conditions", "careless"])
def test_wherever_a_release_is_stopped_the_next_one_leaves_right_pages(
    tmp_path: Path, *, careless: bool
) -> None:
    for moment in _moments(tmp_path, careless=careless):
        storage = _prepared(tmp_path, careless=careless)
        dying = Witness(storage, FailingAt(moment))
        attempt(lambda dying=dying: released(tmp_path, dying, RETITLED, now=LATER))  # type: ignore[misc]
        released(tmp_path, storage, RETITLED, now=_SOON)
        assert_right(storage)


@pytest.mark.parametrize("careless", [False, True], ids=["conditions", "careless"])
@pytest.mark.parametrize("dies", [False, True], ids=["both-finish", "one-dies"])
def test_whatever_another_host_does_in_between_the_pages_are_right_in_the_end(
    tmp_path: Path, *, careless: bool, dies: bool
) -> None:
    for moment in _moments(tmp_path, careless=careless):
        storage = _prepared(tmp_path, careless=careless)
        disturbed = Witness(storage, _Intruder(tmp_path, storage, moment, dies))
        attempt(lambda disturbed=disturbed: released(tmp_path, disturbed, RETITLED, now=LATER))  # type: ignore[misc]
        if dies:
            released(tmp_path, storage, RETITLED, now=_SOON)
        assert_right(storage)
