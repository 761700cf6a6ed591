"""A show whose covers have to be mended, from the first check to the day it is restored."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree
from PIL import Image

from tests.support.house import bundled_ffmpeg, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "episodes/002-das-nein-das-niemand-sagt"
PUBLIC_URL = "http://localhost:8000/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("artwork") / "show")
    for other in ("001-der-erste-schritt", "003-die-fehlerrunde"):
        shutil.rmtree(house / "episodes" / other)
    picture = Image.linear_gradient("L").resize((3100, 3100)).convert("RGBA")
    picture.save(house / "cover.png")
    picture.resize((1500, 1500)).save(house / EPISODE / "cover.webp")
    (house / "cover.jpg").unlink()
    (house / EPISODE / "cover.jpg").unlink()
    _rewrite(house / "show.yaml", "cover.jpg", "cover.png")
    _rewrite(house / EPISODE / "episode.yaml", "cover.jpg", "cover.webp")
    return house


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _files(house: Path) -> dict[str, bytes]:
    public = house / "public"
    files = [path for path in public.rglob("*") if path.is_file() and ".podpub" not in path.parts]
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def published(house: Path) -> dict[str, bytes]:
    report = podpub_json(house, "release", "--all")
    assert [one["code"] for one in report["findings"]].count("cover-repaired") == 2
    return _files(house)


def test_check_tells_what_will_be_mended(house: Path) -> None:
    told = podpub_json(house, "check")["findings"]
    findings = [one for one in told if one["code"] == "cover-repaired"]
    assert [(one["level"], one["where"].partition(":")[0]) for one in findings] == [
        ("warning", "show.yaml"),
        ("warning", f"{EPISODE}/episode.yaml"),
    ]
    assert "cover.png is published scaled down to 3000 x 3000 pixels" in findings[0]["message"]


def test_every_picture_in_the_feed_is_there_as_the_feed_says(published: dict[str, bytes]) -> None:
    feed = published["feed.xml"]
    named = list(etree.fromstring(feed).iter("{https://podcastindex.org/namespace/1.0}image"))
    assert len(named) == 10
    for one in named:
        body = published[one.get("href", "").removeprefix(PUBLIC_URL)]
        argv = [bundled_ffmpeg(), "-hide_banner", "-i", "pipe:0", "-f", "null", "-"]
        said = subprocess.run(argv, input=body, capture_output=True, check=True).stderr.decode()
        assert f"{one.get('width')}x{one.get('height')}" in said
        assert ("png" in said.partition("Video: ")[2][:8]) is (one.get("type") == "image/png")
    seen = feedparser.parse(feed)
    assert not seen.bozo
    assert {seen.feed.image.href, seen.entries[0].image.href} == {
        one.get("href") for one in named if one.get("width") in {"3000", "1500"}
    }


def test_a_second_release_changes_nothing(house: Path, published: dict[str, bytes]) -> None:
    assert podpub_json(house, "release", "--all")["episodes"][0]["status"] == "unchanged"
    assert _files(house) == published


@pytest.mark.usefixtures("published")
def test_another_computer_with_another_pillow_changes_nothing(house: Path, tmp_path: Path) -> None:
    """A cover that is published stays, whatever would be made of its file there."""
    other = shutil.copytree(house, tmp_path / "show")
    shutil.rmtree(other / ".podpub")
    before = _files(other)
    podpub_json(other, "release", "--all")
    assert _files(other) == before
    assert not [*(other / ".podpub/cache").glob("*/pictures.json")]


@pytest.mark.usefixtures("published")
def test_a_lost_picture_is_uploaded_again(house: Path, tmp_path: Path) -> None:
    other = shutil.copytree(house, tmp_path / "show")
    before = _files(other)
    for one in (other / "public/assets").glob("cover-*"):
        one.unlink()
    podpub_json(other, "release", "--all")
    assert _files(other) == before


@pytest.mark.usefixtures("published")
def test_a_restored_show_changes_nothing(house: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"
    shutil.copytree(house / "public", tmp_path / "public")
    podpub_json(tmp_path, "restore", "back", "--from", str(tmp_path / "public"))
    before = _files(tmp_path)
    report = podpub_json(back, "release", "--all")
    assert [one["status"] for one in report["episodes"]] == ["unchanged"]
    assert report["findings"] == []
    assert _files(tmp_path) == before
