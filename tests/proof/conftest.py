"""The place where commands are stopped: a real server, the road to it, and two hosts who publish there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from podpub.model.layout import FEED_KEY
from tests.support.hosts import host
from tests.support.place import Place
from tests.support.proxy import proxy
from tests.support.servers import Server, seaweedfs
from tests.support.stops import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.proxy import Proxy

_PREFIX = "proof/"


@pytest.fixture(scope="session")
def weed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with seaweedfs(tmp_path_factory.mktemp("weed")) as server:
        yield server


@pytest.fixture(scope="session")
def road(weed: Server) -> Iterator[Proxy]:
    with proxy(weed.url) as road:
        yield road


@pytest.fixture(scope="session")
def seen_in(weed: Server) -> Callable[[str], Window]:
    """Return what looks at a prefix, not over the road."""

    def look_at(prefix: str) -> Window:
        storage = weed.storage(prefix)
        with pytest.MonkeyPatch.context() as environ:  # only its first question needs the credentials
            for name, value in weed.environ.items():
                environ.setenv(name, value)
            storage.size(FEED_KEY)
        return Window(storage)

    return look_at


@pytest.fixture(scope="session")
def place(weed: Server, road: Proxy, seen_in: Callable[[str], Window]) -> Iterator[Place]:
    over_the_road = replace(weed, url=road.url)
    road.hangs_up = True  # the hosts fork, and their children must not share a connection
    with host(over_the_road, _PREFIX) as ours, host(over_the_road, _PREFIX) as theirs:
        road.hangs_up = False
        yield Place(seen_in(_PREFIX), road, ours, theirs)
