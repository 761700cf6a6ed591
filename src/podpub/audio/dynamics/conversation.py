"""Tracks of one conversation: brought to one level, rid of each other's voices, levelled, and added up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.dynamics.curve import Curve
from podpub.audio.dynamics.gain import Sound
from podpub.audio.dynamics.leveling import closed, own_voices, ridden
from podpub.audio.metering.loudness import lufs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.audio.dynamics.leveling import Voiced
    from podpub.audio.metering.loudness import Energies
    from podpub.audio.metering.meter import Steps
    from podpub.model import Leveling

# A waveform may rise between its samples, and a gain move within a tenth of a second
_MARGIN_DB = 1.0
_MOST_UP_DB = 30.0


def curves(tracks: Sequence[Energies], leveling: Leveling) -> list[Curve | None]:
    """Return the gain of every track; None leaves it as it is. A single track is only levelled.

    Args:
        tracks: Of one length.
        leveling: Of each voice on its own.
    """
    if len(tracks) == 1:
        return [ridden(tracks[0], leveling)]
    own = own_voices(tracks)
    even = _at_one_level(tracks, own)
    levelled = [
        ridden(_after(energies, curve), leveling, voice)
        for energies, curve, voice in zip(tracks, even, own, strict=True)
    ]
    return [one.plus(more) if more else one for one, more in zip(even, levelled, strict=True)]


def sound_of(tracks: Sequence[Steps], gains: Sequence[Curve | None]) -> Sound:
    """Return what is known of the tracks together: voices add up in energy, and at worst in peaks."""
    factors = [1.0 if curve is None else 10 ** (curve.gains_db / 20) for curve in gains]
    energies = sum(track.energies * factor**2 for track, factor in zip(tracks, factors, strict=True))
    peaks = sum(track.peaks * factor for track, factor in zip(tracks, factors, strict=True))
    highest = float(np.max(peaks, initial=0.0))
    peak_dbtp = 20 * math.log10(highest) + _MARGIN_DB if highest else -math.inf
    return Sound(np.asarray(energies), np.asarray(peaks), peak_dbtp)


def _at_one_level(tracks: Sequence[Energies], own: Sequence[Voiced]) -> list[Curve]:
    """Return gains that bring every voice to the level of the loudest, and turn down what others say."""
    voices_lufs = [_voice_lufs(energies, where) for energies, where in zip(tracks, own, strict=True)]
    loudest_lufs = max(voices_lufs)
    up_db = [loudest_lufs - voice if math.isfinite(voice) else 0.0 for voice in voices_lufs]
    return [
        Curve(gate.gains_db + min(more_db, _MOST_UP_DB))
        for gate, more_db in zip(closed(own), up_db, strict=True)
    ]


def _voice_lufs(energies: Energies, own: Voiced) -> float:
    """Return how loud the own voice of a track is, -inf where there is none."""
    return lufs(float(energies[own].mean())) if own.any() else -math.inf


def _after(energies: Energies, curve: Curve) -> Energies:
    return energies * 10 ** (curve.gains_db / 10)
