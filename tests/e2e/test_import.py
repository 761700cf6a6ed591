"""The sample show is published, imported from its own feed, and published again."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from podpub.config import SHOW_FILE, episode_files, load_all
from tests.support.house import podpub, podpub_json, sample_show
from tests.support.served import serve_folder
from tests.support.wealth import EPISODE_TELLS, SHOW_TELLS
from tests.support.web import Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

THIRD = "003-die-fehlerrunde"
_TAGS = 'tags: [Fehler, "Lernen, gemeinsam"]\n'


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, server: Site) -> Path:
    """Release a rich show where the server will have it; return the storage."""
    house = sample_show(tmp_path_factory.mktemp("old") / "show")
    show = (house / SHOW_FILE).read_text(encoding="utf-8")
    show = re.sub(r"public_url: .*", f"public_url: {server.url}", show)
    (house / SHOW_FILE).write_text(show + SHOW_TELLS, encoding="utf-8")
    episode = house / "episodes" / THIRD / "episode.yaml"
    text = episode.read_text(encoding="utf-8").replace(
        "mastering:\n", "mastering:\n  formats: [mp3, m4a, opus]\n"
    )
    episode.write_text(text + EPISODE_TELLS + _TAGS, encoding="utf-8")
    podpub_json(house, "release", "--all")
    serve_folder(server, house / "public")
    return house / "public"


@pytest.fixture(scope="module")
def web(server: Site, published: Path) -> Site:
    """Return the server that has what was published."""
    assert (published / "feed.xml").exists()
    return server


def _import(folder: Path, web: Site, *words: str) -> Any:
    words = (f"{web.url}feed.xml", "show", "--allow-local", "--public-url", web.url, *words)
    return podpub_json(folder, "import", *words)


def _unchanging(feed: bytes) -> str:
    """Return a feed without the moments at which it was rendered."""
    text = re.sub(r"<!-- records .* -->|<lastBuildDate>.*</lastBuildDate>", "", feed.decode())
    return re.sub(r"\s+", " ", text)


def test_a_show_published_imported_and_published_again_is_the_same(
    published: Path, web: Site, tmp_path: Path
) -> None:
    told = _import(tmp_path, web)
    assert told["losses"] == []
    assert told["missing"] == []
    loaded = load_all(tmp_path / "show" / SHOW_FILE, episode_files(tmp_path / "show"))
    assert loaded.findings == ()
    podpub_json(tmp_path / "show", "release", "--all")
    again = tmp_path / "show" / "public"
    assert _unchanging((again / "feed.xml").read_bytes()) == _unchanging(
        (published / "feed.xml").read_bytes()
    )
    sounds = sorted(file.name for file in (published / "media").iterdir())
    assert sorted(file.name for file in (again / "media").iterdir()) == sounds
    assert [(again / "media" / one).read_bytes() for one in sounds] == [
        (published / "media" / one).read_bytes() for one in sounds
    ]


def test_a_new_title_leaves_the_audio_as_it_is(web: Site, tmp_path: Path) -> None:
    _import(tmp_path, web)
    show = tmp_path / "show"
    podpub_json(show, "release", "--all")
    before = {file.name for file in (show / "public" / "media").iterdir()}
    episode = show / "episodes" / THIRD / "episode.yaml"
    text = episode.read_text(encoding="utf-8")
    episode.write_text(text.replace("title: Die Fehlerrunde", "title: Fehler"), encoding="utf-8")
    (told,) = podpub_json(show, "release", str(episode))["episodes"]
    assert told["status"] == "released"
    assert {file.name for file in (show / "public" / "media").iterdir()} == before
    assert "<title>Fehler</title>" in (show / "public" / "feed.xml").read_text(encoding="utf-8")


def test_a_second_import_does_nothing(web: Site, tmp_path: Path) -> None:
    _import(tmp_path, web)
    before = _contents(tmp_path / "show")
    asked = len(web.asked)
    told = _import(tmp_path, web)
    assert (told["written"], told["differing"]) == ([], [])
    assert _contents(tmp_path / "show") == before
    assert not [path for _, path, _ in web.asked[asked:] if path.startswith("/media/")]


def test_what_the_host_has_changed_is_left_alone(web: Site, tmp_path: Path) -> None:
    _import(tmp_path, web)
    notes = tmp_path / "show" / "episodes" / THIRD / "notes.md"
    notes.write_text("Meine Worte.\n", encoding="utf-8")
    told = _import(tmp_path, web)
    assert told["differing"] == [str(notes)]
    assert notes.read_text(encoding="utf-8") == "Meine Worte.\n"


def test_a_folder_with_another_name_is_still_its_episodes(web: Site, tmp_path: Path) -> None:
    _import(tmp_path, web)
    folder = tmp_path / "show" / "episodes" / THIRD
    folder.rename(folder.with_name("fehler"))
    told = _import(tmp_path, web)
    assert (told["written"], told["differing"]) == ([], [])
    assert not folder.exists()


def test_a_feed_that_is_gone_comes_from_a_file_and_a_folder(published: Path, tmp_path: Path) -> None:
    shutil.copy(published / "feed.xml", tmp_path / "saved.xml")
    words = ("saved.xml", "show", "--audio-folder", str(published / "media"), "--allow-local")
    told = podpub_json(tmp_path, "import", *words)
    assert told["missing"] == []
    for episode in told["episodes"]:
        file = tmp_path / "show" / episode["folder"] / "original.mp3"
        assert file.stat().st_size == episode["audio"]["bytes"]


def test_a_rehearsal_writes_nothing(web: Site, tmp_path: Path) -> None:
    told = _import(tmp_path, web, "--dry-run")
    assert len(told["episodes"]) == 3
    assert list(tmp_path.iterdir()) == []


def test_the_local_network_is_asked_only_when_the_host_says_so(web: Site, tmp_path: Path) -> None:
    run = podpub(tmp_path, "import", f"{web.url}feed.xml", "show")
    assert run.returncode == 9
    assert "--allow-local" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_import_that_is_killed_is_gone_on_with(web: Site, tmp_path: Path) -> None:
    whole = _contents(_imported_whole(tmp_path / "whole", web))
    argv = [
        sys.executable,
        "-m",
        "podpub",
        "import",
        f"{web.url}feed.xml",
        "show",
        "--allow-local",
        "--jobs",
        "1",
    ]
    argv += ["--public-url", web.url]
    for moment_s in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2):
        running = subprocess.Popen(argv, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment_s)
        running.send_signal(signal.SIGKILL)
        running.wait()
        for file in (tmp_path / "show").rglob("episode.yaml"):
            assert load_all(tmp_path / "show" / SHOW_FILE, [file]).findings == ()
    assert _import(tmp_path, web)["differing"] == []
    assert _contents(tmp_path / "show") == whole


def _imported_whole(folder: Path, web: Site) -> Path:
    folder.mkdir()
    _import(folder, web)
    return folder / "show"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".podpub" not in path.parts
    }
