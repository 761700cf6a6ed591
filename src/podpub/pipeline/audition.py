"""Open every recording that is going to be needed, before any work begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.audio import find_ffmpeg, look
from podpub.errors import ConfigError, SourceError
from podpub.pipeline.chapters import require_in_time
from podpub.pipeline.problems import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from podpub.model import Finding
    from podpub.pipeline.plan import EpisodePlan, Plan


def audition(plan: Plan, *, environ: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what can be known to be wrong with recordings, intros and outros without hearing all of them.

    Raises:
        ToolError: There is no ffmpeg to open them.
    """
    needed = [one for one in plan.episodes if one.needs_recording]
    if not needed:
        return ()
    ffmpeg = find_ffmpeg(environ)
    findings = []
    for one in needed:
        tracks = {track.file for track in one.production.tracks}
        for file in _audio_files(one):
            try:
                opened = look(file, ffmpeg=ffmpeg)
                if file in tracks and opened.promised_s:
                    require_in_time(one.production, opened.promised_s)
            except (SourceError, ConfigError) as error:
                findings.append(told(error, one.production, plan.places))
    return tuple(findings)


def _audio_files(one: EpisodePlan) -> Iterator[Path]:
    """Yield the audio files of an episode that are there; the plan has complained about the others."""
    settings = one.production.mastering
    for file in (*(track.file for track in one.production.tracks), settings.intro, settings.outro):
        if file and file.is_file():
            yield file
