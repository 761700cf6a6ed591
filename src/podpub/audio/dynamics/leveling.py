"""Voices: where somebody speaks, how far speakers are apart, and the hand at the fader that evens it out."""

from __future__ import annotations

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

_AT_ONCE = 4096
_VOICE_STEPS = 3 * STEPS_A_SECOND
_BREATH_BELOW_LU = 14.0
_NOTICED_STEPS = 3
_VOICE_BEGINS_AT = 0.35
_STEADY_LU = 6.0
_WITHIN_A_SENTENCE_STEPS = 2
_AROUND_WORDS_STEPS = 2
_LEVEL_OF_ALL = 75
_SMOOTH_STEPS = 7
_FLOOR_LUFS = -90.0
_LEAKS_IN_PERCENT = 20
_CLEARLY_LU = 6.0
_LOUD_PERCENT = 95
_FAR_BELOW_LU = 15.0
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
    heard = _heard(energies)
    audible = heard[heard > ABSOLUTE_GATE_LUFS]
    if not audible.size:
        return np.zeros(len(energies), bool)
    quiet, loud = np.percentile(audible, (5, 95))
    if loud - quiet < _STEADY_LU:
        return heard > ABSOLUTE_GATE_LUFS
    threshold = float(quiet + _VOICE_BEGINS_AT * (loud - quiet))
    return heard > threshold


def speaker_spread_lu(energies: Energies) -> float:
    """Return how far the loudest voice stands above the quietest, each judged by seconds of its speech.

    The 5th and the 95th percentile, so that a laugh or a word aside is not taken for a speaker.
    """
    spoken = _speech(energies)
    if not spoken.any():
        return 0.0
    voices = _running_median(_heard(energies)[spoken], _VOICE_STEPS)
    quiet, loud = np.percentile(voices, (5, 95))
    return float(loud - quiet)


def ridden(energies: Energies, leveling: Leveling, own: Voiced | None = None) -> Curve | None:
    """Return the gain that brings quiet voices up to loud ones, or None where nothing is to be done.

    A voice is judged by the middle level of some seconds of its speech, pauses left out, so that the fader
    moves where the speaker changes and not with syllables. Pauses of half a second or more, breath in them,
    and what is not the track's `own` voice are never raised.
    """
    spoken = _speech(energies) if own is None else own
    if leveling is Leveling.OFF or not spoken.any():
        return None
    hand = _HANDS[leveling]
    at = np.flatnonzero(spoken)
    voices = _running_median(_heard(energies)[at], round(hand.speech_s * STEPS_A_SECOND))
    wanted_db = hand.share * (np.percentile(voices, _LEVEL_OF_ALL) - voices)
    wanted_db = np.clip(wanted_db, -hand.most_down_db, hand.most_up_db)
    everywhere_db = np.interp(np.arange(len(energies)), at, wanted_db)
    pause = _pauses(spoken)
    everywhere_db[pause] = np.minimum(everywhere_db[pause], 0)
    return Curve(_eased(everywhere_db))


def _speech(energies: Energies) -> Voiced:
    """Tell where words are: what is voiced, and not far below the voice around it, as breath is."""
    spoken = voiced(energies)
    if not spoken.any():
        return spoken
    at, heard = np.flatnonzero(spoken), _heard(energies)
    around = np.interp(np.arange(len(energies)), at, _running_median(heard[at], _VOICE_STEPS))
    words: Voiced = spoken & (heard > around - _BREATH_BELOW_LU)
    return words


def own_voices(tracks: Sequence[Energies]) -> list[Voiced]:
    """Tell for every track of a conversation where its own speaker is heard, and not only another one.

    How much of a voice reaches another's microphone shows while that other one is silent. What is not clearly
    louder than that, or far below the loud moments of the track, is no voice of its own. The tracks are
    of one length.
    """
    heard = [_heard(energies) for energies in tracks]
    spoken = [voiced(energies) for energies in tracks]
    own = []
    for number, level in enumerate(heard):
        strays = np.full(len(level), -np.inf)
        for other, talks in enumerate(spoken):
            if other != number and talks.any():
                leak = np.percentile((level - heard[other])[talks], _LEAKS_IN_PERCENT)
                strays = np.maximum(strays, np.where(talks, heard[other] + leak, -np.inf))
        far_below = np.percentile(level, _LOUD_PERCENT) - _FAR_BELOW_LU
        own.append(spoken[number] & (level > strays + _CLEARLY_LU) & (level > far_below))
    return own


def closed(own: Sequence[Voiced]) -> list[Curve]:
    """Return the gains that turn each track down while others speak and its own speaker does not.

    A track opens just before its speaker's first word; where nobody speaks, all are open.
    """
    curves = []
    for number, speaks in enumerate(own):
        others = [_sentences(one) for at, one in enumerate(own) if at != number]
        open_ = _widened(speaks, _AROUND_WORDS_STEPS) | ~np.any(others, axis=0)
        curves.append(Curve(_eased(np.where(open_, 0.0, _CROSS_TALK_DB))))
    return curves


def _sentences(spoken: Voiced) -> Voiced:
    """Tell where somebody speaks, with the gaps between words."""
    return ~_widened(~_widened(spoken, _WITHIN_A_SENTENCE_STEPS), _WITHIN_A_SENTENCE_STEPS)


def _pauses(spoken: Voiced) -> Voiced:
    """Tell where nobody speaks, gaps within a sentence and the ends of words left aside."""
    return ~_widened(_sentences(spoken), 1)


def _running_median(values: Levels, width: int) -> Levels:
    """Return the median around each value; some at a time, since the windows are copied to be sorted."""
    width = min(width, len(values)) // 2 * 2 + 1
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(values, width // 2, mode="symmetric"), width)
    parts = [np.median(windows[at : at + _AT_ONCE], axis=1) for at in range(0, len(windows), _AT_ONCE)]
    return np.concatenate(parts)


def _eased(values: Levels) -> Levels:
    """Return the values without corners."""
    bell = np.hanning(_SMOOTH_STEPS + 2)[1:-1]
    padded = np.pad(values, _SMOOTH_STEPS // 2, mode="edge")
    return np.convolve(padded, bell / bell.sum(), mode="valid")


def _widened(marks: Voiced, steps: int) -> Voiced:
    near = np.convolve(marks.astype(int), np.ones(2 * steps + 1, int))[steps : steps + len(marks)]
    return near > 0


def _heard(energies: Energies) -> Levels:
    """Return the loudness around each step, of silence a floor."""
    around = np.convolve(energies, np.ones(_NOTICED_STEPS) / _NOTICED_STEPS)
    start = _NOTICED_STEPS // 2
    return np.maximum(levels(around[start : start + len(energies)]), _FLOOR_LUFS)
