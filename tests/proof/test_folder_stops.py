"""Whatever happens to any single touch of the folder: the feed is whole, and the next run finishes."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from podpub.errors import PodpubError, StorageError
from podpub.storage import FolderStorage
from tests.support.hosts import host
from tests.support.stops import COMMANDS, STOPPED, Window, allowed, carry_out, differences, look
from tests.support.storages import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.storage import Storage
    from tests.support.hosts import Host

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows does not fork"),
    pytest.mark.xdist_group("stops-folder"),
]
_OTHERS = "theirs"


@pytest.fixture(scope="module")
def ours() -> Iterator[Host]:
    with host() as machine:
        yield machine


@pytest.fixture(params=STOPPED)
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[False, True], ids=["alone", "two hosts"])
def together(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def before(tmp_path: Path, command: str) -> Path:
    """The folder as it is before the command."""
    folder = tmp_path / "before"
    folder.mkdir()
    for name in COMMANDS[command].after:
        carry_out(name, FolderStorage(folder))
    return folder


@pytest.fixture
def after(tmp_path: Path, before: Path, command: str, *, together: bool) -> dict[str, bytes]:
    """What the folder holds when nothing disturbs the command."""
    storage = FolderStorage(shutil.copytree(before, tmp_path / "after"))
    carry_out(command, storage)
    if together:
        carry_out(_OTHERS, storage)
    return objects(storage)


def objects(storage: Storage) -> dict[str, bytes]:
    return Window(storage).objects()


def _is_done(command: str, storage: Storage) -> bool:
    try:
        carry_out(command, storage)
    except PodpubError:
        return False
    return True


class StumblingAt:
    """Counts what a storage is asked, and at one moment lets something happen and then fails, once."""

    def __init__(self, number: int | None, meanwhile: Callable[[], None] | None = None) -> None:
        self.asked = 0
        self._number = number
        self._meanwhile = meanwhile

    def __call__(self, verb: str, key: str) -> None:
        self.asked += 1
        if self.asked - 1 == self._number:
            if self._meanwhile:
                self._meanwhile()
            raise StorageError(f"the disk does not {verb} {key}")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_failing_at_any_verb_the_feed_is_whole_and_the_next_run_finishes(  # noqa: PLR0913 - fixtures
    tmp_path: Path, before: Path, after: dict[str, bytes], command: str, moment: str, *, together: bool
) -> None:
    counting = StumblingAt(None)
    carry_out(command, Witness(FolderStorage(shutil.copytree(before, tmp_path / "counted")), counting))
    for number in range(counting.asked):
        storage = FolderStorage(shutil.copytree(before, tmp_path / f"stopped-{number}"))
        promised = list(COMMANDS[command].after)
        seen: list[str] = []

        def meanwhile(
            to: FolderStorage = storage, so_far: list[str] = promised, told: list[str] = seen
        ) -> None:
            if together:
                carry_out(_OTHERS, to)
                so_far.append(_OTHERS)
            told.extend(look(objects(to), allowed(so_far, command)))

        stumbling = StumblingAt(number, meanwhile)
        if _is_done(command, Witness(storage, **{moment: stumbling})):
            seen += look(objects(storage), allowed([*promised, command]))
        seen += look(objects(storage), allowed(promised, command))
        carry_out(command, storage, again=True)
        seen += look(objects(storage), allowed([*promised, command]))
        assert [*seen, *differences(objects(storage), after)] == [], number


def test_killed_at_any_turn_to_the_disk_the_feed_is_whole_and_the_next_run_finishes(  # noqa: PLR0913 - fixtures
    tmp_path: Path, ours: Host, before: Path, after: dict[str, bytes], command: str, *, together: bool
) -> None:
    counted = ours.run(command, folder=str(shutil.copytree(before, tmp_path / "counted")))
    assert counted.looks > 10
    for number in range(counted.looks):
        folder = shutil.copytree(before, tmp_path / f"killed-{number}")
        storage, promised = FolderStorage(folder), list(COMMANDS[command].after)
        assert ours.run(command, folder=str(folder), dies_at=number).was_killed
        seen = list(look(objects(storage), allowed(promised, command)))
        if together:
            carry_out(_OTHERS, storage)
            promised.append(_OTHERS)
            seen += look(objects(storage), allowed(promised, command))
        carry_out(command, storage, again=True)
        seen += look(objects(storage), allowed([*promised, command]))
        assert [*seen, *differences(objects(storage), after)] == [], number
