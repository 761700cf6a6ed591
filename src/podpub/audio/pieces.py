"""From files to the program: every file heard, found usable, cut, and given its first gain."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.audio.cut import FADE_STEPS_A_SECOND, audible_s, overlap, published_rate, resampled
from podpub.audio.gain import spread_lu, unusable
from podpub.audio.loudness import hear
from podpub.audio.program import Form, Piece, Program, mix
from podpub.audio.progress import part
from podpub.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio.ffmpeg import Ffmpeg
    from podpub.audio.loudness import Hearing
    from podpub.model import Mastering, Measurement, Tell

_FIX = (
    "Check that `audio:`, `intro:` and `outro:` name the right files; `podpub measure` shows what is in them."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The program before it is levelled, and where in it the recording is.

    Attributes:
        main: Index of the recording among the pieces.
        recorded_lufs: The recording's loudness in the published channels.
    """

    program: Program
    main: int
    recorded_lufs: float


def planned(recording: Path, settings: Mastering, *, ffmpeg: Ffmpeg, tell: Tell) -> Plan:
    """Hear the recording, intro and outro, and plan the program of them.

    Raises:
        SourceError: One of them cannot be decoded, or nothing good can come of it.
    """
    files = [file for file in (settings.intro, recording, settings.outro) if file]
    main = 1 if settings.intro else 0
    hearings = [
        _heard(file, settings, ffmpeg, part(tell, "measure", at, len(files))) for at, file in enumerate(files)
    ]
    recorded = hearings[main].measurement
    form = Form(settings.channels, published_rate(settings.sample_rate, recorded.sample_rate))
    pieces = [
        _piece(hearing, form, settings, ffmpeg, trim=settings.trim and at == main)
        for at, hearing in enumerate(hearings)
    ]
    overlaps = [
        overlap(settings.crossfade.seconds, left.samples, right.samples, form.sample_rate)
        for left, right in pairwise(pieces)
    ]
    tell("measure", 1.0)
    recorded_lufs = settings.target_lufs - pieces[main].gain_db
    return Plan(Program(tuple(pieces), tuple(overlaps), form), main, recorded_lufs)


def _heard(file: Path, settings: Mastering, ffmpeg: Ffmpeg, tell: Tell) -> Hearing:
    hearing = hear(file, ffmpeg=ffmpeg, tell=tell)
    _must_be_usable(hearing, settings)
    return hearing


def _piece(hearing: Hearing, form: Form, settings: Mastering, ffmpeg: Ffmpeg, *, trim: bool) -> Piece:
    whole, source = hearing.measurement, hearing.source
    start_s, end_s = 0.0, whole.duration_s
    if trim:
        start_s, end_s = audible_s(hearing.momentary_lufs, whole.lufs, whole.duration_s)
    mixed = _as_published(hearing, form, settings, ffmpeg)
    samples = resampled(whole.samples, source.sample_rate, form.sample_rate)
    start, end = _grid(start_s, form), samples if end_s == whole.duration_s else _grid(end_s, form)
    return Piece(
        source=source,
        start=start,
        samples=end - start,
        faded_in=start > 0,
        faded_out=end < samples,
        peak_dbtp=mixed.true_peak_dbtp,
        gain_db=settings.target_lufs - mixed.lufs,
    )


def _as_published(hearing: Hearing, form: Form, settings: Mastering, ffmpeg: Ffmpeg) -> Measurement:
    """Return the measurement in the published channels; mono on two speakers is as loud as it was."""
    channels = hearing.source.channels
    if channels in (1, form.channels):
        return hearing.measurement
    mixed = hear(
        hearing.source.file, ffmpeg=ffmpeg, mix=mix(hearing.source, form.channels), channels=form.channels
    )
    _must_be_usable(mixed, settings)
    return mixed.measurement


def _must_be_usable(hearing: Hearing, settings: Mastering) -> None:
    reason = unusable(hearing.measurement, spread_lu(hearing.momentary_lufs), settings.target_lufs)
    if reason:
        raise SourceError(f"{hearing.source.file.name} cannot be used: {reason}", fix=_FIX)


def _grid(seconds: float, form: Form) -> int:
    return round(seconds * FADE_STEPS_A_SECOND) * (form.sample_rate // FADE_STEPS_A_SECOND)
