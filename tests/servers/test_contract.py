"""Buckets on real servers keep the contract of every storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from tests.support.servers import BUCKET
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


def test_an_upload_that_was_broken_off_is_found_and_given_up(
    weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    storage = let_in(weed).storage(prefix)
    place = {"Bucket": BUCKET, "Key": f"{prefix}media/a-0123456789abcdef.mp3"}
    client = boto3.client("s3", endpoint_url=weed.url, region_name="us-east-1")
    upload_id = client.create_multipart_upload(**place)["UploadId"]
    client.upload_part(**place, UploadId=upload_id, PartNumber=1, Body=b"x" * 100)
    (found,) = storage.unfinished()
    assert (found.key, found.id) == ("media/a-0123456789abcdef.mp3", upload_id)
    storage.give_up(found)
    assert list(storage.unfinished()) == []
    storage.give_up(found)
