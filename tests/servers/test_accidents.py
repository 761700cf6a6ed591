"""What a bucket does when the road to it breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.proxy import Fault, Stop, proxy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.proxy import Proxy
    from tests.support.servers import Server

_BOTO3_TRIES = 5


@pytest.fixture
def road(weed: Server) -> Iterator[Proxy]:
    with proxy(weed.url) as road:
        yield road


def test_a_file_whose_first_answer_is_long_in_coming_is_streamed(
    weed: Server, road: Proxy, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    storage = let_in(replace(weed, url=road.url)).storage(prefix)
    storage.write("media/a.mp3", b"sound")
    with road.watch(Stop(0, Fault.REFUSED, times=_BOTO3_TRIES)):
        assert b"".join(storage.stream("media/a.mp3")) == b"sound"
    assert road.asked == _BOTO3_TRIES + 1
