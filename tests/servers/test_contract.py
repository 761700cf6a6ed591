"""Buckets on real servers keep the contract of every storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.storage_contract import StorageContract

if TYPE_CHECKING:
    from collections.abc import Callable

    from podpub.storage import Storage
    from tests.support.servers import Server


class TestSeaweedfs(StorageContract):
    @pytest.fixture
    def storage(self, weed: Server, prefix: str, let_in: Callable[[Server], Server]) -> Storage:
        return let_in(weed).storage(prefix)


class TestSeaweedfsOverTls(StorageContract):
    @pytest.fixture
    def storage(self, weed_tls: Server, prefix: str, let_in: Callable[[Server], Server]) -> Storage:
        return let_in(weed_tls).storage(prefix)


class TestRcloneOverTls(StorageContract):
    """Looks at no condition: podpub finds out, and looks itself."""

    @pytest.fixture
    def storage(self, careless: Server, prefix: str, let_in: Callable[[Server], Server]) -> Storage:
        return let_in(careless).storage(prefix)


def test_it_is_found_out_who_keeps_conditions(
    weed: Server, careless: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    assert let_in(weed).storage(prefix).keeps_conditions()
    assert not let_in(careless).storage(prefix).keeps_conditions()
