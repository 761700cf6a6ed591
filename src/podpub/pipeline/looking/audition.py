"""Hear every recording, and look at every cover, that is going to be needed, before any work begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from podpub.artwork import require_whole
from podpub.audio import find_ffmpeg, foresee, look
from podpub.errors import ConfigError, PictureError, SourceError
from podpub.model import Level, Timeline, say
from podpub.pipeline.material.chapters import require_in_time
from podpub.pipeline.material.listening import sound_findings
from podpub.pipeline.material.soundbites import soundbite_findings
from podpub.pipeline.material.transcripts import late_findings
from podpub.pipeline.planning.problems import told
from podpub.pipeline.planning.recorded import unused_chapters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.audio import Ffmpeg
    from podpub.model import Finding, Production, Tell
    from podpub.pipeline.planning.plan import EpisodePlan, Plan


def audition(plan: Plan, *, environ: Mapping[str, str], tell: Tell) -> tuple[Finding, ...]:
    """Return what is wrong with recordings, intros, outros and covers, and what could sound better.

    Raises:
        ToolError: There is no ffmpeg to open them.
    """
    needed = [one for one in plan.episodes if one.needs_recording]
    if not needed:
        return ()
    ffmpeg = find_ffmpeg(environ)
    findings: list[Finding] = []
    for one in needed:
        opened = list(_opened(one, plan, ffmpeg))
        findings += opened
        is_kept = one.production.mastering.kept
        if not is_kept and not any(found.level is Level.ERROR for found in opened):
            findings += _heard(one, plan, ffmpeg, tell)
        findings += _spoiled(one.production, plan)
    return tuple(findings)


def _opened(one: EpisodePlan, plan: Plan, ffmpeg: Ffmpeg) -> Iterator[Finding]:
    """Open every audio file of an episode; tell all that cannot be, and what stands behind their ends."""
    production = one.production
    tracks = [track.file for track in production.tracks]
    for file in filter(Path.is_file, _audio_files(production)):
        try:
            opened = look(file, ffmpeg=ffmpeg)
            if file in tracks and opened.promised_s:
                require_in_time(production.episode.chapters, opened.promised_s)
            if file == tracks[0] and opened.promised_s:
                yield from late_findings(production, plan.places, opened.promised_s)
                whole = Timeline(0.0, opened.promised_s, 0.0, opened.promised_s)
                yield from soundbite_findings(production, whole, plan.places)
        except (SourceError, ConfigError) as error:
            yield told(error, production, plan.places)


def _spoiled(production: Production, plan: Plan) -> Iterator[Finding]:
    """Find a damaged cover whose header looked well."""
    try:
        if production.image:
            require_whole(production.image)
    except PictureError as error:
        found = told(error, production, plan.places)
        if found not in plan.findings:
            yield found


def _heard(one: EpisodePlan, plan: Plan, ffmpeg: Ffmpeg, tell: Tell) -> list[Finding]:
    """Hear all of an episode whose files are there."""
    production, slug = one.production, one.production.episode.slug
    if not all(file.is_file() for file in _audio_files(production)):
        return []  # the plan has complained

    def tell_of_this(step: str, done: float) -> None:
        tell(say("{slug}: {step}", slug=slug, step=step), done)

    try:
        foresight = foresee(production.tracks, production.mastering, ffmpeg=ffmpeg, tell=tell_of_this)
    except SourceError as error:
        return [told(error, production, plan.places)]
    return [
        *sound_findings(foresight, production, plan.places),
        *unused_chapters(production, plan.places),
    ]


def _audio_files(production: Production) -> Iterator[Path]:
    settings = production.mastering
    yield from (track.file for track in production.tracks)
    if settings.kept:
        return
    yield from (file for file in (settings.intro, settings.outro) if file)
