"""What hosts do to a show: the real commands, on episodes that need no mastering."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.model import Enclosure, Places, says_the_same, silent
from podpub.model.layout import media_key
from podpub.pipeline.looking.verify import verify
from podpub.pipeline.making.build import Built, BuiltEpisode
from podpub.pipeline.planning.plan import EpisodePlan, Plan, Work
from podpub.pipeline.publishing.publish import publish
from podpub.pipeline.publishing.retreat import undo_release, unpublish
from tests.support.samples import production, project, release, show_record

if TYPE_CHECKING:
    from datetime import datetime

    from podpub.catalog import Catalog
    from podpub.model import Episode, Release, ShowRecord
    from podpub.storage import Storage
    from tests.support.scheduling import Command

_NOWHERE = Path("nowhere")
_COVER = {show_record().image: b"a cover"}


def releasing(told: Episode, content: bytes, now: datetime) -> Command:
    """Return `podpub release EPISODE`; what was taken back stays so, as `planning.plan` decides."""

    def command(storage: Storage) -> None:
        catalog = read_catalog(storage)
        held = catalog.releases.get(told.guid)
        planned = () if held and held.record.withdrawn else (_built(told, content, now, catalog),)
        _publish(Built(_plan(catalog, planned, now), dict(_COVER), planned), storage)

    return command


def feeding(now: datetime) -> Command:
    """Return `podpub feed`, and what cron runs."""

    def command(storage: Storage) -> None:
        _publish(Built(_plan(read_catalog(storage), (), now), {}, ()), storage)

    return command


def unpublishing(guid: str, now: datetime) -> Command:
    """Return `podpub unpublish EPISODE`."""

    def command(storage: Storage) -> None:
        unpublish(guid, replacement=None, storage=storage, now=now)

    return command


def undoing(guid: str, now: datetime) -> Command:
    """Return `podpub undo EPISODE`."""

    def command(storage: Storage) -> None:
        undo_release(guid, to=None, storage=storage, now=now)

    return command


def one_by_one(*commands: Command) -> Command:
    """Return commands that one host runs one after the other."""

    def command(storage: Storage) -> None:
        for each in commands:
            each(storage)

    return command


def record_of(told: Episode, content: bytes, now: datetime) -> Release:
    """Return the record that a release of this content writes."""
    digest = hashlib.sha256(content).hexdigest()
    sound = Enclosure(media_key(told.slug, digest), len(content), "audio/mpeg", 60.0, digest)
    return release(episode=told, enclosure=sound, changed=now)


def _publish(built: Built, storage: Storage) -> None:
    verify(publish(built, storage=storage, tell=silent), storage=storage, tell=silent)


def _built(told: Episode, content: bytes, now: datetime, catalog: Catalog) -> BuiltEpisode:
    record, held = record_of(told, content, now), catalog.releases.get(told.guid)
    inside = production(_NOWHERE, episode=told)
    if held and says_the_same(record, held.record):
        return BuiltEpisode(EpisodePlan(inside, held, record.inputs, Work.NONE, ()), held.record, {})
    plan = EpisodePlan(inside, held, record.inputs, Work.MASTER, ("it is new",))
    return BuiltEpisode(plan, record, {record.enclosure.key: content})


def _plan(catalog: Catalog, planned: tuple[BuiltEpisode, ...], now: datetime) -> Plan:
    episodes = tuple(one.plan for one in planned)
    where = Places(_NOWHERE, {})
    show = _show(catalog, now)
    return Plan(project(_NOWHERE), catalog, show, episodes, (), (), (), frozenset(), where, now)


def _show(catalog: Catalog, now: datetime) -> ShowRecord:
    return catalog.show.record if catalog.show else show_record(changed=now)
