"""From files to the program: every file heard, found usable, levelled on its own, and cut."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.cut import FADE_STEPS_A_SECOND, audible_s, overlap, published_rate
from podpub.audio.dynamics.conversation import curves, sound_of
from podpub.audio.dynamics.gain import unusable
from podpub.audio.dynamics.leveling import speaker_spread_lu
from podpub.audio.hearing import hear
from podpub.audio.metering.faults import FaultFinder
from podpub.audio.metering.loudness import STEPS_A_SECOND, integrated_lufs, levels, momentary_lufs
from podpub.audio.program import Piece, Program, Track
from podpub.audio.progress import part
from podpub.audio.source.decode import look
from podpub.audio.source.forming import Form, formed
from podpub.errors import SourceError
from podpub.model import Leveling, TrackFaults, TrackLoudness, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.audio.dynamics.gain import Sound
    from podpub.audio.hearing import Hearing
    from podpub.audio.metering.meter import Steps
    from podpub.audio.source.decode import Source
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Cleaning, Mastering, Tell, TrackSource

_FIX = say(
    "Check that `audio:`, `intro:` and `outro:` name the right files; `podpub measure` shows what is in them."
)
_TRACKS_DIFFER_BY_S = 1.0
_QUIETEST_PERCENT = 5
_TWO_SPEAKERS_DB = 3.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A track, what it sounds like in the published form, and what is wrong with it."""

    track: Track
    steps: Steps
    faults: TrackFaults


@dataclass(frozen=True, slots=True)
class Plan:
    """The program before it is levelled, and where in it the recording is.

    Attributes:
        main: Index of the recording among the pieces.
        heard: The recording's tracks as they are, of one length.
        tracks: Of the recording, if there are several.
        faults: What is wrong with each track, as it was recorded.
        recorded_lufs: The recording's loudness in the published channels, as it is.
        recorded_spread_lu: How far its loudest and quietest stretches of speech are apart.
        levelled_spread_lu: The same after levelling.
    """

    program: Program
    main: int
    heard: tuple[Steps, ...]
    faults: tuple[TrackFaults, ...]
    tracks: tuple[TrackLoudness, ...]
    recorded_lufs: float
    recorded_spread_lu: float
    levelled_spread_lu: float


def planned(recording: Sequence[TrackSource], settings: Mastering, *, ffmpeg: Ffmpeg, tell: Tell) -> Plan:
    """Hear the recording's tracks, intro and outro, and plan the program of them.

    Raises:
        SourceError: One of them cannot be decoded, or nothing good can come of it.
    """
    jingles = [[file] if file else [] for file in (settings.intro, settings.outro)]
    files = [jingles[0], [track.file for track in recording], jingles[1]]
    opened = [[look(file, ffmpeg=ffmpeg) for file in group] for group in files if group]
    main = len(jingles[0])
    fastest = max(source.sample_rate for source in opened[main])
    form = Form.published(settings.channels, published_rate(settings.sample_rate, fastest))
    ear = _Ear(form, settings, ffmpeg, tell, sum(map(len, opened)))
    heard = [ear.hears(group, settings.cleaning if at == main else None) for at, group in enumerate(opened)]
    tell(say("measure"), 1.0)
    _require_one_length(recording, heard[main], form)
    pieces = [_piece(group, form, settings, recorded=at == main) for at, group in enumerate(heard)]
    overlaps = (
        overlap(settings.crossfade.seconds, left.samples, right.samples, form.sample_rate)
        for left, right in pairwise(pieces)
    )
    steps = _of_one_length(heard[main])
    raw = sound_of(steps, [None] * len(steps))
    return Plan(
        program=Program(tuple(pieces), tuple(overlaps), form),
        main=main,
        heard=tuple(steps),
        faults=tuple(
            replace(one.faults, name=track.label) for track, one in zip(recording, heard[main], strict=True)
        ),
        recorded_lufs=raw.lufs,
        tracks=_loudness(recording, heard[main]),
        recorded_spread_lu=speaker_spread_lu(raw.energies),
        levelled_spread_lu=speaker_spread_lu(pieces[main].sound.energies),
    )


class _Ear:
    """Hears file after file in the published form, and refuses what nothing good can come of."""

    def __init__(self, form: Form, settings: Mastering, ffmpeg: Ffmpeg, tell: Tell, files: int) -> None:
        self._form = form
        self._settings = settings
        self._ffmpeg = ffmpeg
        self._tell = tell
        self._files = files
        self._heard = 0

    def hears(self, sources: Sequence[Source], cleaning: Cleaning | None) -> list[Heard]:
        """Return the files as they were heard."""
        return [self._hears(source, cleaning) for source in sources]

    def _hears(self, source: Source, cleaning: Cleaning | None) -> Heard:
        tell = part(self._tell, say("measure"), self._heard, self._files)
        noise_dbfs = self._noise_dbfs(source, tell) if cleaning and cleaning.denoise_db else 0.0
        filters = formed(source, self._form, cleaning, self._ffmpeg, noise_dbfs)
        finder = FaultFinder(self._form)
        hearing = hear(source, filters, self._form, ffmpeg=self._ffmpeg, tell=tell, also=finder.hear)
        self._heard += 1
        reason = unusable(hearing.steps.energies, hearing.duration_s, self._settings.target_lufs)
        if reason:
            raise SourceError(
                say("{name} cannot be used: {reason}", name=source.file.name, reason=reason), fix=_FIX
            )
        return Heard(Track(source, filters, hearing.samples), hearing.steps, _faults(source, hearing, finder))

    def _noise_dbfs(self, source: Source, tell: Tell) -> float:
        """Hear a file as it is, and return how loud its quietest moments are."""
        filters = formed(source, self._form, None, self._ffmpeg)
        steps = hear(source, filters, self._form, ffmpeg=self._ffmpeg, tell=tell).steps
        if not steps.energies.size:
            return -math.inf
        return float(np.percentile(levels(steps.energies), _QUIETEST_PERCENT)) - _TWO_SPEAKERS_DB


def _faults(source: Source, hearing: Hearing, finder: FaultFinder) -> TrackFaults:
    """Return what was found; channels are compared where the file has two of its own."""
    clips, first_clip_s = finder.overdriven
    is_stereo = source.channels > 1
    hum = finder.hum
    return TrackFaults(
        name=source.file.name,
        sample_rate=source.sample_rate,
        clips=clips,
        first_clip_s=first_clip_s,
        silent_side=finder.silent_side if is_stereo else "",
        same_sides=is_stereo and finder.same_sides,
        offset=finder.offset,
        hum_hz=hum.hertz,
        hum_lu=hum.dbfs - integrated_lufs(hearing.steps.energies) if hum.hertz else 0.0,
    )


def _loudness(recording: Sequence[TrackSource], heard: Sequence[Heard]) -> tuple[TrackLoudness, ...]:
    """Return how loud each of several tracks is."""
    if len(recording) == 1:
        return ()
    return tuple(
        TrackLoudness(track.label, integrated_lufs(one.steps.energies))
        for track, one in zip(recording, heard, strict=True)
    )


def _require_one_length(recording: Sequence[TrackSource], heard: Sequence[Heard], form: Form) -> None:
    """Refuse tracks that cannot be of one conversation, recorded together."""
    lengths_s = [one.track.samples / form.sample_rate for one in heard]
    if max(lengths_s) - min(lengths_s) >= _TRACKS_DIFFER_BY_S:
        told = ", ".join(
            f"{track.label} {length_s:.1f} s" for track, length_s in zip(recording, lengths_s, strict=True)
        )
        raise SourceError(
            say("the tracks differ in length: {told}", told=told),
            fix=say("Export them so that all begin and end together, silence included."),
        )


def _piece(heard: Sequence[Heard], form: Form, settings: Mastering, *, recorded: bool) -> Piece:
    tracks = _of_one_length(heard)
    gains = curves([track.energies for track in tracks], settings.leveling if recorded else Leveling.OFF)
    sound, samples = sound_of(tracks, gains), max(one.track.samples for one in heard)
    start, end = _kept(sound, samples, form) if recorded and settings.trim else (0, samples)
    step = form.sample_rate // STEPS_A_SECOND
    return Piece(
        tracks=tuple(replace(one.track, curve=curve) for one, curve in zip(heard, gains, strict=True)),
        start=start,
        samples=end - start,
        faded_in=start > 0,
        faded_out=end < samples,
        sound=sound.between(start // step, math.ceil(end / step)),
    )


def _kept(sound: Sound, samples: int, form: Form) -> tuple[int, int]:
    """Return the samples between the silence at both ends; a cut lies where fades may begin."""
    grid = form.sample_rate // FADE_STEPS_A_SECOND
    duration_s = samples / form.sample_rate
    start_s, end_s = audible_s(momentary_lufs(sound.energies), sound.lufs, duration_s)
    end = samples if end_s == duration_s else round(end_s * FADE_STEPS_A_SECOND) * grid
    return round(start_s * FADE_STEPS_A_SECOND) * grid, end


def _of_one_length(heard: Sequence[Heard]) -> list[Steps]:
    """Return what was heard with silence behind what is shorter."""
    longest = max(len(one.steps.energies) for one in heard)
    return [one.steps.extended(longest) for one in heard]
