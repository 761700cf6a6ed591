"""The sound of one episode, to be looked at: what mastering heard and did, or the published file alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.artwork.chart import SoundSheet
from podpub.audio import Trace
from podpub.errors import ConfigError
from podpub.model import ENGLISH, Finding, say
from podpub.model.chapter import listed
from podpub.pipeline.house import open_cache, open_storage, take_stock
from podpub.pipeline.making.build import contents_of
from podpub.pipeline.making.takes import Sound, Workbench, at_hand, fetched, heard_alone, mastered
from podpub.pipeline.material.listening import sound_findings
from podpub.pipeline.planning.manuscript import read_manuscript
from podpub.pipeline.planning.plan import plan_episode, survey
from podpub.pipeline.planning.problems import told

if TYPE_CHECKING:
    from podpub.model import Chapter, Episode, Language, Production, Tell
    from podpub.pipeline.making.takes import Takes
    from podpub.pipeline.planning.manuscript import Manuscript
    from podpub.pipeline.planning.plan import EpisodePlan, Plan
    from podpub.pipeline.release import Order

_COLUMNS = 1120  # one for each unit of the picture's width


def portray(order: Order, *, language: Language = ENGLISH, tell: Tell) -> tuple[Episode, SoundSheet]:
    """Return an episode, and what is to be seen of its sound.

    The recording is mastered as a release would do it, or found mastered; where it was put away since, the
    published file is heard alone. Nothing is uploaded.

    Args:
        order: Which; one episode.
        language: Of the sheet.
        tell: Hears how far it is.

    Raises:
        ConfigError: show.yaml or episode.yaml cannot be read.
        SourceError, ToolError, StorageError: The sound cannot be had.
    """
    manuscript = read_manuscript(order.show_file, order.episode_files)
    production = _only(manuscript)
    storage, cache = open_storage(manuscript.project), open_cache(manuscript.project)
    stock = take_stock(manuscript.project, storage, order.now)
    whole = survey(manuscript, stock=stock, now=order.now)
    plan = plan_episode(production, manuscript.project, stock)
    bench = Workbench(storage, cache, order.environ, order.jobs)
    takes = _takes(plan, bench, tell)
    trace = Trace.read(takes.trace or heard_alone(takes, bench, tell))
    chapters, lost = _chapters(plan, whole, takes.sound)
    cache.prune(order.now)
    return production.episode, SoundSheet(
        show=manuscript.project.show.title,
        title=production.episode.title,
        envelope=trace.envelope(takes.sound.timeline, _COLUMNS),
        loudness=takes.sound.loudness,
        target_lufs=production.mastering.target_lufs,
        ceiling_dbtp=production.mastering.ceiling_dbtp,
        chapters=chapters,
        findings=tuple(dict.fromkeys((*whole.findings, *_heard(plan, whole, takes), *lost))),
        language=language,
    )


def _only(manuscript: Manuscript) -> Production:
    if not manuscript.productions:
        raise ConfigError(say("the episode cannot be read"), findings=manuscript.findings)
    return manuscript.productions[0]


def _takes(plan: EpisodePlan, bench: Workbench, tell: Tell) -> Takes:
    """Master the recording, or take what is published of it where it is not here any more."""
    held, tracks = plan.held, plan.production.tracks
    if held and plan.restored_from:
        return at_hand(tracks[0].file, Sound.of(held.record), bench)
    if held and not all(track.file.is_file() for track in tracks):
        return fetched(held.record, bench, tell)
    return mastered(plan, bench, tell)


def _heard(plan: EpisodePlan, whole: Plan, takes: Takes) -> tuple[Finding, ...]:
    sound = takes.sound
    return sound_findings(
        sound.foresight, plan.production, whole.places, heavy_share=sound.loudness.heavy_share
    )


def _chapters(
    plan: EpisodePlan, whole: Plan, sound: Sound
) -> tuple[tuple[Chapter, ...], tuple[Finding, ...]]:
    """Return the chapters where they are heard, and what is wrong with them."""
    try:
        contents = contents_of(plan, whole, sound)
    except ConfigError as error:
        return (), (told(error, plan.production, whole.places),)
    return listed(contents.chapters), contents.lost
