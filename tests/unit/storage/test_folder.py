"""The folder storage keeps the contract, and what a disk adds to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from podpub.errors import StorageError
from podpub.model import FolderLocation
from podpub.storage import FolderStorage
from podpub.storage.trial import Verdict, survey_folder
from tests.support.storage_contract import StorageContract
from tests.support.storages import keys

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return FolderStorage(tmp_path / "public")


class TestFolderStorage(StorageContract):
    more_than_a_page = 50  # a folder is listed in one piece, and each write waits for the disk


def test_nothing_is_made_before_the_first_write(tmp_path: Path) -> None:
    FolderStorage(tmp_path / "public").read("feed.xml")
    assert not (tmp_path / "public").exists()


def test_a_file_in_the_way_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("not a folder")
    with pytest.raises(StorageError, match="public") as caught:
        FolderStorage(tmp_path / "public").write("feed.xml", b"x")
    assert caught.value.fix


def test_in_a_sound_folder_everything_works_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    survey = survey_folder(FolderLocation(tmp_path / "public", "http://localhost:8000/"))
    assert {(one.verdict, one.said) for one in survey.trials} == {(Verdict.YES, "")}
    assert keys(FolderStorage(tmp_path / "public"), "probes/") == []


def test_the_workbench_is_no_key(storage: Storage) -> None:
    storage.write("feed.xml", b"x")
    assert keys(storage) == ["feed.xml"]


_COUNT = """
import sys
from pathlib import Path
from podpub.errors import ConflictError
from podpub.storage import FolderStorage, Unchanged, ABSENT
storage, raised = FolderStorage(Path(sys.argv[1])), 0
while raised < 25:
    read = storage.read("counter.json")
    number = int(read.body) if read else 0
    try:
        expect = Unchanged(read.etag) if read else ABSENT
        storage.write("counter.json", str(number + 1).encode(), expect=expect)
        raised += 1
    except ConflictError:
        pass
"""


def test_no_update_is_lost_between_processes(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", _COUNT, str(tmp_path / "public")]) for _ in range(4)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0, 0]
    stored = FolderStorage(tmp_path / "public").read("counter.json")
    assert stored is not None
    assert int(stored.body) == 100


_WRITE = """
import sys
from pathlib import Path
from podpub.storage import FolderStorage
storage = FolderStorage(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for letter in b"ab":
        storage.write("feed.xml", bytes([letter]) * 300_000)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_writer_leaves_a_whole_object_and_no_lock(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path / "public")
    for trial in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(tmp_path / "public")], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.02 + trial * 0.007)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        stored = storage.read("feed.xml")
        assert stored is None or stored.body in (b"a" * 300_000, b"b" * 300_000)
    storage.write("feed.xml", b"after the killing")
    assert keys(storage) == ["feed.xml"]
    leftovers = [path.name for path in (tmp_path / "public" / ".podpub").iterdir() if path.name != "lock"]
    assert leftovers == []


@pytest.mark.parametrize("link", ["media", "feed.xml"])
def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.mp3").write_bytes(b"not ours")
    (tmp_path / "public").mkdir()
    target = outside if link == "media" else outside / "a.mp3"
    (tmp_path / "public" / link).symlink_to(target, target_is_directory=target.is_dir())
    storage = FolderStorage(tmp_path / "public")
    key = "media/a.mp3" if link == "media" else link
    for attempt in (
        lambda: storage.write(key, b"x"),
        lambda: storage.read(key),
        lambda: storage.delete(key),
        lambda: list(storage.stream(key)),
    ):
        with pytest.raises(StorageError, match="leads out of"):
            attempt()
    assert (outside / "a.mp3").read_bytes() == b"not ours"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    storage = FolderStorage(tmp_path / "public")
    storage.write("media/a.mp3", b"x")
    assert (tmp_path / "elsewhere/media/a.mp3").read_bytes() == b"x"
    assert keys(storage) == ["media/a.mp3"]


def test_a_file_that_goes_while_a_list_is_made_is_not_in_it(storage: Storage, tmp_path: Path) -> None:
    """Another host cleans up meanwhile."""
    for name in ("a", "b", "c"):
        storage.write(f"media/{name}.mp3", b"x")
    listing = storage.objects("media/")
    first = next(listing).key
    for path in (tmp_path / "public" / "media").iterdir():
        if not first.endswith(path.name):
            path.unlink()
    assert [one.key for one in listing] == []


def test_whoever_waits_too_long_for_another_writer_is_told(tmp_path: Path) -> None:
    FolderStorage(tmp_path).write("feed.xml", b"x")
    with FileLock(tmp_path / ".podpub" / "lock"), pytest.raises(StorageError, match="somebody else"):
        FolderStorage(tmp_path, patience_s=0.1).write("feed.xml", b"y")
    FolderStorage(tmp_path, patience_s=0.1).write("feed.xml", b"z")
