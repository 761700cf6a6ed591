"""What a recording would become: known from hearing it once, before anything is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.conversation import curves, sound_of
from podpub.audio.gain import CODEC_MARGIN_DB, gain_db
from podpub.audio.leveling import speaker_spread_lu
from podpub.audio.limiter import HEAVY_DB
from podpub.audio.pieces import planned
from podpub.model import Leveling, Prospect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.audio.ffmpeg import Ffmpeg
    from podpub.audio.meter import Steps
    from podpub.model import Mastering, Tell, TrackSource


def foresee(
    recording: Sequence[TrackSource], settings: Mastering, *, ffmpeg: Ffmpeg, tell: Tell
) -> tuple[Prospect, ...]:
    """Hear a recording, intro and outro, and return what each leveling would make of it.

    Raises:
        SourceError: What mastering would refuse.
    """
    return prospects(planned(recording, settings, ffmpeg=ffmpeg, tell=tell).heard, settings)


def prospects(heard: Sequence[Steps], settings: Mastering) -> tuple[Prospect, ...]:
    """Return what each leveling would make of a recording that was heard."""
    return tuple(_prospect(heard, settings, leveling) for leveling in Leveling)


def _prospect(heard: Sequence[Steps], settings: Mastering, leveling: Leveling) -> Prospect:
    sound = sound_of(heard, curves([track.energies for track in heard], leveling))
    ceiling_dbtp = settings.ceiling_dbtp - CODEC_MARGIN_DB
    raised_db = gain_db([sound], [0.0], settings.target_lufs, ceiling_dbtp)
    heavy = float(np.mean(sound.over_db(raised_db, ceiling_dbtp) > HEAVY_DB)) if sound.peaks.size else 0.0
    return Prospect(leveling, speaker_spread_lu(sound.energies), heavy)
