"""Finished work is found again, whole or not at all."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.errors import ToolError
from podpub.pipeline.material.cache import Cache
from podpub.pipeline.material.digests import Digests, file_digest, fingerprint, stream_digest

if TYPE_CHECKING:
    from pathlib import Path


def _write(folder: Path) -> None:
    (folder / "result.txt").write_text("made")


def test_what_was_made_is_reused(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first, reused_first = cache.obtain("abc", _write)
    second, reused_second = cache.obtain("abc", lambda _: pytest.fail("made twice"))
    assert (first, reused_first, reused_second) == (second, False, True)
    assert (second / "result.txt").read_text() == "made"


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt])
def test_what_was_stopped_leaves_nothing(tmp_path: Path, stop: type[BaseException]) -> None:
    def interrupted(folder: Path) -> None:
        _write(folder)
        raise stop

    with pytest.raises(stop):
        Cache(tmp_path / "cache").obtain("abc", interrupted)
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_another_run_made_meanwhile_is_taken(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def slow(folder: Path) -> None:
        cache.obtain("abc", _write)
        (folder / "result.txt").write_text("too late")

    folder, _ = cache.obtain("abc", slow)
    assert (folder / "result.txt").read_text() == "made"
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["abc"]


@pytest.mark.parametrize("spoil", ["truncate", "remove", "unseal"])
def test_what_was_damaged_is_made_again(tmp_path: Path, spoil: str) -> None:
    cache = Cache(tmp_path / "cache")
    folder, _ = cache.obtain("abc", _write)
    if spoil == "truncate":
        (folder / "result.txt").write_text("")
    if spoil == "remove":
        (folder / "result.txt").unlink()
    if spoil == "unseal":
        (folder / "seal.json").write_text("{")
    again, reused = cache.obtain("abc", _write)
    assert ((again / "result.txt").read_text(), reused) == ("made", False)


def test_a_cache_that_cannot_be_written_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    with pytest.raises(ToolError, match="cache") as caught:
        Cache(tmp_path / "cache").obtain("abc", _write)
    assert caught.value.fix


def test_what_nobody_used_for_a_month_is_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    old, _ = cache.obtain("old", _write)
    new, _ = cache.obtain("new", _write)
    long_ago = time.time() - 31 * 86_400
    os.utime(old, (long_ago, long_ago))
    cache.prune(datetime.now(UTC))
    assert not old.exists()
    assert new.exists()


def test_what_a_killed_run_left_is_forgotten_after_a_day(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    left, at_work = tmp_path / "unfinished-1", tmp_path / "unfinished-2"
    for folder in (left, at_work):
        folder.mkdir()
    yesterday = time.time() - 25 * 3600
    os.utime(left, (yesterday, yesterday))
    cache.prune(datetime.now(UTC))
    assert (left.exists(), at_work.exists()) == (False, True)


def test_a_digest_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(b"one")
    digests = Digests(tmp_path / "digests", datetime.now(UTC) + timedelta(hours=1))
    first = digests(file)
    note = next((tmp_path / "digests").iterdir())
    note.write_text(note.read_text().replace(first, "remembered"))
    assert digests(file) == "remembered"
    file.write_bytes(b"another")
    assert digests(file) == file_digest(file)


def test_a_file_that_just_changed_is_not_remembered(tmp_path: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(b"one")
    Digests(tmp_path / "digests", datetime.now(UTC))(file)
    assert not (tmp_path / "digests").exists()


def test_a_damaged_note_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(b"one")
    digests = Digests(tmp_path / "digests", datetime.now(UTC) + timedelta(hours=1))
    digests(file)
    next((tmp_path / "digests").iterdir()).write_text("{")
    assert digests(file) == file_digest(file)


def test_a_stream_has_the_digest_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"one two")
    assert stream_digest([b"one", b" ", b"two"]) == (7, file_digest(tmp_path / "file"))


def test_a_fingerprint_does_not_depend_on_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
