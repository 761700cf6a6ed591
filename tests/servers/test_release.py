"""A host releases into a bucket: all that a folder promises, and what only a bucket can break."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from podpub.feed import parse_back
from podpub.model.layout import FEED_KEY, SHOW_KEY
from tests.support.bucket import EPISODES, Host
from tests.support.servers import BUCKET, SECRET_KEY, Server
from tests.support.storages import keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.storage.s3 import BucketStorage

pytestmark = pytest.mark.xdist_group("bucket")


@pytest.fixture
def host(
    mastered: Path, tmp_path: Path, weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> Host:
    let_in(weed)
    return Host(shutil.copytree(mastered, tmp_path / "show"), weed, prefix)


@pytest.fixture
def bucket(weed: Server, prefix: str, host: Host) -> BucketStorage:
    del host  # its credentials are needed
    return weed.storage(prefix)


def guids(bucket: BucketStorage) -> set[str]:
    stored = bucket.read(FEED_KEY)
    return {item.guid for item in parse_back(stored.body)} if stored else set()


def test_a_show_lives_in_a_bucket(host: Host, bucket: BucketStorage) -> None:
    released = host.runs("release", *EPISODES)
    assert {one["status"] for one in released["episodes"]} == {"released"}
    assert guids(bucket) == {one["guid"] for one in released["episodes"]}
    for one in released["episodes"]:
        key = one["enclosure"]["url"].removeprefix(bucket_url(host))
        assert bucket.size(key) == one["enclosure"]["bytes"]
    again = host.runs("release", *EPISODES)
    assert [one["status"] for one in again["episodes"]] == ["unchanged", "unchanged"]
    assert [one["uploaded"] for one in again["episodes"]] == [[], []]


def bucket_url(host: Host) -> str:
    text = (host.house / "show.yaml").read_text(encoding="utf-8")
    return str(re.findall(r"public_url: (.+)", text)[0])


def test_an_episode_leaves_and_comes_back(host: Host, bucket: BucketStorage) -> None:
    first, second = (one["guid"] for one in host.runs("release", *EPISODES)["episodes"])
    assert host.runs("unpublish", EPISODES[0])["changed"] is True
    assert guids(bucket) == {second}
    assert host.runs("release", *EPISODES)["episodes"][-1]["status"] == "unpublished"
    assert guids(bucket) == {second}
    states = {one["guid"]: one["state"] for one in host.runs("status")["episodes"]}
    assert states[first] == "unpublished"
    assert len(host.runs("undo", EPISODES[0], "--list")["versions"]) == 2
    assert host.runs("undo", EPISODES[0])["changed"] is True
    assert host.runs("undo", EPISODES[0])["changed"] is False
    assert guids(bucket) == {first, second}


def test_every_object_is_served_as_promised(
    host: Host, bucket: BucketStorage, weed: Server, prefix: str
) -> None:
    host.runs("release", *EPISODES)
    client = boto3.client(
        "s3", endpoint_url=weed.url, region_name="us-east-1", config=Config(s3={"addressing_style": "path"})
    )
    heads = {key: client.head_object(Bucket=BUCKET, Key=prefix + key) for key in keys(bucket)}
    told = {key: (head["ContentType"], head["CacheControl"]) for key, head in heads.items()}
    assert told[FEED_KEY] == ("application/rss+xml; charset=utf-8", "public, max-age=300")
    assert told[SHOW_KEY] == ("application/json", "private, no-store")
    media = {one for key, one in told.items() if key.startswith("media/")}
    assert media == {("audio/mpeg", "public, max-age=31536000, immutable")}


def test_what_is_released_is_seen_from_outside(host: Host, bucket: BucketStorage) -> None:
    released = host.runs("release", *EPISODES)
    assert released["seen_outside"] is True
    assert {one["level"] for one in released["findings"]} <= {"warning"}
    seen = host.runs("verify", "--full")
    assert seen["files"] == len(EPISODES)
    assert "error" not in {one["level"] for one in seen["findings"]}
    key = released["episodes"][0]["enclosure"]["url"].removeprefix(bucket_url(host))
    bucket.write(key, b"something else")
    assert {one["code"] for one in host.runs("verify", code=9)["findings"]} >= {"length", "range"}


def test_a_public_url_that_points_elsewhere_is_told_once_all_is_published(
    host: Host, bucket: BucketStorage
) -> None:
    file = host.house / "show.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(public_url: .+)", r"\1wrong/", text), encoding="utf-8")
    findings = host.runs("release", EPISODES[0], code=9)["findings"]
    assert {one["code"] for one in findings if one["level"] == "error"} <= {"forbidden", "missing"}
    assert len(guids(bucket)) == 1
    host.runs("release", EPISODES[0], code=9)
    host.runs("verify", code=9)


def test_a_show_is_taken_along_from_its_bucket_alone(
    host: Host, weed: Server, prefix: str, tmp_path: Path
) -> None:
    host.runs("release", *EPISODES)
    inside = host.runs("export", str(tmp_path / "inside.zip"))
    shutil.rmtree(host.house)
    host.house.mkdir()
    address = ("--endpoint-url", weed.url, "--public-url", f"{weed.url}/{BUCKET}/{prefix}")
    outside = host.runs("export", str(tmp_path / "out.zip"), "--bucket", BUCKET, "--prefix", prefix, *address)
    assert outside["files"] == inside["files"]
    assert (tmp_path / "out.zip").read_bytes() == (tmp_path / "inside.zip").read_bytes()
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(tmp_path / "out.zip", unpacked)
    assert len(list((unpacked / "media").iterdir())) == len(EPISODES)


def test_a_show_comes_back_from_its_bucket_alone(
    host: Host, bucket: BucketStorage, weed: Server, prefix: str
) -> None:
    host.runs("release", *EPISODES)
    before = {one.key: one.etag for one in bucket.objects("")}
    shutil.rmtree(host.house)
    host.house.mkdir()
    address = ("--endpoint-url", weed.url, "--public-url", f"{weed.url}/{BUCKET}/{prefix}")
    host.runs("restore", ".", "--bucket", BUCKET, "--prefix", prefix, *address)
    assert {one["status"] for one in host.runs("release", "--all")["episodes"]} == {"unchanged"}
    assert {one.key: one.etag for one in bucket.objects("")} == before
    assert host.runs("restore", ".")["written"] == []
    assert SECRET_KEY not in (host.house / "show.yaml").read_text(encoding="utf-8")
