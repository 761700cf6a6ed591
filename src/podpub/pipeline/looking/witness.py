"""What has just been published, or taken back, looked at from outside; and everything, on demand."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import StorageError
from podpub.model import say
from podpub.model.layout import FEED_KEY
from podpub.pipeline.looking.outside import insist, look_if_served, look_outside, onlooker
from podpub.pipeline.looking.targets import listed, written
from podpub.pipeline.publishing.feeds import documents

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from podpub.model import Project, Release, ShowRecord, Tell
    from podpub.pipeline.looking.outside import Onlooker, Sight
    from podpub.pipeline.looking.verify import Report
    from podpub.pipeline.publishing.retreat import Retreat
    from podpub.storage import Storage


def witness(
    report: Report, project: Project, *, storage: Storage, environ: Mapping[str, str], tell: Tell
) -> Report:
    """Return the report with what the world sees of it.

    Raises:
        OutsideError: It sees something else.
    """
    asked = (one.release for one in report.episodes if one.release)
    releases = {one.id: one for one in (*asked, *report.joined)}.values()
    sight = _look(releases, project, uploaded=report.uploaded, storage=storage, environ=environ, tell=tell)
    insist(sight, also=report.findings)
    return replace(report, sight=sight, findings=(*report.findings, *sight.findings))


def witness_retreat(
    retreat: Retreat[Release] | Retreat[ShowRecord],
    project: Project,
    *,
    storage: Storage,
    environ: Mapping[str, str],
    tell: Tell,
) -> Sight:
    """Return what the world sees once something was taken back.

    Raises:
        OutsideError: It sees something else.
    """
    sight = _look(
        retreat.heard, project, uploaded=retreat.written, storage=storage, environ=environ, tell=tell
    )
    insist(sight)
    return sight


def look_at_everything(
    storage: Storage, *, eyes: Onlooker, newest: int | None, entire: bool, tell: Tell
) -> Sight:
    """Look at the feed, and at the files of its newest episodes, or of all.

    Raises:
        StorageError: Nothing is published.
    """
    published = _feed(storage), *islice(documents(storage).values(), 1, None)
    targets = listed(published, read_catalog(storage), newest=newest, entire=entire)
    return look_outside(lambda: _feed(storage), targets, eyes=eyes, tell=tell)


def _look(  # noqa: PLR0913 - what is looked at, and with what
    releases: Iterable[Release],
    project: Project,
    *,
    uploaded: Collection[str],
    storage: Storage,
    environ: Mapping[str, str],
    tell: Tell,
) -> Sight:
    """Look at the feed, and at the files of some releases, where the show is published."""
    catalog = read_catalog(storage)
    public_url = catalog.show.record.public_url if catalog.show else project.storage.public_url
    targets = written(releases, catalog, uploaded=uploaded, public_url=public_url)
    eyes = onlooker(replace(project.storage, public_url=public_url), environ)
    return look_if_served(lambda: _feed(storage), targets, eyes=eyes, tell=tell)


def _feed(storage: Storage) -> bytes:
    stored = storage.read(FEED_KEY)
    if stored is None:
        raise StorageError(say("nothing is published yet"), fix=say("Run `podpub release` first."))
    return stored.body
