"""The story of a release, from what the host wrote to the proof that listeners can have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.audio import find_ffmpeg
from podpub.catalog import read_catalog
from podpub.pipeline.build import Workbench, build
from podpub.pipeline.cache import Cache, Digests
from podpub.pipeline.manuscript import read_manuscript
from podpub.pipeline.plan import Desk, Plan, make_plan
from podpub.pipeline.publish import publish
from podpub.pipeline.verify import Report, verify
from podpub.storage import FolderStorage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from podpub.model import Project, Tell
    from podpub.pipeline.manuscript import Manuscript
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Order:
    """What a host asks for, with the world it is asked in.

    Attributes:
        episode_files: The episode.yaml files to release; none for the feed alone.
        now: Aware; decides what is due.
        environ: The process's environment, for tools that are found through it.
    """

    show_file: Path
    episode_files: tuple[Path, ...]
    now: datetime
    environ: Mapping[str, str]


def release(order: Order, *, tell: Tell) -> Report:
    """Release episodes: read, plan, build, publish, verify.

    Without any episode it writes the feed again from the records, with what has come due meanwhile.

    Raises:
        PodpubError: Each step raises its own; see `podpub.errors` for what they mean.
    """
    manuscript = read_manuscript(order.show_file, order.episode_files)
    storage = open_storage(manuscript.project)
    plan = _plan(manuscript, storage, order.now)
    bench = Workbench(storage, Cache(cache_folder(manuscript.project)), find_ffmpeg(order.environ))
    built = build(plan, bench=bench, tell=tell)
    receipt = publish(built, storage=storage, tell=tell)
    report = verify(receipt, storage=storage, tell=tell)
    bench.cache.prune(order.now)
    return report


def rehearse(order: Order) -> Plan:
    """Return what `release` would do, without doing any of it."""
    manuscript = read_manuscript(order.show_file, order.episode_files)
    return _plan(manuscript, open_storage(manuscript.project), order.now)


def open_storage(project: Project) -> Storage:
    """Return the storage that the show is published into."""
    return FolderStorage(project.storage.path)


def cache_folder(project: Project) -> Path:
    """Return the folder of finished work, inside the show's own."""
    return project.root / ".podpub" / "cache"


def desk_of(project: Project, storage: Storage, now: datetime) -> Desk:
    """Lay out what planning looks at."""
    return Desk(storage, read_catalog(storage), Digests(cache_folder(project) / "digests", now))


def _plan(manuscript: Manuscript, storage: Storage, now: datetime) -> Plan:
    return make_plan(manuscript, desk=desk_of(manuscript.project, storage, now), now=now)
