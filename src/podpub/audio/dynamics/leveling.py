"""Voices: where somebody speaks, how far speakers are apart, and the hand at the fader that evens it out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.dynamics.curve import Curve
from podpub.audio.metering.loudness import ABSOLUTE_GATE_LUFS, STEPS_A_SECOND, levels
from podpub.model import Leveling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from podpub.audio.metering.loudness import Energies, Levels

    Voiced = NDArray[np.bool_]

_STRETCH_STEPS = 10 * STEPS_A_SECOND
_LEAST_VOICED_SHARE = 0.3
_LEAST_STRETCHES = 3
_NOTICED_STEPS = 3
_VOICE_BEGINS_AT = 0.35
_STEADY_LU = 6.0
_WITHIN_A_SENTENCE_STEPS = 3
_AROUND_WORDS_STEPS = 2
_LEVEL_OF_ALL = 75
_SMOOTH_STEPS = 7
_FLOOR_LUFS = -90.0
_LEAKS_IN_PERCENT = 20
_CLEARLY_LU = 6.0
_CROSS_TALK_DB = -15.0


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody rides the gain.

    Attributes:
        speech_s: Over how much speech a voice's level is judged.
        share: How much of a difference is taken away.
        most_up_db, most_down_db: How far the fader moves.
    """

    speech_s: float
    share: float
    most_up_db: float
    most_down_db: float


_HANDS = {
    Leveling.GENTLE: Hand(speech_s=5.0, share=0.65, most_up_db=9.0, most_down_db=4.0),
    Leveling.STRONG: Hand(speech_s=3.0, share=0.9, most_up_db=14.0, most_down_db=8.0),
}


def voiced(energies: Energies) -> Voiced:
    """Tell for every tenth of a second whether somebody speaks in it, and not only breathes or rustles.

    Speech is what stands out of a recording's own noise: a third of the way from there to its loud moments.
    """
    if not energies.size:
        return np.zeros(0, bool)
    heard = levels(_averaged(energies, _NOTICED_STEPS))
    audible = heard[heard > ABSOLUTE_GATE_LUFS]
    if not audible.size:
        return np.zeros(len(energies), bool)
    quiet, loud = np.percentile(audible, (5, 95))
    if loud - quiet < _STEADY_LU:
        return heard > ABSOLUTE_GATE_LUFS
    threshold = float(quiet + _VOICE_BEGINS_AT * (loud - quiet))
    return heard > threshold


def speaker_spread_lu(energies: Energies) -> float:
    """Return how far the loudest stretch of ten seconds of speech stands above the quietest."""
    spoken = voiced(energies)
    steps = min(_STRETCH_STEPS, math.ceil(len(energies) / _LEAST_STRETCHES))
    if not spoken.any():
        return 0.0
    shares = _sums(spoken.astype(float), steps) / steps
    stretches = _sums(energies * spoken, steps)[shares >= _LEAST_VOICED_SHARE]
    loudness = levels(stretches / steps / shares[shares >= _LEAST_VOICED_SHARE])
    return float(loudness.max() - loudness.min()) if loudness.size else 0.0


def ridden(energies: Energies, leveling: Leveling) -> Curve | None:
    """Return the gain that brings quiet voices up to loud ones, or None where nothing is to be done.

    A voice is judged by the middle level of some seconds of its speech, pauses left out, so that the fader
    moves where the speaker changes and not with syllables. Pauses and breath are never raised.
    """
    spoken = voiced(energies)
    if leveling is Leveling.OFF or not spoken.any():
        return None
    hand = _HANDS[leveling]
    at = np.flatnonzero(spoken)
    voices = _running_median(levels(energies[at]), round(hand.speech_s * STEPS_A_SECOND))
    wanted_db = hand.share * (np.percentile(voices, _LEVEL_OF_ALL) - voices)
    wanted_db = np.clip(wanted_db, -hand.most_down_db, hand.most_up_db)
    everywhere_db = np.interp(np.arange(len(energies)), at, wanted_db)
    pause = _pauses(spoken)
    everywhere_db[pause] = np.minimum(everywhere_db[pause], 0)
    return Curve(_eased(everywhere_db))


def own_voices(tracks: Sequence[Energies]) -> list[Voiced]:
    """Tell for every track of a conversation where its own speaker is heard, and not only another one.

    How much of a voice reaches another's microphone shows while that other one is silent. What is not clearly
    louder than that is no voice of its own. Tracks of one length; where nobody speaks, all are open.
    """
    heard = np.maximum([levels(_averaged(energies, _NOTICED_STEPS)) for energies in tracks], _FLOOR_LUFS)
    spoken = [voiced(energies) for energies in tracks]
    own = []
    for number, level in enumerate(heard):
        strays = np.full(len(level), -np.inf)
        for other, talks in enumerate(spoken):
            if other != number and talks.any():
                leak = np.percentile((level - heard[other])[talks], _LEAKS_IN_PERCENT)
                strays = np.maximum(strays, np.where(talks, heard[other] + leak, -np.inf))
        own.append(_widened(level > strays + _CLEARLY_LU, _AROUND_WORDS_STEPS))
    return own


def closed(own: Voiced) -> Curve:
    """Return the gain that turns a track down where its own speaker is not heard."""
    return Curve(_eased(np.where(own, 0.0, _CROSS_TALK_DB)))


def _pauses(spoken: Voiced) -> Voiced:
    """Tell where nobody speaks, gaps within a sentence and the ends of words left aside."""
    sentences = ~_widened(~_widened(spoken, _WITHIN_A_SENTENCE_STEPS), _WITHIN_A_SENTENCE_STEPS)
    return ~_widened(sentences, _AROUND_WORDS_STEPS)


def _running_median(values: Levels, width: int) -> Levels:
    width = min(width, len(values)) // 2 * 2 + 1
    padded = np.pad(values, width // 2, mode="symmetric")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=1)


def _eased(values: Levels) -> Levels:
    """Return the values without corners."""
    bell = np.hanning(_SMOOTH_STEPS + 2)[1:-1]
    padded = np.pad(values, _SMOOTH_STEPS // 2, mode="edge")
    return np.convolve(padded, bell / bell.sum(), mode="valid")


def _widened(marks: Voiced, steps: int) -> Voiced:
    near = np.convolve(marks.astype(int), np.ones(2 * steps + 1, int))[steps : steps + len(marks)]
    return near > 0


def _averaged(energies: Energies, steps: int) -> Energies:
    return np.convolve(energies, np.ones(steps) / steps)[steps // 2 : steps // 2 + len(energies)]


def _sums(values: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(values, steps).sum(axis=1)
    return sums
