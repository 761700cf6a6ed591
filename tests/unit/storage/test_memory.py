"""The storage that other tests use keeps the contract, alone and wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.storage_contract import StorageContract
from tests.support.storages import MemoryStorage, Witness

if TYPE_CHECKING:
    from podpub.storage import Storage


class TestMemoryStorage(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()


class TestWitness(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return Witness(MemoryStorage(), lambda _verb, _key: None)
