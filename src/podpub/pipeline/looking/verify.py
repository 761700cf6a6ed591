"""Read back what was published from the storage, and compare it with what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from podpub.config import SHOW_FILE
from podpub.errors import InvalidResultError, OutsideError
from podpub.feed import parse_back
from podpub.model import Finding, Level, say
from podpub.model.layout import FEED_KEY, HOME_KEY, public_address, release_key
from podpub.pipeline.material.digests import stream_digest
from podpub.pipeline.planning.plan import Work
from podpub.pipeline.publishing.feeds import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.feed import FeedItem
    from podpub.model import Enclosure, Episode, Release, Tell
    from podpub.pipeline.looking.outside import Sight
    from podpub.pipeline.making.build import BuiltEpisode, Step
    from podpub.pipeline.planning.plan import Plan
    from podpub.pipeline.publishing.publish import Receipt
    from podpub.storage import Storage


class Status(StrEnum):
    """What became of an episode."""

    RELEASED = "released"
    UNCHANGED = "unchanged"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    UNPUBLISHED = "unpublished"


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
        episodes: Those that were asked for; drafts and what was taken back last.
        joined: Every release that the feed did not show before.
        public_url: Where the storage is seen from outside; ends with a slash.
        uploaded: Every key that was written, in order, but for web pages.
        sight: How it looks from outside.
        notified: Who was told that the feed has changed.
        pages: The key of every web page that was written.
        site_url: The first of them; empty where there is no web site.
    """

    episodes: tuple[EpisodeReport, ...]
    joined: tuple[Release, ...]
    public_url: str
    uploaded: tuple[str, ...]
    findings: tuple[Finding, ...]
    sight: Sight | None = None
    notified: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    site_url: str = ""

    @property
    def feed_url(self) -> str:
        """What people subscribe to."""
        return public_address(self.public_url, FEED_KEY)


def verify(receipt: Receipt, *, storage: Storage, tell: Tell) -> Report:
    """Fetch the feed and every new file of sound, and compare length, type and hash.

    Raises:
        OutsideError: Something else is there than what was written.
    """
    plan = receipt.built.plan
    items = _read_back(storage)
    for episode in receipt.built.episodes:
        release = episode.release
        if release.episode.guid in receipt.feed.shows:
            _check_item(release, items.get(release.episode.guid), plan.show.public_url)
        for enclosure in release.enclosures:
            if enclosure.key in receipt.uploaded:
                tell(say("check {key}", key=enclosure.key), 0.0)
                _check_file(enclosure, storage)
    reports = [_report(one, receipt) for one in receipt.built.episodes]
    drafts = [EpisodeReport(Status.DRAFT, one.episode) for one in plan.drafts]
    withdrawn = [EpisodeReport(Status.UNPUBLISHED, one.episode) for one in plan.withdrawn]
    of_episodes = (found for one in receipt.built.episodes for found in one.findings)
    found = (*plan.findings, *of_episodes, *receipt.pages.findings)
    return Report(
        episodes=(*reports, *drafts, *withdrawn),
        joined=receipt.feed.joined,
        public_url=plan.show.public_url,
        uploaded=receipt.uploaded,
        pages=receipt.pages.written,
        site_url=_site_url(receipt),
        findings=(*found, *_unguarded(plan, storage)) if receipt.uploaded else found,
    )


def _site_url(receipt: Receipt) -> str:
    """Return where the web site begins, as the show that was just published says."""
    held = receipt.feed.catalog.show
    return held.record.page_address(HOME_KEY) if held else ""


def _read_back(storage: Storage) -> dict[str, FeedItem]:
    try:
        return {item.guid: item for document in documents(storage).values() for item in parse_back(document)}
    except InvalidResultError as error:
        raise OutsideError(
            say(
                "the feed reads back as something else than what was written: {reason}", reason=error.message
            ),
            fix=say("Run the command again; if it stays like this, somebody else writes the same feed."),
        ) from error


def _unguarded(plan: Plan, storage: Storage) -> Iterator[Finding]:
    """Say what a storage cannot promise that does not look at the conditions of a write."""
    if not storage.keeps_conditions():
        yield Finding(
            Level.WARNING,
            "no-conditions",
            plan.places.where(plan.project.root / SHOW_FILE, "storage"),
            say("this storage does not notice when two computers write at the same moment"),
            say(
                "No episode is lost by that; but change the same episode from one computer at a "
                "time, and run `podpub feed` if another one broke off while you released."
            ),
        )


def _report(built: BuiltEpisode, receipt: Receipt) -> EpisodeReport:
    release = built.release
    joined = release in receipt.feed.joined
    status = Status.UNCHANGED if built.plan.work is Work.NONE and not joined else Status.RELEASED
    if release.episode.guid not in receipt.feed.shows:
        status = Status.SCHEDULED
    own = {*built.files, release_key(release.id)}
    uploaded = tuple(key for key in receipt.uploaded if key in own)
    return EpisodeReport(status, release.episode, release, built.steps, uploaded)


def _check_item(release: Release, item: FeedItem | None, public_url: str) -> None:
    enclosure = release.enclosure
    seen = item and (item.url, item.length, item.type)
    promised = (public_address(public_url, enclosure.key), enclosure.bytes, enclosure.type)
    if seen != promised:
        raise OutsideError(
            say(
                "for “{title}” the feed shows {seen}, not {promised}",
                title=release.episode.title,
                seen=seen or say("nothing"),
                promised=promised,
            ),
            fix=say("Run the command again; if it stays like this, somebody else writes the same feed."),
        )


def _check_file(enclosure: Enclosure, storage: Storage) -> None:
    length, digest = stream_digest(storage.stream(enclosure.key))
    if (length, digest) != (enclosure.bytes, enclosure.sha256):
        raise OutsideError(
            say(
                "{key} reads back as {length} bytes with another content than the one written",
                key=enclosure.key,
                length=length,
            ),
            fix=say("Check the disk or the storage, then run the command again."),
        )
