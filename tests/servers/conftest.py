"""Servers that all tests of a run share; each test works below a prefix of its own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.support.bucket import EPISODES
from tests.support.house import podpub_json, sample_show
from tests.support.servers import Server, rclone, seaweedfs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def weed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with seaweedfs(tmp_path_factory.mktemp("weed")) as server:
        yield server


@pytest.fixture(scope="session")
def weed_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with seaweedfs(tmp_path_factory.mktemp("weed-tls"), tls=True) as server:
        yield server


@pytest.fixture(scope="session")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with rclone(tmp_path_factory.mktemp("rclone")) as server:
        yield server


@pytest.fixture(scope="session")
def mastered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample show, whose episodes are mastered already."""
    house = sample_show(tmp_path_factory.mktemp("mastered") / "show")
    podpub_json(house, "release", *EPISODES)
    return house


@pytest.fixture
def prefix() -> str:
    """A place that no other test uses."""
    return f"t{next(_NUMBERS)}/"


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Server], Server]:
    """Return what puts a server's credentials into this process's environment."""

    def put(server: Server) -> Server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        return server

    return put
