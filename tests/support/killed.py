"""An import that is killed at every single thing it does to its folder, and run again.

Run as a program, with the address of a feed and an empty folder: it loads everything once, and forks for each
import. The child ends itself, as `kill -9` does, right before its n-th change; for ever greater n, until one
comes through. Prints a JSON document.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from podpub.config import SHOW_FILE, episode_files, load_all
from podpub.model import Level
from podpub.pipeline.arriving.journal import Fate
from tests.support.arriving import errand, imported

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_KILLED = 9


def _in_a_child(source: str, root: Path, at: int | None) -> bool:
    """Import; return whether it came through."""
    child = os.fork()
    if child == 0:
        if at is not None:
            _end_before(at, root)
        imported(source, root, errand(jobs=1))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _end_before(at: int, root: Path) -> None:
    left = [at]

    def hook(event: str, args: tuple[object, ...]) -> None:
        is_change = event in _CHANGES or (event == "open" and isinstance(args[2], int) and args[2] & _WRITING)
        if is_change and str(args[0]).startswith(str(root)):
            left[0] -= 1
            if left[0] == 0:
                os._exit(_KILLED)

    sys.addaudithook(hook)


def _contents(root: Path) -> dict[str, str]:
    files = (file for file in root.rglob("*") if file.is_file() and ".podpub" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes().hex() for file in files}


def _wrong(root: Path) -> list[str]:
    """Return what is wrong with a folder that an import was killed in."""
    if not (root / SHOW_FILE).exists():
        return []
    loaded = load_all(root / SHOW_FILE, episode_files(root))
    absent = [one for found in loaded.absent.values() for one in found]
    return [str(one) for one in (*loaded.findings, *absent) if one.level is Level.ERROR]


def _walk(source: str, folder: Path) -> dict[str, object]:
    whole, root = folder / "whole", folder / "show"
    _in_a_child(source, whole, None)
    expected, wrong, at = _contents(whole), list[str](), 0
    done = False
    while not done:
        at += 1
        shutil.rmtree(root, ignore_errors=True)
        done = _in_a_child(source, root, at)
        wrong += [f"{at}: {one}" for one in _wrong(root)]
        again = imported(source, root, errand(jobs=1))
        wrong += [f"{at}: {path} is told as the host's" for path in again.files(Fate.DIFFERING)]
        if _contents(root) != expected:
            wrong.append(f"{at}: another folder than without a stop")
    return {"stops": at - 1, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(_walk(sys.argv[1], Path(sys.argv[2]).resolve())))  # noqa: T201 - this is a program
