"""A show moves in: its feed is read, and becomes a show.yaml and a folder for each episode.

Files appear whole or not at all, an episode.yaml after all that it names; what a host has changed since an
earlier import is left alone. So an import that was stopped is gone on with by running it again.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.arrivals import Loss, Origin, read_arrival
from podpub.artwork import placeholder_cover
from podpub.config import SHOW_FILE, show_text
from podpub.errors import UsageError
from podpub.model import Finding, FolderLocation, Level, say
from podpub.outside import shown
from podpub.pipeline.arriving.account import REPORT_FILE, report
from podpub.pipeline.arriving.companions import Lender
from podpub.pipeline.arriving.downloads import local_files
from podpub.pipeline.arriving.journal import Fate, Journal
from podpub.pipeline.arriving.landing import Landed, Yard, land
from podpub.pipeline.arriving.room import folders_of, require_room, still_needed_bytes
from podpub.pipeline.arriving.sources import fetch
from podpub.pipeline.placing import writing_in
from podpub.pipeline.start import furnish, require_usable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.arrivals import Arrival
    from podpub.model import Tell
    from podpub.pipeline.arriving.errand import Errand, Limits
    from podpub.pipeline.arriving.sources import Delivery

_COVER = "cover"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a host wants a show to move in.

    Attributes:
        source: The feed: an address, or a file.
        root: The show's folder, absolute.
        timezone, public_url: Of the show from now on; no feed tells them.
        sounds: Whether the audio is fetched.
        kept: Whether it is published as it is; else podpub masters it anew.
        audio_folder: Where the audio of a feed that is gone lies; None fetches it.
    """

    source: str
    root: Path
    timezone: str
    public_url: str
    language: str = "en"
    sounds: bool = True
    kept: bool = True
    audio_folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Inspected:
    """A show that could move in, before anything is written.

    Attributes:
        findings: What was mended in the feed, and which of its pages are missing.
    """

    arrival: Arrival
    url: str
    hops: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def bytes(self) -> int:
        """How much sound the feed promises."""
        return sum(one.sounds[0].bytes for one in self.arrival.episodes)


@dataclass(frozen=True, slots=True)
class MovedIn:
    """A show that has moved in.

    Attributes:
        episodes: The oldest first.
        fates: What became of every file.
        losses: All that stayed behind, or was changed.
        missing: Sound that is not there, with reasons.
    """

    inspected: Inspected
    episodes: tuple[Landed, ...]
    fates: tuple[tuple[Path, Fate], ...]
    losses: tuple[Loss, ...]
    missing: tuple[Finding, ...]

    def files(self, fate: Fate) -> tuple[Path, ...]:
        """Return the files that something became of."""
        return tuple(path for path, one in self.fates if one is fate)


def inspect_feed(wishes: Wishes, errand: Errand, *, tell: Tell) -> Inspected:
    """Read a feed with all of its pages; nothing is written.

    Raises:
        UsageError: There is no such file.
        OutsideError: It cannot be fetched; with a finding that says why.
        ConfigError: Nobody could read it; with a finding that says why.
    """
    delivery = fetch(wishes.source, errand, tell=tell)
    arrival = _within(read_arrival(delivery.pages, _origin(wishes, delivery)), errand.limits)
    return Inspected(arrival, delivery.url, delivery.hops, (*delivery.findings, *_moved(arrival)))


def _moved(arrival: Arrival) -> Iterator[Finding]:
    """Tell of a feed that sends its subscribers elsewhere: the new one would go on doing so."""
    if there := arrival.show.new_feed_url:
        message = say("the feed says that the show has moved to {url}", url=shown(there))
        fix = say("Import from there, or remove `new_feed_url:` from show.yaml before you publish.")
        yield Finding(Level.WARNING, "feed-moved", shown(there), message, fix)


def _origin(wishes: Wishes, delivery: Delivery) -> Origin:
    return Origin(delivery.url, wishes.timezone, wishes.language)


def _within(arrival: Arrival, limits: Limits) -> Arrival:
    if len(arrival.episodes) <= limits.episodes:
        return arrival
    raise UsageError(
        say(
            "the feed has {count} episodes, and {limit} are allowed",
            count=len(arrival.episodes),
            limit=limits.episodes,
        ),
        fix=say("Allow more with --limit-episodes if you trust the feed."),
    )


def move_in(inspected: Inspected, wishes: Wishes, errand: Errand, *, tell: Tell) -> MovedIn:
    """Write the show into its folder, and fetch all that belongs to it.

    Raises:
        UsageError: The folder cannot be written, is another show's, or its disk is too small.
        ConfigError: The show.yaml is written, and has to be corrected.
    """
    root, arrival = wishes.root, inspected.arrival
    with writing_in(root):
        require_room(root, arrival, sounds=wishes.sounds)
        root.mkdir(parents=True, exist_ok=True)
        journal = Journal(root)
        lender = Lender(errand, journal, _shared(arrival))
        fates, losses = _show_files(inspected, wishes, journal, lender)
        furnish(root)
        yard = _yard(inspected, wishes, errand, journal, lender, tell)
        landed = _landed(arrival, folders_of(root, arrival), yard, errand, tell)
        moved = MovedIn(
            inspected,
            landed,
            (*fates, *(fate for one in landed for fate in one.fates)),
            (*arrival.losses, *losses, *(loss for one in landed for loss in one.losses)),
            tuple(found for one in landed for found in one.findings),
        )
        told = journal.write(root / REPORT_FILE, _report(moved, wishes).encode())
        if not moved.missing:
            journal.clear_workbench()
    return replace(moved, fates=(*moved.fates, (root / REPORT_FILE, told)))


def _yard(  # noqa: PLR0913, PLR0917 - all that an episode lands with
    inspected: Inspected, wishes: Wishes, errand: Errand, journal: Journal, lender: Lender, tell: Tell
) -> Yard:
    return Yard(
        errand,
        journal,
        lender,
        inspected.arrival.show.language,
        sounds=wishes.sounds,
        kept=wishes.kept,
        on_disk=local_files(wishes.audio_folder) if wishes.audio_folder else None,
        heard=_meter(inspected.arrival, wishes, tell),
    )


def _report(moved: MovedIn, wishes: Wishes) -> str:
    inspected = moved.inspected
    return report(
        inspected.arrival.show.title,
        shown(inspected.url) if inspected.url else wishes.source,
        episodes=len(moved.episodes),
        mended=inspected.findings,
        missing=moved.missing,
        losses=moved.losses,
        own=inspected.arrival.own,
    )


def _show_files(
    inspected: Inspected, wishes: Wishes, journal: Journal, lender: Lender
) -> tuple[list[tuple[Path, Fate]], list[Loss]]:
    """Write cover and show.yaml."""
    show, root = inspected.arrival.show, wishes.root
    losses: list[Loss] = []
    name, fates = _cover(inspected.arrival, root, journal, lender, losses)
    location = FolderLocation(root / "public", wishes.public_url)
    text = show_text(show, image=name, storage=location, root=root)
    fates.append((root / SHOW_FILE, journal.write(root / SHOW_FILE, text.encode())))
    require_usable(root / SHOW_FILE)
    return fates, losses


def _cover(
    arrival: Arrival, root: Path, journal: Journal, lender: Lender, losses: list[Loss]
) -> tuple[str, list[tuple[Path, Fate]]]:
    """Return the name of the cover: the feed's, or one that is drawn until the host has another."""
    url, reason = arrival.image, say("the feed names no cover; one was drawn")
    if url:
        try:
            picked = lender.picture(url, _COVER, is_cover=True)
            return picked.name, [(root / picked.name, journal.write(root / picked.name, picked.body))]
        except ValueError as refused:
            reason = say("{reason}; another one was drawn", reason=refused.args[0])
    losses.append(Loss("itunes:image", 0, shown(url or ""), reason))
    drawn = journal.workbench / "cover.jpg"
    placeholder_cover(arrival.show.title, drawn)
    body = drawn.read_bytes()
    drawn.unlink()
    return f"{_COVER}.jpg", [(root / f"{_COVER}.jpg", journal.write(root / f"{_COVER}.jpg", body))]


def _shared(arrival: Arrival) -> frozenset[str]:
    """Return the addresses of pictures that several episodes have."""
    counted = Counter(one.image for one in arrival.episodes if one.image)
    return frozenset(url for url, count in counted.items() if count > 1)


def _meter(arrival: Arrival, wishes: Wishes, tell: Tell) -> Callable[[int], None]:
    """Return who adds up what has come, for the progress bar."""
    total = still_needed_bytes(wishes.root, arrival) if wishes.sounds else 0
    lock, done = threading.Lock(), Counter[str]()

    def heard(count: int) -> None:
        with lock:
            done["bytes"] += count
            tell(say("fetch the audio"), min(1.0, done["bytes"] / total) if total else 0.0)

    return heard


def _landed(
    arrival: Arrival, folders: dict[str, Path], yard: Yard, errand: Errand, tell: Tell
) -> tuple[Landed, ...]:
    """Land all episodes, several at a time; whoever stops the process waits for no file."""
    oldest_first = sorted(arrival.episodes, key=lambda one: one.episode.date)
    with ThreadPoolExecutor(errand.jobs) as threads:
        jobs = {threads.submit(land, one, folders[one.episode.guid], yard): one for one in oldest_first}
        try:
            for number, job in enumerate(as_completed(jobs), start=1):
                job.result()
                if not yard.sounds:
                    tell(say("write the episodes"), number / len(jobs))
        except BaseException:
            errand.stopped.set()
            threads.shutdown(wait=False, cancel_futures=True)
            raise
        return tuple(job.result() for job in jobs)
