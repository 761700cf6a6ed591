"""The rehearsal of a move: the old feed beside the show's own, before anybody is sent on, and afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.config import load_all
from podpub.errors import ConfigError
from podpub.feed import read_feed_text
from podpub.model import Level, say
from podpub.model.layout import FEED_KEY, MEDIA, public_address
from podpub.moving import FileSeen, Move, judge, paired, side, steps
from podpub.outside import Visitor
from podpub.pipeline.house import open_cache, open_storage
from podpub.pipeline.looking.foreign import is_address
from podpub.pipeline.looking.judgement import with_companions
from podpub.pipeline.looking.strangers import fetch_side, follow, look_at_files, read_side
from podpub.pipeline.making.outlook import foreseen_feed
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.plan import Work
from podpub.pipeline.publishing.feeds import documents
from podpub.pipeline.release import Order, examine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from podpub.model import Release, Tell
    from podpub.moving import Side, Step, Verdict, Way
    from podpub.pipeline.planning.plan import EpisodePlan
    from podpub.storage import Storage

_MAKES_A_FILE = frozenset({Work.MASTER, Work.TAG})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A feed in the world.

    Attributes:
        typed: An address, or a file in which somebody saved it.
        url: Where it is, or was, if a file was typed.
    """

    typed: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """The show's own feed.

    Attributes:
        episode_files: Every episode.yaml, for a feed that is not published yet.
        planned: Whether it is looked at as the next release will leave it, also if it is published.
    """

    show_file: Path
    episode_files: tuple[Path, ...] = ()
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """How the world is asked.

    Attributes:
        now: Aware.
        environ: The process's environment.
        entire: Whether files are fetched whole, and their digests compared.
        anywhere: Whether addresses of the local network may be asked.
        files: Whether hosts are asked for files at all.
    """

    now: datetime
    environ: Mapping[str, str]
    entire: bool = False
    anywhere: bool = False
    files: bool = True

    @property
    def visitor(self) -> Visitor:
        """Who asks: without leave, nobody in one's own network."""
        return Visitor(self.environ, trusted=None if self.anywhere else frozenset())


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A move, what is wrong with it, and what is to be done."""

    move: Move
    verdicts: tuple[Verdict, ...]
    steps: tuple[Step, ...]

    @property
    def is_safe(self) -> bool:
        """Whether no app would load an episode again, or lose one."""
        return all(one.finding.level is not Level.ERROR for one in self.verdicts)


def rehearse_move(
    before: Elsewhere, after: Elsewhere | Own, asking: Asking, *, day: date, tell: Tell
) -> Rehearsed:
    """Compare two feeds, ask for their files, and say what has to be done.

    Args:
        before: The old feed.
        after: The new feed.
        asking: How the world is asked.
        day: When the old feed is sent on.
        tell: Hears how far it is.

    Raises:
        OutsideError: A feed cannot be fetched.
        ConfigError: No app could read it, or the show cannot be published.
        UsageError: There is no such file.
    """
    visitor = asking.visitor
    seen = _seen(before, asking, visitor, tell, mends=True)
    old, new = seen.side, _seen(after, asking, visitor, tell)
    pairing = paired(old, new.side)
    olds = [pair.old for pair in pairing.pairs if asking.files]
    news = [pair.new for pair in pairing.pairs if asking.files and pair.new.guid not in new.side.unmade]
    old_files = look_at_files(olds, visitor, entire=asking.entire, tell=tell)
    files = new.files
    if files is None:
        files = look_at_files(news, visitor, entire=asking.entire, tell=tell)
    move = Move(old, new.side, pairing, day, seen.way, old_files, files)
    verdicts = judge(move)
    return Rehearsed(move, verdicts, steps(move, verdicts))


def both_sides(
    before: Elsewhere | Own, after: Elsewhere | Own, asking: Asking, *, tell: Tell
) -> tuple[Side, Side]:
    """Return two feeds, without asking for their files; raises as `rehearse_move` does."""
    visitor = asking.visitor
    old = _seen(before, asking, visitor, tell, mends=True)
    return old.side, _seen(after, asking, visitor, tell).side


@dataclass(frozen=True, slots=True)
class _Seen:
    """A feed, and what is known about it: how it was reached, and its files; None is not known."""

    side: Side
    way: Way | None = None
    files: Mapping[str, FileSeen] | None = None


def _seen(
    meant: Elsewhere | Own, asking: Asking, visitor: Visitor, tell: Tell, *, mends: bool = False
) -> _Seen:
    if isinstance(meant, Own):
        return _own(meant, asking)
    if is_address(meant.typed):
        return _Seen(*fetch_side(meant.typed, visitor, tell, mends=mends))
    way = follow(meant.url, visitor) if meant.url else None
    return _Seen(read_side(meant.typed, meant.url, mends=mends), way)


def _own(own: Own, asking: Asking) -> _Seen:
    project = load_all(own.show_file, ()).project
    storage = open_storage(project)
    is_planned = own.planned or storage.read(FEED_KEY) is None
    files = _files(storage, project.storage.public_url)
    if not is_planned:
        return _Seen(_published(storage), files=files)
    planned, coming = _planned(own, asking)
    return _Seen(planned, files={**files, **coming})


def _published(storage: Storage) -> Side:
    catalog = read_catalog(storage)
    url = public_address(catalog.show.record.public_url, FEED_KEY) if catalog.show else ""
    return side([(key, read_feed_text(body, key)) for key, body in documents(storage).items()], url)


def _planned(own: Own, asking: Asking) -> tuple[Side, Mapping[str, FileSeen]]:
    """Return the feed as a release of everything would leave it, and what is published as it is."""
    plan = examine(Order(own.show_file, own.episode_files, asking.now, asking.environ))
    if any(one.level is Level.ERROR for one in plan.findings):
        raise ConfigError(say("the show cannot be published like this"), findings=plan.findings)
    gallery = Gallery(open_cache(plan.project))
    body = foreseen_feed(plan, gallery=gallery, also=_with_all)
    unmade = {one.production.episode.guid for one in plan.episodes if one.work in _MAKES_A_FILE}
    url = public_address(plan.show.public_url, FEED_KEY)
    planned = side([(FEED_KEY, read_feed_text(body, FEED_KEY))], url, unmade=frozenset(unmade))
    kept = {one.production.episode.guid: one for one in plan.episodes if one.production.mastering.kept}
    entries = ((one, kept[one.guid]) for one in planned.entries if one.guid in kept and one.guid in unmade)
    return planned, {entry.address: _as_it_is(one, asking) for entry, one in entries}


def _as_it_is(one: EpisodePlan, asking: Asking) -> FileSeen:
    """Return what is known of a recording that will be published untouched."""
    file = one.production.tracks[0].file
    digest = file_digest(file) if asking.entire else ""
    return FileSeen(file.stat().st_size, digest)


def _with_all(release: Release, one: EpisodePlan) -> Release:
    """Add what is made beside the audio, and the chapters, whose places in it are not known yet."""
    written = release.episode.chapters or one.production.episode.chapters
    episode = replace(release.episode, chapters=written)
    return with_companions(replace(release, episode=episode), one)


def _files(storage: Storage, public_url: str) -> Mapping[str, FileSeen]:
    """Return what the records and the storage know of every published file, by its address."""
    catalog, sizes = read_catalog(storage), {one.key: one.bytes for one in storage.objects(MEDIA)}
    home = catalog.show.record.public_url if catalog.show else public_url
    found = {}
    for held in catalog.releases.values():
        file = held.record.enclosure
        gone = say("{key} is gone from the storage", key=file.key)
        seen = FileSeen(sizes.get(file.key), file.sha256, trouble=None if file.key in sizes else gone)
        found[public_address(home, file.key)] = seen
    return found
