"""The show as it would look if everything in its folder were published now, drafts and scheduled ones, too.

The storage is only read. What went wrong with an episode is told, and the others stand there all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.audio import look
from podpub.catalog import Catalog
from podpub.errors import ConfigError, InvalidResultError, PodpubError, StorageError
from podpub.model import (
    ENGLISH,
    Enclosure,
    Finding,
    FolderLocation,
    Level,
    LoudnessReport,
    Timeline,
    say,
    says_the_same,
)
from podpub.model.layout import content_type, media_key
from podpub.pipeline.house import open_cache, open_storage, take_stock
from podpub.pipeline.making.build import BuiltEpisode, build, contents_of, described
from podpub.pipeline.making.takes import Sound, Workbench
from podpub.pipeline.material.digests import Digests
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.manuscript import read_manuscript
from podpub.pipeline.planning.plan import Stock, Work, survey
from podpub.pipeline.planning.problems import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from podpub.model import Language, Location, Project, Release, ShowRecord, Tell
    from podpub.pipeline.making.build import Files
    from podpub.pipeline.planning.manuscript import Manuscript
    from podpub.pipeline.planning.plan import EpisodePlan, Plan
    from podpub.pipeline.release import Order
    from podpub.storage import Storage

_SILENCE = LoudnessReport(0.0, 0.0, 0.0, 0.0, 0.0, limited=False)
_UNMADE = "0" * 64
_AFTER_THE_LAST_S = 1.0


@dataclass(frozen=True, slots=True)
class Staged:
    """A show, ready to be looked at.

    Attributes:
        show: With the address it is looked at under.
        releases: Everything, in no promised order.
        files: What is not in the storage, by key.
        storage: Where the rest is; only to be read.
        findings: What is wrong, and what could be better.
        is_published: Whether listeners have just this.
    """

    project: Project
    show: ShowRecord
    releases: tuple[Release, ...]
    files: Files
    storage: Storage
    findings: tuple[Finding, ...]
    is_published: bool = False

    def looks_like(self, other: Staged) -> bool:
        """Tell whether somebody who looks sees no difference."""
        return (
            says_the_same(self.show, other.show)
            and len(self.releases) == len(other.releases)
            and all(map(says_the_same, self.releases, other.releases))
            and self.files.keys() == other.files.keys()
            and self.findings == other.findings
        )


class Stage:
    """Puts a show together again and again, as its folder changes.

    Args:
        public_url: The address that it will be looked at under.
        fast: Take recordings as they are, where they are not mastered already.
        language: Of the marks on what is not published.
    """

    def __init__(self, *, public_url: str, fast: bool = False, language: Language = ENGLISH) -> None:
        self._public_url = public_url
        self._lengths_s: dict[str, float] | None = {} if fast else None
        self._language = language
        self._published: dict[Location, tuple[Catalog, frozenset[str], tuple[Finding, ...]]] = {}

    def build(self, order: Order, *, tell: Tell) -> Staged:
        """Return the show as it stands in its folder.

        Raises:
            ConfigError: show.yaml cannot be used; with every problem as a finding.
            ToolError: What every build needs refused.
        """
        manuscript = read_manuscript(order.show_file, order.episode_files)
        project = manuscript.project
        storage, cache = open_storage(project), open_cache(project)
        stock, missed = self._stock(project, storage, order.now)
        plan = survey(_without_drafts(manuscript), stock=stock, now=order.now)
        is_published = _is_published(plan)
        plan = replace(plan, show=replace(plan.show, public_url=self._public_url))
        bench = Workbench(storage, cache, order.environ, order.jobs)
        scene = _Scene(plan, bench, stock, tell, lengths_s=self._lengths_s)
        built, failed = scene.built()
        files: Files = {**build(replace(plan, episodes=()), bench=bench, tell=tell).files}
        for one in built:
            files |= one.files
        cache.prune(order.now)
        drafts = frozenset(one.episode.guid for one in manuscript.productions if one.draft)
        return Staged(
            project,
            plan.show,
            tuple(self._marked(one, drafts, order.now) for one in _releases(plan, built)),
            files,
            storage,
            tuple(dict.fromkeys((*missed, *plan.findings, *failed))),
            is_published,
        )

    def _stock(self, project: Project, storage: Storage, now: datetime) -> tuple[Stock, tuple[Finding, ...]]:
        """Return what is published; nothing, where it cannot be had. A bucket is asked once."""
        if project.storage not in self._published or isinstance(project.storage, FolderLocation):
            self._published[project.storage] = _published(project, storage, now)
        catalog, shown, missed = self._published[project.storage]
        digest = Digests(project.root / ".podpub" / "cache" / "digests", now)
        sizes = {one.key: one.bytes for held in catalog.releases.values() for one in held.record.enclosures}
        return Stock(sizes.get, catalog, shown, digest, Gallery(open_cache(project), digest)), missed

    def _marked(self, release: Release, drafts: frozenset[str], now: datetime) -> Release:
        """Put in front of an episode's title what keeps it from listeners."""
        episode = release.episode
        if episode.guid in drafts:
            mark = say("Draft")
        elif episode.date > now:
            mark = say("Scheduled")
        else:
            return release
        title = f"[{self._language.tell(mark)}] {episode.title}"
        return replace(release, episode=replace(episode, title=title))


class _Scene:
    """Makes the episodes that are not published as they stand in the folder.

    Args:
        lengths_s: How long recordings are, by digest, to be taken as they are; None masters them.
    """

    def __init__(
        self, plan: Plan, bench: Workbench, stock: Stock, tell: Tell, *, lengths_s: dict[str, float] | None
    ) -> None:
        self._plan = plan
        self._bench = bench
        self._stock = stock
        self._tell = tell
        self._lengths_s = lengths_s

    def built(self) -> tuple[list[BuiltEpisode], list[Finding]]:
        """Return what could be made, and what was wrong with the rest."""
        built: list[BuiltEpisode] = []
        failed: list[Finding] = []
        for one in self._plan.episodes:
            try:
                built.append(self._episode(one))
            except PodpubError as error:
                failed += self._failure(error, one)
                built += self._without_sound(one, failed)
        return built, failed

    def _episode(self, one: EpisodePlan) -> BuiltEpisode:
        if one.work is Work.NONE and one.held:
            return BuiltEpisode(one, one.held.record, {})
        if not one.needs_recording and one.held:
            sound = Sound.of(one.held.record)
            return self._described(one, sound, one.held.record.enclosures)
        if not all(track.file.is_file() for track in one.production.tracks):
            return self._unmade(one)  # the plan has complained
        if self._lengths_s is not None:
            return self._unmastered(one, self._lengths_s)
        (built,) = build(replace(self._plan, episodes=(one,)), bench=self._bench, tell=self._tell).episodes
        return built

    def _unmastered(self, one: EpisodePlan, lengths_s: dict[str, float]) -> BuiltEpisode:
        """Take the recording as it is, of several tracks the first, without intro and outro."""
        file = one.production.tracks[0].file
        digest = self._stock.digest(file)
        if digest not in lengths_s:
            source = look(file, ffmpeg=self._bench.machine.ffmpeg)
            lengths_s[digest] = source.length_s or _AFTER_THE_LAST_S
        key, length_s = media_key(one.production.episode.slug, digest), lengths_s[digest]
        enclosure = Enclosure(key, file.stat().st_size, content_type(key), length_s, digest)
        built = self._described(one, _sound(length_s), (enclosure,))
        return replace(built, files={**built.files, key: file})

    def _without_sound(self, one: EpisodePlan, failed: list[Finding]) -> Iterator[BuiltEpisode]:
        """Yield an episode as its texts are, where its sound failed; what is published, where they did."""
        try:
            yield self._unmade(one)
        except PodpubError as error:
            failed += self._failure(error, one)

    def _unmade(self, one: EpisodePlan) -> BuiltEpisode:
        marks = one.production.episode.chapters
        length_s = max((mark.start_s for mark in marks), default=0.0) + _AFTER_THE_LAST_S
        key = media_key(one.production.episode.slug, _UNMADE)
        return self._described(
            one, _sound(length_s), (Enclosure(key, 1, content_type(key), length_s, _UNMADE),)
        )

    def _described(self, one: EpisodePlan, sound: Sound, enclosures: tuple[Enclosure, ...]) -> BuiltEpisode:
        marks = contents_of(one, self._plan, sound)
        return described(one, self._plan, sound, enclosures, marks, gallery=self._bench.gallery)

    def _failure(self, error: PodpubError, one: EpisodePlan) -> list[Finding]:
        if error.findings:
            return list(error.findings)
        if isinstance(error, ConfigError):
            return [told(error, one.production, self._plan.places)]
        where = self._plan.places.where(one.production.file, "audio")
        return [Finding(Level.ERROR, error.code, where, error.message, error.fix)]


def _published(
    project: Project, storage: Storage, now: datetime
) -> tuple[Catalog, frozenset[str], tuple[Finding, ...]]:
    try:
        stock = take_stock(project, storage, now)
    except (StorageError, InvalidResultError) as error:
        told_of = Finding(
            Level.WARNING,
            error.code,
            "",
            say("what is published is left out: {reason}", reason=error.message),
            error.fix,
        )
        return Catalog(None, {}), frozenset(), (told_of,)
    return stock.catalog, stock.shown, ()


def _without_drafts(manuscript: Manuscript) -> Manuscript:
    productions = (replace(one, draft=False) for one in manuscript.productions)
    return replace(manuscript, productions=tuple(productions))


def _is_published(plan: Plan) -> bool:
    """Tell whether a release would change nothing, and nothing waits for its day."""
    waiting = (guid for guid, held in plan.catalog.releases.items() if not held.record.withdrawn)
    unchanged = all(one.work is Work.NONE for one in plan.episodes)
    return not plan.changes_show and unchanged and all(guid in plan.shown for guid in waiting)


def _releases(plan: Plan, built: list[BuiltEpisode]) -> Iterator[Release]:
    made = {one.release.episode.guid: one.release for one in built}
    for guid, held in plan.catalog.releases.items():
        if guid not in made and not held.record.withdrawn:
            yield held.record
    yield from made.values()


def _sound(length_s: float) -> Sound:
    """Return the sound of what nobody has measured."""
    return Sound(length_s, _SILENCE, Timeline(0.0, length_s, 0.0, length_s), ())
