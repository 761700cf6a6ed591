"""Read back what was published, as an app would, and compare it with what was promised."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import OutsideError
from podpub.feed import FeedItem, parse_back
from podpub.model.layout import FEED_KEY, release_key
from podpub.pipeline.plan import Work

if TYPE_CHECKING:
    from podpub.model import Enclosure, Episode, Finding, Release, Tell
    from podpub.pipeline.build import BuiltEpisode, Step
    from podpub.pipeline.publish import Receipt
    from podpub.storage import Storage


class Status(StrEnum):
    """What became of an episode."""

    RELEASED = "released"
    UNCHANGED = "unchanged"
    SCHEDULED = "scheduled"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class EpisodeReport:
    """What became of one episode.

    Attributes:
        release: None for a draft.
        uploaded: The storage keys that were written for it.
    """

    status: Status
    episode: Episode
    release: Release | None = None
    steps: tuple[Step, ...] = ()
    uploaded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The end of the story: proven, not promised.

    Attributes:
        episodes: Those that were asked for, drafts last.
        joined: Every release that the feed did not show before.
        public_url: Where the storage is seen from outside; ends with a slash.
        uploaded: Every key that was written, in order.
    """

    episodes: tuple[EpisodeReport, ...]
    joined: tuple[Release, ...]
    public_url: str
    feed_url: str
    uploaded: tuple[str, ...]
    findings: tuple[Finding, ...]


def verify(receipt: Receipt, *, storage: Storage, tell: Tell) -> Report:
    """Fetch the feed and every new enclosure, and compare length, type and hash.

    Raises:
        OutsideError: Something else is there than what was written.
    """
    built = receipt.built
    items = {item.guid: item for item in parse_back(b"".join(storage.stream(FEED_KEY)))}
    for episode in built.episodes:
        _check_item(
            episode, items, built.show.public_url, is_due=episode.release.episode.date <= built.plan.now
        )
        if episode.release.enclosure.key in receipt.uploaded:
            tell(f"check {episode.release.enclosure.key}", 0.0)
            _check_file(episode.release.enclosure, storage)
    reports = [_report(one, receipt) for one in built.episodes]
    drafts = [EpisodeReport(Status.DRAFT, one.episode) for one in built.plan.drafts]
    known = read_catalog(storage).releases
    return Report(
        episodes=(*reports, *drafts),
        joined=tuple(known[guid].record for guid in receipt.joined),
        public_url=built.show.public_url,
        feed_url=receipt.feed_url,
        uploaded=receipt.uploaded,
        findings=built.plan.findings,
    )


def _report(built: BuiltEpisode, receipt: Receipt) -> EpisodeReport:
    release = built.release
    status = Status.UNCHANGED if built.plan.work is Work.NONE else Status.RELEASED
    if release.episode.date > receipt.built.plan.now:
        status = Status.SCHEDULED
    own = {*built.files, release_key(release.id)}
    uploaded = tuple(key for key in receipt.uploaded if key in own)
    return EpisodeReport(status, release.episode, release, built.steps, uploaded)


def _check_item(episode: BuiltEpisode, items: dict[str, FeedItem], public_url: str, *, is_due: bool) -> None:
    release = episode.release
    item, enclosure = items.get(release.episode.guid), release.enclosure
    seen = item and (item.url, item.length, item.type)
    promised = (f"{public_url}{enclosure.key}", enclosure.bytes, enclosure.type) if is_due else None
    if seen != promised:
        raise OutsideError(
            f"for “{release.episode.title}” the feed shows {seen or 'nothing'}, not {promised or 'nothing'}",
            fix="Run the command again; if it stays like this, somebody else writes the same feed.",
        )


def _check_file(enclosure: Enclosure, storage: Storage) -> None:
    digest = hashlib.sha256()
    length = 0
    for block in storage.stream(enclosure.key):
        digest.update(block)
        length += len(block)
    if (length, digest.hexdigest()) != (enclosure.bytes, enclosure.sha256):
        raise OutsideError(
            f"{enclosure.key} reads back as {length} bytes with another content than the one written",
            fix="Check the disk or the storage, then run the command again.",
        )
