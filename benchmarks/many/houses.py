"""Shows on disk for the benchmark: the sample show, and one with a single episode and a long past."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.many.episodes import releases
from benchmarks.material import REPOSITORY
from podpub.catalog.records import to_json
from podpub.config import load_all
from podpub.model.layout import release_key
from podpub.storage import open_location
from tests.support.servers import BUCKET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.storage import Storage
    from tests.support.servers import Server

_AT_ONCE = 8
_FOLDER = "storage:\n  path: public\n  public_url: http://localhost:8000/\n"
_RECORDING = "episodes/001-der-erste-schritt/recording.flac"
_EPISODE = """\
title: The newest of many
date: 2026-01-06 06:00
guid: 0f7c7c4f-2f1b-4d0e-9a4f-3c0a7f1d2b11
audio: recording.flac
summary: Somebody talks, as so often before.
notes: They talk about *trust*, in version 0.
"""


@dataclass(frozen=True, slots=True)
class House:
    """A show's folder."""

    folder: Path

    @property
    def show_file(self) -> Path:
        """Its show.yaml."""
        return self.folder / "show.yaml"

    @property
    def episodes(self) -> tuple[Path, ...]:
        """Every episode.yaml."""
        return tuple(sorted(self.folder.glob("episodes/*/episode.yaml")))

    @property
    def storage(self) -> Storage:
        """Where it is published."""
        return open_location(load_all(self.show_file, ()).project.storage)

    def rewrite_notes(self, version: int) -> None:
        """Change the show notes of the only episode, and nothing else."""
        (episode,) = self.episodes
        text = re.sub(r"in version \d+", f"in version {version}", episode.read_text(encoding="utf-8"))
        episode.write_text(text, encoding="utf-8")


def in_bucket(server: Server, prefix: str) -> str:
    """Return the `storage:` block of a show in a server's bucket."""
    place = f"  bucket: {BUCKET}\n  endpoint_url: {server.url}\n  prefix: {prefix}\n"
    return f"storage:\n{place}  public_url: {server.url}/{BUCKET}/{prefix}\n"


def sample_house(folder: Path, storage: str = _FOLDER) -> House:
    """Copy the sample show into a folder that does not exist yet."""
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "cover.jpg", folder)
    for name in ("audio", "episodes"):
        shutil.copytree(REPOSITORY / name, folder / name)
    told = (REPOSITORY / "show.yaml").read_text(encoding="utf-8")
    told = re.sub(r"^storage:\n(  .*\n)+", storage, told, flags=re.MULTILINE)
    (folder / "show.yaml").write_text(told, encoding="utf-8")
    return House(folder)


def single_house(folder: Path, storage: str = _FOLDER) -> House:
    """Make a show whose folder has one episode: the others were released from elsewhere."""
    house = sample_house(folder, storage)
    recording = (folder / _RECORDING).rename(folder / "recording.flac")
    shutil.rmtree(folder / "episodes")
    episode = folder / "episodes" / "talk" / "episode.yaml"
    episode.parent.mkdir(parents=True)
    recording.rename(episode.parent / "recording.flac")
    episode.write_text(_EPISODE, encoding="utf-8")
    return house


def give_past(house: House, count: int) -> None:
    """Put so many records beside what is released; in a folder as plain files, for durable ones take long."""
    if (public := house.folder / "public").exists():
        for key, body in _records(count):
            (public / key).parent.mkdir(parents=True, exist_ok=True)
            (public / key).write_bytes(body)
        return
    storage = house.storage
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for written in [threads.submit(partial(storage.write, *record)) for record in _records(count)]:
            written.result()


def _records(count: int) -> Iterator[tuple[str, bytes]]:
    for release in releases(count):
        yield release_key(release.id), to_json(release)
