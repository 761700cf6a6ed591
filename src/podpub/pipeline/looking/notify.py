"""The news that the feed has changed, for those who hand it on; only once the world sees it.

What goes wrong here is told and stops nothing: apps look at feeds by themselves, only later.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.config import SHOW_FILE
from podpub.errors import StorageError
from podpub.model import Finding, Level, say
from podpub.model.layout import FEED_KEY, public_address
from podpub.outside import (
    PODPING_URL,
    TOKEN_FIX,
    TOKEN_NAME,
    Visitor,
    is_in_the_open,
    tell_hub,
    tell_podping,
    token_trouble,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.model import Notify, Places, Project, ShowRecord, Tell
    from podpub.pipeline.looking.outside import Sight
    from podpub.pipeline.looking.verify import Report
    from podpub.storage import Storage

_PATIENCE_S = 5.0
_LATER = say("Once it is seen there, run `podpub verify --notify`.")


@dataclass(frozen=True, slots=True)
class Herald:
    """Who carries the news.

    Attributes:
        token: For podping.
        podping_url: Where podping is told.
    """

    visitor: Visitor
    token: str = field(default="", repr=False)
    podping_url: str = PODPING_URL


@dataclass(frozen=True, slots=True)
class News:
    """Who was told, and what kept others from hearing."""

    told: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def herald(environ: Mapping[str, str]) -> Herald:
    """Return who carries the news, with the token of this environment."""
    return Herald(
        Visitor(environ, patience_s=_PATIENCE_S),
        environ.get(TOKEN_NAME, "").strip(),
        environ.get("PODPUB_PODPING_URL") or PODPING_URL,
    )


def addressees(record: ShowRecord) -> tuple[str, ...]:
    """Return who is told when the feed changes: nobody where only one computer, or one house, sees it."""
    if not is_in_the_open(record.public_url):
        return ()
    notify = record.show.notify
    hub = (_hub_name(notify.websub),) if notify.websub else ()
    return (*hub, "podping") if notify.podping else hub


def unready(project: Project, places: Places, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Say beforehand why podping could not be told."""
    trouble = token_trouble(herald(environ).token)
    if project.show.notify.podping and trouble:
        where = places.where(project.root / SHOW_FILE, "notify")
        said = say("podping cannot be told when the feed changes: {trouble}", trouble=trouble)
        yield Finding(Level.WARNING, "podping-token", where, said, TOKEN_FIX)


def after_release(report: Report, record: ShowRecord, by: Herald, *, tell: Tell) -> Report:
    """Return the report of a release, with who was told of its feed, if that has changed and is seen."""
    is_seen = report.sight is not None and not report.sight.unseen
    if FEED_KEY not in report.uploaded or not is_seen:
        return report
    news = announce(record, by, tell=tell)
    return replace(report, notified=news.told, findings=(*report.findings, *news.findings))


def after_retreat(sight: Sight, storage: Storage, environ: Mapping[str, str], *, tell: Tell) -> News:
    """Tell of a feed that something was taken out of, or put back into, if it was seen."""
    try:
        show = read_catalog(storage).show
    except StorageError as error:
        return _nobody_told(sight.feed_url, error.message)
    if show is None or not addressees(show.record):
        return News()
    if sight.unseen:
        return _nobody_told(sight.feed_url, sight.unseen)
    return announce(show.record, herald(environ), tell=tell)


def _nobody_told(feed_url: str, why: str) -> News:
    said = say("nobody was told that the feed has changed: {why}", why=why)
    return News(findings=(Finding(Level.WARNING, "notify-failed", feed_url, said, _LATER),))


def again(storage: Storage, environ: Mapping[str, str], *, tell: Tell) -> News:
    """Tell of the feed as it is published; whether it is seen was looked at before."""
    show = read_catalog(storage).show
    return announce(show.record, herald(environ), tell=tell) if show else News()


def announce(record: ShowRecord, by: Herald, *, tell: Tell) -> News:
    """Tell everybody who is to be told; what fails is a warning."""
    if not addressees(record):
        return News()
    tell(say("tell of the new feed"), 0.0)
    feed_url = public_address(record.public_url, FEED_KEY)
    outcomes = dict(_outcomes(record.show.notify, feed_url, by))
    told = tuple(name for name, failure in outcomes.items() if failure is None)
    return News(told, tuple(failure for failure in outcomes.values() if failure))


def _outcomes(notify: Notify, feed_url: str, by: Herald) -> Iterator[tuple[str, Finding | None]]:
    if notify.websub:
        yield _hub_name(notify.websub), tell_hub(notify.websub, feed_url, by.visitor)
    if notify.podping:
        failure = tell_podping(feed_url, by.visitor, service=by.podping_url, token=by.token)
        yield "podping", failure


def _hub_name(websub: str) -> str:
    return say("the hub {websub}", websub=websub)
