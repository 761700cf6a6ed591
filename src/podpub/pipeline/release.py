"""The story of a release, from what the host wrote to the proof that listeners can have it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.model.layout import FEED_KEY
from podpub.pipeline.house import open_cache, open_storage, take_stock
from podpub.pipeline.looking.notify import after_release, herald
from podpub.pipeline.looking.verify import Report, verify
from podpub.pipeline.looking.witness import witness
from podpub.pipeline.making.build import Built, build
from podpub.pipeline.making.outlook import foresee_feed, foreseen_releases
from podpub.pipeline.making.takes import Workbench
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.manuscript import read_manuscript
from podpub.pipeline.planning.plan import Plan, make_plan, survey
from podpub.pipeline.publishing.manifest import read_manifest
from podpub.pipeline.publishing.pages import stale_pages
from podpub.pipeline.publishing.publish import publish
from podpub.site import website

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from podpub.feed import FeedDifference
    from podpub.model import Tell
    from podpub.pipeline.planning.manuscript import Manuscript
    from podpub.pipeline.planning.plan import Stock


@dataclass(frozen=True, slots=True)
class Order:
    """What a host asks for, with the world it is asked in.

    Attributes:
        episode_files: The episode.yaml files to release; none for the feed alone.
        now: Aware; decides what is due.
        environ: The process's environment, for tools that are found through it.
        jobs: How many encoders may work at a time; None takes every core.
    """

    show_file: Path
    episode_files: tuple[Path, ...]
    now: datetime
    environ: Mapping[str, str]
    jobs: int | None = None


def release(order: Order, *, tell: Tell) -> Report:
    """Release episodes: read, plan, build, publish, verify, look from outside, and tell who wants to know.

    Without any episode it writes the feed again from the records, with what has come due meanwhile.

    Raises:
        PodpubError: Each step raises its own; see `podpub.errors` for what they mean.
    """
    manuscript = read_manuscript(order.show_file, order.episode_files)
    storage, cache = open_storage(manuscript.project), open_cache(manuscript.project)
    stock = take_stock(manuscript.project, storage, order.now, episodes=len(order.episode_files))
    plan = make_plan(manuscript, stock=stock, now=order.now)
    built = build(plan, bench=Workbench(storage, cache, order.environ, order.jobs), tell=tell)
    receipt = publish(built, storage=storage, tell=tell, thorough=not order.episode_files)
    report = verify(receipt, storage=storage, tell=tell)
    cache.prune(order.now)
    seen = witness(report, manuscript.project, storage=storage, environ=order.environ, tell=tell)
    return after_release(seen, plan.show, herald(order.environ), tell=tell)


def bring_in(order: Order, *, tell: Tell) -> Report:
    """Let the feed show what has come due, and leave everything else as it was published.

    What stands in show.yaml meanwhile is somebody's unfinished work; `release` publishes it.
    """
    manuscript = read_manuscript(order.show_file, ())
    storage = open_storage(manuscript.project)
    plan = make_plan(manuscript, stock=take_stock(manuscript.project, storage, order.now), now=order.now)
    if plan.catalog.show is None:
        return Report((), (), plan.show.public_url, (), plan.findings)
    plan = replace(plan, show=plan.catalog.show.record)
    report = verify(publish(Built(plan, {}, ()), storage=storage, tell=tell), storage=storage, tell=tell)
    seen = witness(report, manuscript.project, storage=storage, environ=order.environ, tell=tell)
    return after_release(seen, plan.show, herald(order.environ), tell=tell)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a release would do, and what subscribers would see of it.

    Attributes:
        pages: The key of every web page that would be written.
    """

    plan: Plan
    difference: FeedDifference
    pages: tuple[str, ...] = ()


def rehearse(order: Order) -> Rehearsal:
    """Return what `release` would do, without doing any of it; raises what its first two steps raise."""
    manuscript = read_manuscript(order.show_file, order.episode_files)
    storage = open_storage(manuscript.project)
    current = storage.read(FEED_KEY)
    plan = make_plan(manuscript, stock=_stock(manuscript, order), now=order.now)
    gallery = Gallery(open_cache(manuscript.project))
    site = website(plan.show, *foreseen_releases(plan, gallery=gallery))
    pages = stale_pages(site, read_manifest(storage))
    return Rehearsal(plan, foresee_feed(plan, current, gallery=gallery), pages)


def examine(order: Order) -> Plan:
    """Return what `release` would do as far as problems let it; they are among the plan's findings."""
    manuscript = read_manuscript(order.show_file, order.episode_files)
    return survey(manuscript, stock=_stock(manuscript, order), now=order.now)


def _stock(manuscript: Manuscript, order: Order) -> Stock:
    storage = open_storage(manuscript.project)
    return take_stock(manuscript.project, storage, order.now, episodes=len(order.episode_files))
