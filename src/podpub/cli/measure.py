"""`podpub measure`: what a meter says."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.audio import find_ffmpeg, measure
from podpub.cli.console import Console, speaks
from podpub.cli.words import playing_time
from podpub.errors import SourceError
from podpub.model import Finding, Level, say

if TYPE_CHECKING:
    from podpub.model import Measurement


_FAR_APART_LU = 6.0
_MOMENT_S = 0.4  # what loudness is measured in (ITU-R BS.1770)


@click.command("measure", epilog="Example:  podpub measure episodes/*/recording.* public/media/*.mp3")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@speaks
def command(console: Console, files: tuple[Path, ...]) -> None:
    """Measure loudness, true peak and loudness range of audio files.

    By ITU-R BS.1770 and EBU Tech 3342; mono counts as it is heard, on two speakers. Podcast apps expect
    about -16 LUFS, and no true peak above -1 dBTP. Voices: how far the loudest stretch of speech stands above
    the quietest; where it is much, a remark tells what `leveling` would do.
    """
    ffmpeg = find_ffmpeg(os.environ)
    results: dict[Path, Measurement | SourceError] = {}
    with console.progress() as tell:
        for file in files:
            try:
                results[file] = measure(
                    file, ffmpeg=ffmpeg, tell=lambda _, done, of=file.name: tell(of, done)
                )
            except SourceError as error:
                results[file] = error
    if console.as_json:
        console.document([_document(file, one) for file, one in results.items()])
        if any(isinstance(one, SourceError) for one in results.values()):
            raise click.exceptions.Exit(SourceError.exit_code)
        return
    _show(console, {file: one for file, one in results.items() if not isinstance(one, SourceError)})
    _refuse({file: one for file, one in results.items() if isinstance(one, SourceError)})


def _refuse(refused: dict[Path, SourceError]) -> None:
    if refused:
        findings = [
            Finding(Level.ERROR, "not-measured", str(file), one.message, one.fix)
            for file, one in refused.items()
        ]
        raise SourceError(say("not every file could be measured"), findings=findings)


def _show(console: Console, measured: dict[Path, Measurement]) -> None:
    if not measured:
        return
    columns = {
        say("File"): "left",
        say("Loudness"): "right",
        say("True peak"): "right",
        say("Range"): "right",
        say("Voices"): "right",
        say("Length"): "right",
        say("Sound"): "left",
    }
    console.table(columns, [_row(file, one) for file, one in measured.items()])
    for file, one in measured.items():
        if one.speaker_spread_lu > _FAR_APART_LU:
            console.remark(
                "{}: `leveling: gentle` would leave the voices {:.0f} LU apart, `strong` {:.0f} LU.",
                file.name,
                one.gentle_spread_lu,
                one.strong_spread_lu,
            )


def _row(file: Path, one: Measurement) -> tuple[str, ...]:
    channels = say("mono") if one.channels == 1 else say("{count} channels", count=one.channels)
    sound = say("{channels}, {rate} Hz", channels=channels, rate=one.sample_rate)
    if math.isinf(one.lufs):
        return (
            str(file),
            say("silence") if one.duration_s >= _MOMENT_S else say("too short"),
            "",
            "",
            "",
            playing_time(one.duration_s),
            sound,
        )
    return (
        str(file),
        say("{lufs:.1f} LUFS", lufs=one.lufs),
        say("{dbtp:.1f} dBTP", dbtp=one.true_peak_dbtp),
        say("{lu:.1f} LU", lu=one.lra_lu),
        say("{lu:.0f} LU apart", lu=one.speaker_spread_lu),
        playing_time(one.duration_s),
        sound,
    )


def _document(file: Path, one: Measurement | SourceError) -> dict[str, object]:
    if isinstance(one, SourceError):
        return {"file": str(file), "error": one.message, "fix": one.fix}
    return {
        "file": str(file),
        "lufs": _finite(one.lufs),
        "true_peak_dbtp": _finite(one.true_peak_dbtp),
        "lra_lu": one.lra_lu,
        "speaker_spread_lu": {
            "off": one.speaker_spread_lu,
            "gentle": one.gentle_spread_lu,
            "strong": one.strong_spread_lu,
        },
        "duration_s": one.duration_s,
        "channels": one.channels,
        "sample_rate": one.sample_rate,
    }


def _finite(level: float) -> float | None:
    """JSON has no infinity: silence has no level."""
    return level if math.isfinite(level) else None
