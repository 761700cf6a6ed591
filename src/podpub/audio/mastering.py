"""The story: plan the program, level it, write it, hear what was written, and only then let it appear."""

from __future__ import annotations

import math
import os
import tempfile
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.audio.encoder import Encoding, lame_version, write_mp3
from podpub.audio.gain import CODEC_MARGIN_DB, TOLERANCE_LU, loudness_error_lu, peak_excess_db
from podpub.audio.hearing import measure
from podpub.audio.level import OutOfReachError, levelled
from podpub.audio.pieces import planned
from podpub.audio.program import Playback
from podpub.audio.progress import part, told
from podpub.errors import InvalidResultError, SourceError, ToolError
from podpub.model import LoudnessReport, Mastered, Timeline, silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.audio.ffmpeg import Ffmpeg
    from podpub.audio.program import Program
    from podpub.model import Mastering, Measurement, Tell

_ENCODINGS = 4
_SAFETY_DB = 0.2


def master(
    recording: Sequence[Path],
    settings: Mastering,
    destination: Path,
    *,
    ffmpeg: Ffmpeg,
    tell: Tell = silent,
) -> Mastered:
    """Make the published MP3 of a recording, which may have several tracks.

    The file at `destination` appears whole or not at all. What is returned was measured on it: within 0.1 LU
    of the target, no true peak above the ceiling, its length exact to the sample. The same input and tools
    give the same bytes. Steps told: `measure`, `level`, `encode`, `verify`.

    Raises:
        SourceError: The recording, intro or outro cannot be used, or cannot be brought to the target.
        ToolError: ffmpeg failed, or the file cannot be written.
        InvalidResultError: What was written is not what was meant to be.
    """
    plan = planned(recording, settings, ffmpeg=ffmpeg, tell=tell)
    try:
        with _appearing(destination) as draft:
            playback, result = _written(plan.program, settings, draft, ffmpeg, tell)
    except OutOfReachError as error:
        raise _too_much_to_ask(recording, settings, error.within_reach_lufs) from error
    reduction = playback.reduction(plan.main)
    report = LoudnessReport(
        source_lufs=plan.recorded_lufs,
        lufs=result.lufs,
        true_peak_dbtp=result.true_peak_dbtp,
        lra_lu=result.lra_lu,
        gain_db=round(playback.program.pieces[plan.main].gain_db, 3),
        limited=reduction.most_db > 0,
        reduction_db=reduction.most_db,
        heavy_share=reduction.heavy_share,
        speaker_spread_lu=plan.recorded_spread_lu,
        levelled_spread_lu=plan.levelled_spread_lu,
    )
    return Mastered(result=result, loudness=report, timeline=_timeline(playback.program, plan.main))


def audio_tools(ffmpeg: Ffmpeg) -> tuple[tuple[str, str], ...]:
    """Return name and version of everything that shapes the sound."""
    return (
        ("ffmpeg", f"{ffmpeg.version} ({ffmpeg.origin})"),
        ("lame", lame_version()),
        ("numpy", version("numpy")),
        ("pydub", version("pydub")),
        ("scipy", version("scipy")),
    )


def _written(
    program: Program, settings: Mastering, draft: Path, ffmpeg: Ffmpeg, tell: Tell
) -> tuple[Playback, Measurement]:
    """Level and write the program; do it again, corrected, when the written file breaks a promise.

    Lossy coding moves peaks by up to a decibel: so far below the ceiling does the first try stay.
    """
    aim_lufs, ceiling_dbtp = settings.target_lufs, settings.ceiling_dbtp - CODEC_MARGIN_DB
    for _ in range(_ENCODINGS):
        program = levelled(program, aim_lufs, ceiling_dbtp, ffmpeg=ffmpeg, tell=tell)
        playback = Playback(program, ffmpeg=ffmpeg)
        _encode(playback, settings, draft, tell)
        result = _verified(draft, program, ffmpeg, tell)
        error_lu, excess_db = loudness_error_lu(result, settings), peak_excess_db(result, settings)
        if abs(error_lu) <= TOLERANCE_LU and not excess_db:
            return playback, result
        ceiling_dbtp -= excess_db + _SAFETY_DB if excess_db else 0.0
        aim_lufs -= error_lu
    raise OutOfReachError(result.lufs)


def _encode(playback: Playback, settings: Mastering, draft: Path, tell: Tell) -> None:
    program = playback.program
    with draft.open("wb") as file, closing(playback.blocks()) as pcm:
        heard = told(pcm, program.samples, tell, "encode")
        encoding = Encoding(program.form, settings.bitrate_kbps)
        write_mp3(file, heard, program.samples, encoding, jobs=os.cpu_count() or 1)
        file.flush()
        os.fsync(file.fileno())


def _verified(draft: Path, program: Program, ffmpeg: Ffmpeg, tell: Tell) -> Measurement:
    """Decode and measure what was written."""
    try:
        result = measure(draft, ffmpeg=ffmpeg, tell=part(tell, "verify"))
    except SourceError as error:
        raise InvalidResultError(f"the MP3 that was written is not sound: {error.message}") from error
    if result.samples != program.samples:
        raise InvalidResultError(
            f"the MP3 that was written plays {result.samples} samples instead of {program.samples}",
            fix="`podpub doctor` tests the tools.",
        )
    return result


def _too_much_to_ask(recording: Sequence[Path], settings: Mastering, within_reach_lufs: float) -> SourceError:
    wish = f"{settings.target_lufs:g} LUFS with no true peak above {settings.ceiling_dbtp:g} dBTP"
    return SourceError(
        f"{recording[0].name} cannot be brought to {wish}: its loudest moments stand too far above the rest",
        fix=f"Ask for `loudness: {math.floor(within_reach_lufs)}`, or turn those moments down.",
    )


@contextmanager
def _appearing(destination: Path) -> Iterator[Path]:
    """Give a place to write beside the destination; what lies there at the end becomes the destination."""
    try:
        with tempfile.TemporaryDirectory(dir=destination.parent, prefix=".podpub-") as beside:
            draft = Path(beside) / destination.name
            yield draft
            draft.replace(destination)
    except OSError as error:
        raise ToolError(
            f"{destination} cannot be written: {error.strerror}",
            fix="Check that the folder exists and has room.",
        ) from error


def _timeline(program: Program, main: int) -> Timeline:
    rate = program.form.sample_rate
    before, overlaps = program.pieces[:main], program.overlaps[:main]
    return Timeline(
        trimmed_start_s=program.pieces[main].start / rate,
        recording_s=program.pieces[main].samples / rate,
        lead_s=(sum(piece.samples for piece in before) - sum(overlaps)) / rate,
        total_s=program.samples / rate,
    )
