"""What a recording would become, and what is wrong with it: known from hearing it once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.dynamics.conversation import curves, sound_of
from podpub.audio.dynamics.gain import CODEC_MARGIN_DB, gain_db
from podpub.audio.dynamics.leveling import speaker_spread_lu
from podpub.audio.dynamics.limiter import HEAVY_DB
from podpub.audio.metering.loudness import STEPS_A_SECOND
from podpub.audio.pieces import planned
from podpub.model import Faults, Foresight, Gap, Leveling, Prospect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.audio.metering.meter import Steps
    from podpub.audio.pieces import Plan
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Mastering, Tell, TrackSource

_SILENT = 10 ** (-60 / 20)
_LONG_SILENCE_S = 10


def foresee(
    recording: Sequence[TrackSource], settings: Mastering, *, ffmpeg: Ffmpeg, tell: Tell
) -> Foresight:
    """Hear a recording, intro and outro, and return what is known of it then.

    Raises:
        SourceError: What mastering would refuse.
    """
    return foresight(planned(recording, settings, ffmpeg=ffmpeg, tell=tell), settings)


def foresight(plan: Plan, settings: Mastering) -> Foresight:
    """Return what each leveling would make of a recording that was heard, and what is wrong with it."""
    prospects = tuple(_prospect(plan.heard, settings, leveling) for leveling in Leveling)
    return Foresight(prospects, Faults(plan.faults, tuple(_gaps(plan.heard))))


def _prospect(heard: Sequence[Steps], settings: Mastering, leveling: Leveling) -> Prospect:
    sound = sound_of(heard, curves([track.energies for track in heard], leveling))
    ceiling_dbtp = settings.ceiling_dbtp - CODEC_MARGIN_DB
    raised_db = gain_db([sound], [0.0], settings.target_lufs, ceiling_dbtp)
    heavy = float(np.mean(sound.over_db(raised_db, ceiling_dbtp) > HEAVY_DB)) if sound.peaks.size else 0.0
    return Prospect(leveling, speaker_spread_lu(sound.energies), heavy)


def _gaps(heard: Sequence[Steps]) -> Iterator[Gap]:
    """Yield the long silences between the first and the last sound of all tracks."""
    peaks = np.max([track.peaks for track in heard], axis=0)
    for before, after in pairwise(np.flatnonzero(peaks > _SILENT)):
        steps = int(after - before) - 1
        if steps > _LONG_SILENCE_S * STEPS_A_SECOND:
            yield Gap((int(before) + 1) / STEPS_A_SECOND, steps / STEPS_A_SECOND)
