"""`storage:` names a folder, or a bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.config import load_all, storage_block
from podpub.model import BucketLocation

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf


def test_a_bucket_is_read(shelf: Shelf) -> None:
    written = (
        "storage: {bucket: auf-augenhoehe, prefix: /show, region: eu-central-1, "
        "public_url: 'https://m.example.org/show'}"
    )
    project = load_all(shelf.with_show(written).show_file, ()).project
    assert project.storage == BucketLocation(
        "auf-augenhoehe", "https://m.example.org/show/", prefix="show/", region="eu-central-1"
    )


def test_the_provider_s_own_ways_are_read(shelf: Shelf) -> None:
    written = (
        "storage: {bucket: b-1, endpoint: 'https://s3.example.com', profile: me, addressing: Path, "
        "checksums: plain, public_url: 'https://m.example.org'}"
    )
    assert load_all(shelf.with_show(written).show_file, ()).project.storage == BucketLocation(
        "b-1",
        "https://m.example.org/",
        endpoint_url="https://s3.example.com",
        profile="me",
        addressing="path",
        plain_checksums=True,
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param("bucket: My Bucket", "`storage.bucket` is not a bucket's name", id="bucket"),
        pytest.param("bucket: s3://b/c", "`storage.bucket` is not a bucket's name", id="address of a bucket"),
        pytest.param("bucket: abc, prefix: ../x", "`storage.prefix` has letters", id="climbing prefix"),
        pytest.param("bucket: abc, prefix: höhe", "`storage.prefix` has letters", id="umlaut in a prefix"),
        pytest.param("bucket: abc, region: 'a b'", "`storage.region` is not a region", id="region"),
        pytest.param("bucket: abc, path: public", "names a folder and a bucket", id="both"),
        pytest.param("prefix: a", "names neither a folder nor a bucket", id="neither"),
        pytest.param("bucket: abc, acl: public-read", "`acl` is not a key here", id="acl"),
        pytest.param("bucket: abc, secret_key: hunter2", "does not belong into a file", id="secret"),
    ],
)
def test_what_is_no_storage_is_told(shelf: Shelf, written: str, told: str) -> None:
    found = shelf.with_show(f"storage: {{{written}, public_url: 'https://x.org'}}").findings()
    assert any(told in one for one in found), found
    assert "hunter2" not in "".join(found)


@pytest.mark.parametrize(
    "location",
    [
        BucketLocation("auf-augenhoehe", "https://m.example.org/show/"),
        BucketLocation("b-1", "https://m.example.org/", "show/", None, "eu-central-1", "a: b # c"),
        BucketLocation(
            *("b-1", "https://m.example.org/x/", "x/", "https://s3.example.com", "auto"),
            addressing="virtual",
            plain_checksums=False,
        ),
        BucketLocation("123", "https://m.example.org/", plain_checksums=True),
    ],
)
def test_a_bucket_is_read_as_it_was_written(shelf: Shelf, location: BucketLocation) -> None:
    block = storage_block(location)
    assert load_all(shelf.with_show(block).show_file, ()).project.storage == location
