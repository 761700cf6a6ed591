"""What every storage has to keep; a test class per storage inherits all of it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.errors import ConflictError, StorageError
from podpub.storage import ABSENT, Unchanged, Write
from tests.support.storages import keys

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.storage import Storage


class StorageContract:
    more_than_a_page = 1010

    def test_what_was_written_is_read_back(self, storage: Storage) -> None:
        storage.write("feed.xml", "Ä und <ö>".encode())
        stored = storage.read("feed.xml")
        assert stored is not None
        assert stored.body == "Ä und <ö>".encode()

    def test_a_file_arrives_as_its_bytes(self, storage: Storage, tmp_path: Path) -> None:
        content = bytes(range(256)) * 10_000
        source = tmp_path / "source.bin"
        source.write_bytes(content)
        storage.write("media/a.mp3", source)
        assert b"".join(storage.stream("media/a.mp3")) == content
        assert storage.size("media/a.mp3") == len(content)

    def test_what_is_not_there_is_none(self, storage: Storage) -> None:
        assert storage.read("feed.xml") is None
        assert storage.size("media/a.mp3") is None
        assert list(storage.objects("releases/")) == []

    def test_streaming_what_is_not_there_is_an_error(self, storage: Storage) -> None:
        with pytest.raises(StorageError):
            list(storage.stream("media/a.mp3"))

    def test_writing_again_replaces(self, storage: Storage) -> None:
        storage.write("show.json", b"a longer old content")
        storage.write("show.json", b"new")
        stored = storage.read("show.json")
        assert stored is not None
        assert stored.body == b"new"

    def test_many_are_written_each_under_its_own_condition(self, storage: Storage) -> None:
        old = storage.write("a/old.json", b"old")
        stale = storage.write("b/stale.json", b"stale")
        storage.write("b/stale.json", b"newer")
        many = [Write(f"many/{number}/index.html", b"%d" % number) for number in range(70)]
        tags = storage.write_all(
            [
                Write("a/old.json", b"new", Unchanged(old)),
                Write("b/stale.json", b"mine", Unchanged(stale)),
                Write("c/new.json", b"new", ABSENT),
                Write("c/there.json", b"there"),
                *many,
            ]
        )
        assert [tag is None for tag in tags] == [False, True, False, False, *([False] * 70)]
        assert storage.write_all([Write("c/new.json", b"other", ABSENT)]) == [None]
        found = {one.key: storage.read(one.key) for one in storage.objects("")}
        bodies = {key: one.body for key, one in found.items() if one and not key.startswith("probes/")}
        assert bodies == {
            "a/old.json": b"new",
            "b/stale.json": b"newer",
            "c/new.json": b"new",
            "c/there.json": b"there",
            **{one.key: one.body for one in many},
        }
        assert [found[one.key].etag for one in many if found[one.key]] == tags[4:]  # type: ignore[union-attr]
        assert storage.write_all([]) == []

    def test_the_tag_names_the_bytes(self, storage: Storage) -> None:
        told = storage.write("a.json", b"one")
        first = storage.read("a.json")
        assert first is not None
        assert told == first.etag
        assert storage.write("a.json", b"two", expect=Unchanged(told)) != told
        second = storage.read("a.json")
        assert second is not None
        assert first.etag != second.etag

    def test_a_key_that_exists_is_not_created_again(self, storage: Storage) -> None:
        storage.write("releases/a.json", b"first", expect=ABSENT)
        with pytest.raises(ConflictError):
            storage.write("releases/a.json", b"second", expect=ABSENT)
        stored = storage.read("releases/a.json")
        assert stored is not None
        assert stored.body == b"first"

    def test_an_update_needs_the_tag_that_was_read(self, storage: Storage) -> None:
        storage.write("a.json", b"one")
        read = storage.read("a.json")
        assert read is not None
        storage.write("a.json", b"two", expect=Unchanged(read.etag))
        with pytest.raises(ConflictError):
            storage.write("a.json", b"three", expect=Unchanged(read.etag))
        stored = storage.read("a.json")
        assert stored is not None
        assert stored.body == b"two"

    def test_an_update_of_nothing_is_a_conflict(self, storage: Storage) -> None:
        with pytest.raises(ConflictError):
            storage.write("a.json", b"one", expect=Unchanged("a tag from somewhere"))
        assert storage.read("a.json") is None

    def test_keys_are_listed_by_prefix(self, storage: Storage) -> None:
        for key in ("releases/a.json", "releases/b.json", "media/a.mp3", "feed.xml"):
            storage.write(key, b"x")
        assert keys(storage, "releases/") == ["releases/a.json", "releases/b.json"]
        assert keys(storage) == ["feed.xml", "media/a.mp3", "releases/a.json", "releases/b.json"]

    def test_a_listing_tells_length_age_and_the_tag_that_reading_tells(self, storage: Storage) -> None:
        before = datetime.now(UTC) - timedelta(seconds=5)  # a server's clock may be another
        storage.write("releases/a.json", b"12345")
        (listed,) = storage.objects("releases/")
        stored = storage.read("releases/a.json")
        assert stored is not None
        assert (listed.key, listed.bytes) == ("releases/a.json", 5)
        assert before <= listed.modified <= datetime.now(UTC) + timedelta(seconds=5)
        assert listed.etag in {None, stored.etag}

    def test_more_than_a_page_is_listed(self, storage: Storage) -> None:
        for number in range(self.more_than_a_page):
            storage.write(f"releases/{number}.json", b"x")
        assert len(keys(storage, "releases/")) == self.more_than_a_page

    def test_what_was_removed_is_gone(self, storage: Storage) -> None:
        storage.write("probes/a", b"x")
        storage.delete("probes/a")
        assert storage.read("probes/a") is None
        storage.delete("probes/a")

    def test_what_came_to_its_end_is_not_unfinished(self, storage: Storage, tmp_path: Path) -> None:
        source = tmp_path / "source.mp3"
        source.write_bytes(bytes(17 << 20))
        storage.write("media/large.mp3", source)
        assert list(storage.unfinished()) == []

    def test_a_large_file_arrives_whole_and_tells_how_far_it_is(
        self, storage: Storage, tmp_path: Path
    ) -> None:
        source = tmp_path / "source.mp3"
        source.write_bytes(random.Random(1).randbytes((20 << 20) + 12_345))  # noqa: S311 - noise, no secret
        heard: list[float] = []
        storage.write("media/large.mp3", source, tell=heard.append)
        assert b"".join(storage.stream("media/large.mp3")) == source.read_bytes()
        assert heard == sorted(heard)
        assert heard[-1] == 1.0

    @pytest.mark.parametrize(
        "key",
        [
            pytest.param("../outside", id="climbs out"),
            pytest.param("/absolute", id="absolute"),
            pytest.param("media/../../outside", id="climbs out in the middle"),
            pytest.param(".hidden", id="hidden"),
            pytest.param("media/.hidden", id="hidden in a folder"),
            pytest.param("umläut.mp3", id="not ASCII"),
            pytest.param("a b", id="space"),
            pytest.param("a//b", id="empty part"),
            pytest.param("", id="empty"),
            pytest.param("a\\b", id="backslash"),
            pytest.param("feed.xml\n", id="newline at the end"),
        ],
    )
    def test_a_key_that_is_not_plain_is_refused(self, storage: Storage, key: str) -> None:
        with pytest.raises(ValueError, match="not a storage key"):
            storage.write(key, b"x")
        with pytest.raises(ValueError, match="not a storage key"):
            storage.read(key)
