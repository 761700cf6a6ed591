"""Chapters go from a host's text into every form that apps read, and come back from each as they were."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import imageio_ffmpeg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from podpub.audio import Ffmpeg, find_ffmpeg, write_chapters
from podpub.config import load_all
from podpub.feed import chapters_json, render
from podpub.model import Chapter
from podpub.model.clock import clock
from podpub.tags import TagSheet, recorded_chapters, write_tags
from tests.support.samples import NOW, episode, release, show_record
from tests.unit.config.conftest import EPISODE, SHOW

if TYPE_CHECKING:
    from pathlib import Path

LENGTH_S = 10.0
SHEET = TagSheet("T", "S", "A", datetime(2026, 11, 24, 6, 5, tzinfo=UTC), "de", LENGTH_S)
PSC = "{http://podlove.org/simple-chapters}chapters"

_letters = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="<>\ufeff"
)
_titles = (
    st.text(_letters, min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()).lstrip("-–— "))
    .filter(bool)
    .filter(lambda text: len(text.encode()) < 120)  # what M4A holds
)


@st.composite
def _chapters(draw: st.DrawFn) -> tuple[Chapter, ...]:
    starts = sorted(draw(st.sets(st.integers(1, 9999), max_size=6)))
    link = st.sampled_from([None, "https://example.org/?a=1&b=2#c"])
    return tuple(Chapter(start / 1000, draw(_titles), draw(link)) for start in (0, *starts))


@pytest.fixture(scope="session")
def ffmpeg() -> Ffmpeg:
    return find_ffmpeg({})


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with an episode, and a little sound in every format."""
    root = tmp_path_factory.mktemp("forms")
    (root / "show.yaml").write_text(SHOW, encoding="utf-8")
    (root / "cover.jpg").touch()
    (root / "episodes" / "1").mkdir(parents=True)
    (root / "episodes" / "1" / "recording.wav").touch()
    for name in ("plain.mp3", "plain.opus", "plain.m4a"):
        argv = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "sine=d=10"]
        subprocess.run([*argv, str(root / name)], check=True)
    return root


def read(house: Path, name: str, content: str) -> tuple[Chapter, ...]:
    """Return what podpub reads in a file of chapters."""
    folder = house / "episodes" / "1"
    (folder / name).write_text(content, encoding="utf-8")
    (folder / "episode.yaml").write_text(f"{EPISODE}chapters: {name}\n", encoding="utf-8")
    loaded = load_all(house / "show.yaml", [folder / "episode.yaml"])
    assert loaded.findings == ()
    return loaded.productions[0].episode.chapters


def in_the_sound(
    house: Path, chapters: tuple[Chapter, ...], suffix: str, ffmpeg: Ffmpeg
) -> tuple[Chapter, ...]:
    file = house / f"tagged{suffix}"
    if suffix == ".m4a":
        write_chapters(house / "plain.m4a", file, chapters, LENGTH_S, ffmpeg=ffmpeg)
    else:
        file.write_bytes((house / f"plain{suffix}").read_bytes())
    write_tags(file, replace(SHEET, chapters=chapters))
    return recorded_chapters(file)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chapters=_chapters())
def test_whatever_the_chapters_are_they_come_back(
    house: Path, ffmpeg: Ffmpeg, chapters: tuple[Chapter, ...]
) -> None:
    lines = (f"{clock(one.start_s)} {one.title}{f' <{one.url}>' if one.url else ''}" for one in chapters)
    assert read(house, "chapters.txt", "\n".join(lines)) == chapters
    assert read(house, "chapters.json", chapters_json(chapters, "https://example.org/").decode()) == chapters
    feed = render(show_record(), [release(episode=episode(chapters=chapters))], NOW)
    (inline,) = etree.fromstring(feed).iter(PSC)
    assert read(house, "chapters.psc", etree.tostring(inline, encoding="unicode")) == chapters
    for suffix in (".mp3", ".opus"):
        assert in_the_sound(house, chapters, suffix, ffmpeg) == chapters
    bare = tuple(replace(one, url=None) for one in chapters)  # M4A has no links
    assert in_the_sound(house, chapters, ".m4a", ffmpeg) == bare
