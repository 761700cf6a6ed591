"""Whoever takes a show along as one file can go on with it elsewhere: nothing is lost on the way."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from podpub.cli.app import COMMANDS
from podpub.feed import parse_back
from podpub.model.layout import content_type
from tests.support.house import podpub_json, sample_show
from tests.support.web import Page, site


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release the sample show, export it, and return the zip file."""
    house = sample_show(tmp_path_factory.mktemp("leaving") / "show")
    podpub_json(house, "release", "--all")
    return Path(podpub_json(house, "export", "../show.zip")["file"])


def test_a_new_host_finds_every_episode_and_every_byte(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        file.extractall(tmp_path)
    items = parse_back((tmp_path / "feed.xml").read_bytes())
    assert len(items) == 3
    for item in items:
        sound = tmp_path / item.url.removeprefix("http://localhost:8000/")
        assert sound.stat().st_size == item.length


@pytest.mark.skipif("import" not in COMMANDS, reason="this podpub imports no feeds")
def test_what_was_exported_is_imported_again_with_guids_and_bytes(packed: Path, tmp_path: Path) -> None:
    with site() as web, zipfile.ZipFile(packed) as file:
        for name in file.namelist():
            web.pages[f"/{name}"] = Page(file.read(name), content_type(name))
        feed = file.read("feed.xml").replace(b"http://localhost:8000/", web.url.encode())
        web.pages["/feed.xml"] = Page(feed, content_type("feed.xml"))
        address = f"{web.url}feed.xml"
        podpub_json(tmp_path, "import", address, "show", "--allow-local")
        checked = podpub_json(tmp_path / "show", "migrate", "check", address, "--allow-local")
        sounds = {_digest(file.read(one)) for one in file.namelist() if one.startswith("media/")}
    assert [one["same_by"] for one in checked["episodes"]] == ["guid"] * 3
    assert {one["code"] for one in checked["findings"]} <= {"old-feed-locked", "new-feed-local"}
    found = {_digest(one.read_bytes()) for one in (tmp_path / "show" / "episodes").rglob("*.mp3")}
    assert found == sounds
