"""The folder storage, stopped at single system calls: killed, disk full, I/O error (strace injects them)."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from podpub.errors import PodpubError
from podpub.feed import parse_back
from podpub.model import Slug, silent
from podpub.model.layout import FEED_KEY
from podpub.pipeline.looking.verify import verify
from podpub.pipeline.publishing.publish import publish
from podpub.pipeline.publishing.retreat import unpublish
from podpub.storage import FolderStorage
from tests.support.publishing import built, run
from tests.support.samples import NOW, REPOSITORY, episode
from tests.support.storages import keys

if TYPE_CHECKING:
    from collections.abc import Sequence

LATER = NOW + timedelta(minutes=1)
_FAULTS = {
    "write": ("signal=KILL", "error=ENOSPC"),
    "fsync": ("error=EIO",),
    "rename": ("signal=KILL",),
}
_TRACED = re.compile(rf"(?:\[pid +\d+\] )?({'|'.join(_FAULTS)})\(")
_ALIKE = ("history/", "index/")  # what a stopped run may leave one more of


def release_another(storage: FolderStorage, work: Path) -> None:
    """Release a second episode."""
    other = replace(episode(), guid="another", slug=Slug("another"))
    receipt = publish(built(work, storage, other, b"more sound", now=LATER), storage=storage, tell=silent)
    verify(receipt, storage=storage, tell=silent)


def take_it_back(storage: FolderStorage, work: Path) -> None:
    """Unpublish the first episode."""
    del work
    unpublish(episode().guid, replacement=None, storage=storage, now=LATER)


_DEEDS = {deed.__name__: deed for deed in (release_another, take_it_back)}


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        message = "strace is missing: nothing was proved about single system calls"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one episode."""
    work = tmp_path_factory.mktemp("published")
    run(work, FolderStorage(work / "public"))
    return work / "public"


def _content(root: Path) -> dict[str, bytes]:
    """Return what lies in a folder, but for what may lie there twice."""
    storage = FolderStorage(root)
    return {key: b"".join(storage.stream(key)) for key in keys(storage) if not key.startswith(_ALIKE)}


def _whole(root: Path) -> None:
    """Insist that subscribers see a whole feed, and get what it promises."""
    for item in parse_back((root / FEED_KEY).read_bytes()):
        body = (root / item.url.removeprefix("http://localhost:8000/")).read_bytes()
        assert len(body) == item.length
        assert hashlib.sha256(body).hexdigest()[:16] in item.url


def _traced(
    strace: str, deed: str, root: Path, touched: Sequence[str], fault: str = ""
) -> subprocess.CompletedProcess[str]:
    """Do a deed in a process of its own.

    Args:
        strace: The program.
        deed: Its name.
        root: The storage.
        touched: Paths in it that count.
        fault: What shall happen at which of the calls.
    """
    watched = [f"--trace-path={root / path}" for path in touched]
    inject = [f"--inject={fault}"] if fault else []
    argv = [
        *(strace, "-f", "-qq", "--seccomp-bpf", f"--trace={','.join(_FAULTS)}", *watched, *inject),
        *(sys.executable, "-m", "tests.proof.test_folder_at_system_calls", deed, str(root)),
    ]
    return subprocess.run(argv, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)


def _touched(root: Path) -> list[str]:
    """Return every path in a storage, and those that come and go."""
    there = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    return ["", ".podpub/object.part", ".podpub/lock", *there]


@pytest.mark.parametrize("deed", _DEEDS)
def test_stopped_at_any_system_call_nothing_is_half_published(
    strace: str, published: Path, tmp_path: Path, deed: str
) -> None:
    undisturbed = shutil.copytree(published, tmp_path / "undisturbed")
    _DEEDS[deed](FolderStorage(undisturbed), tmp_path)
    touched = _touched(undisturbed)
    calm = _traced(strace, deed, shutil.copytree(published, tmp_path / "calm"), touched)
    assert calm.returncode == 0, calm.stderr
    calls = [found[1] for line in calm.stderr.splitlines() if (found := _TRACED.match(line))]
    assert {"write", "fsync", "rename"} <= set(calls)
    stopped = 0
    for call in sorted(set(calls)):
        for number in range(1, calls.count(call) + 1):
            for fault in _FAULTS[call]:
                root = shutil.copytree(published, tmp_path / f"{call}-{number}-{fault}")
                ended = _traced(strace, deed, root, touched, f"{call}:{fault}:when={number}")
                stopped += ended.returncode != 0
                assert "Traceback" not in ended.stderr, ended.stderr
                _whole(root)
                _DEEDS[deed](FolderStorage(root), tmp_path)
                assert _content(root) == _content(undisturbed), (call, number, fault)
                shutil.rmtree(root)
    assert stopped > len(calls) / 2


if __name__ == "__main__":
    try:
        _DEEDS[sys.argv[1]](FolderStorage(Path(sys.argv[2])), Path(sys.argv[2]).parent)
    except PodpubError as error:
        sys.exit(f"{error.message}. {error.fix}")
