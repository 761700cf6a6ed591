"""The story: plan the program, level it, write it, hear what was written, and only then let it appear."""

from __future__ import annotations

import math
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.audio.coding.encoder import lame_version
from podpub.audio.coding.formats import can_be_even, encode, is_right, length
from podpub.audio.dynamics.gain import CODEC_MARGIN_DB, TOLERANCE_LU, loudness_error_lu, peak_excess_db
from podpub.audio.hearing import measured_closely
from podpub.audio.level import OutOfReachError, levelled
from podpub.audio.pieces import planned
from podpub.audio.program import Playback
from podpub.audio.progress import part
from podpub.audio.prospects import foresight
from podpub.audio.trace import Trace
from podpub.errors import InvalidResultError, SourceError, ToolError
from podpub.model import LoudnessReport, Mastered, Timeline, say, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from podpub.audio.machine import Machine
    from podpub.audio.metering.meter import Steps
    from podpub.audio.pieces import Plan
    from podpub.audio.program import Program
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Format, Mastering, Measurement, Tell, TrackSource

_ENCODINGS = 4
_SAFETY_DB = 0.2


def master(  # noqa: PLR0913 - what is made, of what, and who hears of it
    recording: Sequence[TrackSource],
    settings: Mastering,
    destination: Path,
    *,
    machine: Machine,
    tell: Tell = silent,
    also: Callable[[Trace], None] = lambda _: None,
) -> Mastered:
    """Make the published file of a recording, which may have several tracks, and its alternates beside it.

    `destination` takes the first of the formats; the others differ from it in their suffix. Each file appears
    whole, and none before all were found right. What is returned was measured on the first: within 0.1 LU of
    the target, no true peak above the ceiling, its length exact to the sample; the others were held against
    the same.
    The same input and tools give the same bytes, on any number of cores. Steps told: `measure`, `level`,
    `encode`, `verify`, and the last two again for each of the others, with its name. What was heard on the
    way goes to `also`.

    Raises:
        SourceError: The recording, intro or outro cannot be used, or cannot be brought to the target.
        ToolError: ffmpeg failed, or the file cannot be written.
        InvalidResultError: What was written is not what was meant to be.
    """
    plan = planned(recording, settings, ffmpeg=machine.ffmpeg, tell=tell)
    try:
        program = levelled(plan.program, *_aim(settings), ffmpeg=machine.ffmpeg, tell=tell)
        with _appearing(destination) as draft:
            playback, result, heard = _written(program, settings, draft, machine, tell)
            for other in settings.formats[1:]:
                alone, beside = replace(settings, formats=(other,)), draft.with_suffix(other.suffix)
                _written(playback.program, alone, beside, machine, _naming(tell, other))
    except OutOfReachError as error:
        raise _too_much_to_ask(recording, settings, error.within_reach_lufs) from error
    also(Trace.of_mastering(plan, playback, heard))
    return Mastered(
        result=result,
        loudness=_report(plan, playback, result),
        timeline=_timeline(playback.program, plan.main),
        foresight=foresight(plan, settings),
    )


def audio_tools(ffmpeg: Ffmpeg) -> tuple[tuple[str, str], ...]:
    """Return name and version of everything that shapes the sound."""
    return (
        ("ffmpeg", f"{ffmpeg.version} ({ffmpeg.origin})"),
        ("lame", lame_version()),
        ("numpy", version("numpy")),
        ("pydub", version("pydub")),
    )


def _aim(settings: Mastering) -> tuple[float, float]:
    """Return the loudness to aim at, and how high peaks may go before they are encoded.

    Lossy coding moves peaks by up to a decibel: so far below the ceiling does the first try stay.
    """
    return settings.target_lufs, settings.ceiling_dbtp - CODEC_MARGIN_DB


def _written(
    program: Program, settings: Mastering, draft: Path, machine: Machine, tell: Tell
) -> tuple[Playback, Measurement, Steps]:
    """Write the program; do it again, corrected, when the written file breaks a promise."""
    aim_lufs, ceiling_dbtp = _aim(settings)
    evenly = False
    for _ in range(_ENCODINGS):
        playback = Playback(program, ffmpeg=machine.ffmpeg)
        encode(playback, settings, draft, machine=machine, tell=tell, evenly=evenly)
        result, heard = _verified(draft, program, settings.formats[0], machine.ffmpeg, tell)
        error_lu, excess_db = loudness_error_lu(result, settings), peak_excess_db(result, settings)
        if abs(error_lu) <= TOLERANCE_LU and not excess_db:
            return playback, result, heard
        if excess_db and not evenly and can_be_even(settings.formats[0]):
            evenly = True
        elif excess_db:
            ceiling_dbtp -= excess_db + _SAFETY_DB
        aim_lufs -= error_lu
        program = levelled(program, aim_lufs, ceiling_dbtp, ffmpeg=machine.ffmpeg, tell=tell)
    raise OutOfReachError(result.lufs)


def _naming(tell: Tell, format_: Format) -> Tell:
    return lambda step, done: tell(say("{step} {format}", step=step, format=format_), done)


def _verified(
    draft: Path, program: Program, format_: Format, ffmpeg: Ffmpeg, tell: Tell
) -> tuple[Measurement, Steps]:
    """Decode and measure what was written."""
    try:
        result, heard = measured_closely(draft, ffmpeg=ffmpeg, is_own=True, tell=part(tell, say("verify")))
    except SourceError as error:
        raise InvalidResultError(
            say("the {format} file is not sound: {reason}", format=format_, reason=error.message)
        ) from error
    rate, samples = length(program, format_)
    if not is_right(result, program, format_):
        raise InvalidResultError(
            say(
                "the {format} file plays {samples} samples at {sample_rate} Hz instead of "
                "{promised} at {rate} Hz",
                format=format_,
                samples=result.samples,
                sample_rate=result.sample_rate,
                promised=samples,
                rate=rate,
            ),
            fix=say("`podpub doctor` tests the tools."),
        )
    return replace(result, samples=samples), heard


def _report(plan: Plan, playback: Playback, result: Measurement) -> LoudnessReport:
    reduction = playback.reduction(plan.main)
    return LoudnessReport(
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
        tracks=plan.tracks,
    )


def _too_much_to_ask(
    recording: Sequence[TrackSource], settings: Mastering, within_reach_lufs: float
) -> SourceError:
    lower_lufs = math.floor(min(within_reach_lufs, settings.target_lufs - 1))
    wish = say(
        "{target_lufs:g} LUFS with no true peak above {ceiling_dbtp:g} dBTP",
        target_lufs=settings.target_lufs,
        ceiling_dbtp=settings.ceiling_dbtp,
    )
    return SourceError(
        say(
            "{name} cannot be brought to {wish}: its loudest moments stand too far above the rest",
            name=recording[0].file.name,
            wish=wish,
        ),
        fix=say("Ask for `loudness: {floor}`, or turn those moments down.", floor=lower_lufs),
    )


@contextmanager
def _appearing(destination: Path) -> Iterator[Path]:
    """Give a place to write beside the destination; all that lies there at the end is moved to its folder."""
    try:
        with tempfile.TemporaryDirectory(dir=destination.parent, prefix=".podpub-") as beside:
            yield Path(beside) / destination.name
            for draft in sorted(Path(beside).iterdir()):
                draft.replace(destination.with_name(draft.name))
    except OSError as error:
        raise ToolError(
            say("{destination} cannot be written: {reason}", destination=destination, reason=error.strerror),
            fix=say("Check that the folder exists and has room."),
        ) from error


def _timeline(program: Program, main: int) -> Timeline:
    rate, recording = program.form.sample_rate, program.pieces[main]
    before, overlaps = program.pieces[:main], program.overlaps[:main]
    kept_until = recording.start + recording.samples
    return Timeline(
        trimmed_start_s=recording.start / rate,
        recording_s=recording.samples / rate,
        lead_s=(sum(piece.samples for piece in before) - sum(overlaps)) / rate,
        total_s=program.samples / rate,
        trimmed_end_s=(max(track.samples for track in recording.tracks) - kept_until) / rate,
    )
