"""Make what the plan asks for: mastered and tagged audio, covers, transcripts, records."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from podpub.artwork import tag_cover
from podpub.errors import ConfigError, SourceError
from podpub.feed import chapters_json
from podpub.model import Enclosure, Format, Release, say
from podpub.model.layout import ASSETS, CHAPTERS, asset_key, content_type, media_key
from podpub.pipeline.making.takes import Sound, at_hand, fetched, mastered, tagged
from podpub.pipeline.material.chapters import contents
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.gallery import COVER, Card, Cover
from podpub.pipeline.material.illustrations import pictures_in_tags, weight_findings
from podpub.pipeline.material.listening import sound_findings
from podpub.pipeline.material.soundbites import heard_soundbites, soundbite_findings
from podpub.pipeline.material.transcripts import published_transcripts
from podpub.pipeline.planning.plan import Work
from podpub.pipeline.planning.problems import told
from podpub.pipeline.planning.recorded import unused_chapters
from podpub.tags import TagSheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.model import Finding, Mastering, Places, Production, Project, Slug, Tell, Timeline
    from podpub.pipeline.making.takes import Takes, Workbench
    from podpub.pipeline.material.chapters import Contents
    from podpub.pipeline.material.gallery import Gallery
    from podpub.pipeline.planning.plan import EpisodePlan, Plan


Files: TypeAlias = "dict[str, Path | bytes]"
"""What goes into the storage, by key: files on disk, or small bodies."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work, done now or reused from an earlier run, and how long it took."""

    name: str
    reused: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class BuiltEpisode:
    """An episode ready to be published: its record, its files by storage key, and what was found."""

    plan: EpisodePlan
    release: Release
    files: Files
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether the record says something that the storage's does not."""
        return self.plan.held is None or self.plan.held.record != self.release


@dataclass(frozen=True, slots=True)
class Built:
    """Everything ready on disk; nothing has left the house yet. `files` are the show's own."""

    plan: Plan
    files: Files
    episodes: tuple[BuiltEpisode, ...]

    @property
    def all_files(self) -> Files:
        """The files of the show and of every episode."""
        return {**self.files, **{key: one for episode in self.episodes for key, one in episode.files.items()}}


def build(plan: Plan, *, bench: Workbench, tell: Tell) -> Built:
    """Make every file and record of the plan.

    Raises:
        SourceError: Recordings cannot be used; with every one of them as a finding.
        ToolError, StorageError: Something that is needed refused.
    """
    episodes: list[BuiltEpisode] = []
    refused: list[Finding] = []
    for one in plan.episodes:
        try:
            episodes.append(_episode(one, plan, bench, tell))
        except (SourceError, ConfigError) as error:
            refused += error.findings or [told(error, one.production, plan.places)]
    if refused:
        raise SourceError(say("nothing was published"), findings=refused)
    return Built(plan, _show_files(plan, bench), tuple(episodes))


def _show_files(plan: Plan, bench: Workbench) -> Files:
    """Return the show's cover in every size; nothing where all of it is published and whole."""
    held, pictures = plan.catalog.show, plan.show.pictures
    if held and held.record.pictures == pictures:
        there = {one.key: one.bytes for one in bench.storage.objects(f"{ASSETS}{COVER}-")}
        if all(there.get(one.key) == one.bytes for one in pictures):
            return {}
    return {**bench.gallery.files(COVER, plan.project.image, Cover.of(plan.show))}


def _episode(plan: EpisodePlan, whole: Plan, bench: Workbench, tell: Tell) -> BuiltEpisode:
    held, slug = plan.held, plan.production.episode.slug
    if held and plan.work is Work.NONE:
        return BuiltEpisode(plan, held.record, {})
    if held and plan.work is Work.RECORD:
        sound, marks = Sound.of(held.record), contents_of(plan, whole, Sound.of(held.record))
        return described(plan, whole, sound, held.record.enclosures, marks, gallery=bench.gallery)

    def tell_of_this(step: str, done: float) -> None:
        tell(say("{slug}: {step}", slug=slug, step=step), done)

    began = time.monotonic()
    takes = _takes(plan, bench, tell_of_this)
    at_hand = time.monotonic()
    marks = contents_of(plan, whole, takes.sound)
    sheet = _sheet(plan, whole.project, takes.sound, marks)
    untouched = plan.production.mastering.kept
    finished = takes if untouched else tagged(takes, sheet, plan.inputs.tags, bench)
    steps = (
        Step("master", reused=takes.reused, seconds=at_hand - began),
        Step("tag", reused=finished.reused, seconds=time.monotonic() - at_hand),
    )
    audio = {_enclosure(file, slug, takes.sound.duration_s): file for file in finished.files}
    built = described(plan, whole, takes.sound, tuple(audio), marks, gallery=bench.gallery)
    files: Files = {enclosure.key: file for enclosure, file in audio.items()}
    found = tuple(_findings(plan, whole.places, takes.sound, sheet))
    return replace(built, files=files | built.files, steps=steps, findings=(*built.findings, *found))


def _findings(plan: EpisodePlan, places: Places, sound: Sound, sheet: TagSheet) -> Iterator[Finding]:
    """Tell what a host should know about the sound, and about the chapters that went into the file."""
    heavy_share = sound.loudness.heavy_share
    yield from sound_findings(sound.foresight, plan.production, places, heavy_share=heavy_share)
    where = places.where(plan.production.file, "chapters")
    yield from weight_findings(sheet.chapters, sheet.pictures, where)
    if plan.needs_recording:
        yield from unused_chapters(plan.production, places)


def _takes(plan: EpisodePlan, bench: Workbench, tell: Tell) -> Takes:
    """Get the sound: what listeners have, the published file that lies here, or a new master."""
    held = plan.held
    if held and plan.work is Work.TAG:
        return fetched(held.record, bench, tell)
    if held and plan.restored_from:
        return at_hand(plan.production.tracks[0].file, Sound.of(held.record), bench)
    return mastered(plan, bench, tell)


def _timeline(plan: EpisodePlan, sound: Sound) -> Timeline:
    """Return how the time of what the host wrote becomes the published file's."""
    return sound.timeline.as_published if plan.restored_from else sound.timeline


def contents_of(plan: EpisodePlan, whole: Plan, sound: Sound) -> Contents:
    """Return the table of contents of an episode with this sound; raises as `contents` does."""
    released = plan.held.record if plan.held else None
    return contents(plan.production, _timeline(plan, sound), whole.places, released)


def _sheet(plan: EpisodePlan, project: Project, sound: Sound, marks: Contents) -> TagSheet:
    production, show = plan.production, project.show
    episode = production.episode
    return TagSheet(
        title=episode.title,
        show=show.title,
        author=show.author,
        number=episode.number,
        season=episode.season,
        date=episode.date,
        comment=episode.summary,
        language=show.language,
        copyright=show.copyright,
        episode_url=episode.link,
        show_url=show.link,
        cover=tag_cover(production.image or project.image),
        chapters=marks.chapters,
        pictures=pictures_in_tags(marks.chapters, marks.sources),
        duration_s=sound.duration_s,
    )


def _enclosure(file: Path, slug: Slug, duration_s: float) -> Enclosure:
    digest = file_digest(file)
    key = media_key(slug, digest, Format.of(file.name))
    return Enclosure(key, file.stat().st_size, content_type(key), duration_s, digest)


def described(  # noqa: PLR0913 - what a record is made of
    plan: EpisodePlan,
    whole: Plan,
    sound: Sound,
    enclosures: tuple[Enclosure, ...],
    marks: Contents,
    *,
    gallery: Gallery,
) -> BuiltEpisode:
    """Write the record around an enclosure and its alternates, with the small files that go beside them."""
    production = plan.production
    timeline = _timeline(plan, sound)
    transcripts = published_transcripts(production, whole.places, timeline)
    chapters_file, chapter_files = _chapters(production, marks, whole)
    cover, pictures = _cover(plan, gallery)
    release = Release(
        episode=replace(
            production.episode,
            chapters=marks.chapters,
            soundbites=heard_soundbites(production, timeline),
        ),
        enclosure=enclosures[0],
        loudness=sound.loudness,
        timeline=sound.timeline,
        inputs=plan.inputs,
        tools=sound.tools,
        changed=plan.held.later(whole.now) if plan.held else whole.now,
        transcripts=transcripts.files,
        alternates=enclosures[1:],
        restored_from=_ancestor(plan, enclosures[0]),
        chapters_file=chapters_file,
        mastering=_mastering(plan),
    )
    card, card_files = _card(plan, whole, gallery)
    files: Files = {**dict(transcripts.bodies), **chapter_files, **pictures, **card_files}
    lost = (*marks.lost, *transcripts.findings, *soundbite_findings(production, timeline, whole.places))
    return BuiltEpisode(plan, card.on(cover.on(release)), files, findings=lost)


def _cover(plan: EpisodePlan, gallery: Gallery) -> tuple[Cover, Files]:
    """Return an episode's own cover, with its files unless they are published already."""
    production, held = plan.production, plan.held.record if plan.held else None
    cover = gallery.cover_of(production, held)
    is_there = held is not None and held.pictures == cover.pictures and not plan.needs_recording
    if production.image is None or is_there:
        return cover, {}
    return cover, {**gallery.files(production.episode.slug, production.image, cover)}


def _card(plan: EpisodePlan, whole: Plan, gallery: Gallery) -> tuple[Card, Files]:
    """Return the card of an episode that has a web page, with its file unless that is published already."""
    production, show = plan.production, whole.show.show
    if show.site is None:
        return Card(), {}
    picture = production.image or whole.project.image
    held = plan.held.record if plan.held else None
    card = gallery.card(picture, production.episode, show.title, held)
    return card, {card.key: card.file} if card.key and card.file else {}


def _mastering(plan: EpisodePlan) -> Mastering:
    """Return what the sound was made with; that of a restored episode was made with what its record says."""
    if plan.held and plan.restored_from:
        return plan.held.record.mastering
    return plan.production.mastering.without_files


def _ancestor(plan: EpisodePlan, enclosure: Enclosure) -> str | None:
    """Return the published file that restored folders go on having while the sound is the same."""
    before = plan.held.record.restored_from if plan.held and plan.work is not Work.MASTER else None
    found = plan.restored_from or before
    return None if found == enclosure.sha256 else found


def _chapters(production: Production, marks: Contents, whole: Plan) -> tuple[str | None, Files]:
    """Return the key of the chapters as JSON, and the files to publish: these, and the pictures they name."""
    if not marks.chapters:
        return None, {}
    body = chapters_json(marks.chapters, whole.show.public_url)
    key = asset_key(production.episode.slug, hashlib.sha256(body).hexdigest(), CHAPTERS)
    return key, {**marks.pictures, key: body}
