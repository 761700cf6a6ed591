"""A show on a bucket is looked at without a byte being written there."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

from tests.support.bucket import EPISODES, Host
from tests.support.previewing import previewing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.servers import Server


def test_a_bucket_is_only_read(
    mastered: Path, tmp_path: Path, weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    house = shutil.copytree(mastered, tmp_path / "show")
    host = Host(house, weed, prefix)
    (published, *_) = host.runs("release", EPISODES[0])["episodes"]
    shutil.rmtree(house / ".podpub" / "cache")
    (house / EPISODES[0] / "recording.flac").unlink()
    storage = let_in(weed).storage(prefix)
    before = sorted((one.key, one.bytes, one.modified) for one in storage.objects(""))
    with previewing(house, "--fast", temporary=tmp_path / "tmp", **weed.environ) as preview:
        assert "Die Fehlerrunde" in preview.page()
        sounds = re.findall(r'url="[^"]*/(media/[^"]*)"', preview.page("feed.xml"))
        sound = next(one for one in sounds if one in published["enclosure"]["url"])
        assert hashlib.sha256(preview.get(sound)[1]).hexdigest() == published["enclosure"]["sha256"]
        assert preview.get(sound, Range="bytes=0-9")[0] == 206
        assert preview.get("releases/show.json")[0] == 404
        preview.interrupt()
    assert sorted((one.key, one.bytes, one.modified) for one in storage.objects("")) == before
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_bucket_that_does_not_answer_leaves_out_what_is_published(mastered: Path, tmp_path: Path) -> None:
    house = shutil.copytree(mastered, tmp_path / "show")
    file = house / "show.yaml"
    told = "storage: {bucket: b-b-b, endpoint_url: 'http://127.0.0.1:9', public_url: 'https://x.org/'}\n"
    file.write_text(
        re.sub(r"^storage:\n(  .*\n?)+", told, file.read_text(encoding="utf-8"), flags=re.MULTILINE),
        encoding="utf-8",
    )
    secrets = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    with previewing(house, "--fast", temporary=tmp_path / "tmp", **secrets) as preview:
        assert "Die Fehlerrunde" in preview.page()
