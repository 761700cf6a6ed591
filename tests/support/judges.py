"""Judges of what a meter or a limiter did: plain numpy, straight from the documents, strict rather than fast.

They share no code with podpub, so that both can only agree by being right. A sound is samples by channels,
one or two of them; mono counts as two speakers, as everywhere in podpub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tests.unit.audio.sounds import Sound

# ITU-R BS.1770, Annex 1, tables 1 and 2: numerator and denominator of both stages, for 48 kHz.
_PRINTED_RATE = 48_000
K_WEIGHTING = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
_ABSOLUTE_GATE_LUFS = -70.0
_LOUDNESS_GATE_LU = -10.0
_RANGE_GATE_LU = -20.0
_NOBODY_HEARS = 1e-30

Levels = npt.NDArray[np.float64]


def k_weighting_db(hertz: float) -> float:
    """Return what the K-weighting adds to a tone."""
    return float(20 * np.log10(np.abs(_k_response(np.array([hertz]))[0])))


def integrated_lufs(sound: Sound, rate: int, *, gates_up_lu: float = 0.0) -> float:
    """Return the gated loudness after ITU-R BS.1770-4, Annex 1: 400 ms blocks, 75 % overlap, both gates.

    With the gates moved a little up or down it tells what a block that lies on a gate may do to the loudness.
    """
    powers = _gated(_window_powers(sound, rate, 0.4), _LOUDNESS_GATE_LU, gates_up_lu)
    return float(_lufs(powers.mean())) if powers.size else -np.inf


def short_term_lufs(sound: Sound, rate: int) -> Levels:
    """Return the loudness of every 3 s, one window begun each tenth of a second (EBU Tech 3341)."""
    return _lufs(_window_powers(sound, rate, 3.0))


def loudness_range_lu(sound: Sound, rate: int) -> float:
    """Return the range after EBU Tech 3342: from the 10th to the 95th percentile of what passes the gates."""
    levels = _lufs(_gated(_window_powers(sound, rate, 3.0), _RANGE_GATE_LU))
    low, high = np.percentile(levels, (10, 95))
    return float(high - low)


def true_peak_dbtp(sound: Sound, rate: int, oversampling: int = 16) -> float:
    """Return the highest crest between and on the samples.

    The wave is rebuilt from its spectrum, a third of a second at a time, where the Recommendation asks for
    four points a sample (BS.1770-4, Annex 2), between which up to 0.7 dB of a crest can hide.
    """
    length = 2 ** round(np.log2(rate / 3))
    overlap = length // 8
    whole = length - 2 * overlap
    slope = np.sin(np.linspace(0, np.pi / 2, overlap)) ** 2
    window = np.concatenate([slope, np.ones(whole), slope[::-1]])
    padded = np.pad(sound.T, ((0, 0), (overlap, length)))
    crest = 0.0
    for start in range(0, len(sound), whole):
        spectrum = np.fft.rfft(window * padded[:, start : start + length])
        wave = np.fft.irfft(spectrum, length * oversampling) * oversampling
        crest = max(crest, float(np.abs(wave[:, overlap * oversampling : -overlap * oversampling]).max()))
    return float(20 * np.log10(max(crest, _NOBODY_HEARS)))


def thd_db(sound: Sound, rate: int, fundamental_hz: float) -> float:
    """Return harmonics and noise against the tone that was put in, in the worst channel.

    The tone is taken out as the nearest sine of exactly this frequency, and the offset with it: what is left
    was made by whoever worked on the sound. Cut off the beginning and the end, where a limiter still moves.
    """
    angle = 2 * np.pi * fundamental_hz * np.arange(len(sound)) / rate
    basis = np.stack([np.sin(angle), np.cos(angle), np.ones(len(sound))], axis=1)
    weights = np.linalg.lstsq(basis, sound, rcond=None)[0]
    left_over = np.mean((sound - basis @ weights) ** 2, axis=0)
    tone = np.sum(weights[:2] ** 2, axis=0) / 2
    return float(10 * np.log10(np.max(left_over / tone) + _NOBODY_HEARS))


def _window_powers(sound: Sound, rate: int, window_s: float) -> Levels:
    """Return the K-weighted mean square of every whole window, summed over the speakers."""
    step, length = rate // 10, round(window_s * rate)
    speakers = 2 / sound.shape[1]
    power = speakers * np.sum(_k_weighted(sound, rate) ** 2, axis=1)
    energy: Levels = np.cumsum(np.insert(power, 0, 0.0))
    starts = np.arange(0, len(sound) - length + 1, step)
    return (energy[starts + length] - energy[starts]) / length


def _k_weighted(sound: Sound, rate: int) -> Sound:
    """Filter by the spectrum, with seconds of silence behind: the filter rings for less than one.

    The Recommendation wants at every rate the response that its filter has at 48 kHz: that is what is used.
    """
    length = (len(sound) // (4 * rate) + 2) * 4 * rate  # of small factors, which are fast
    response = _k_response(np.arange(length // 2 + 1) * rate / length)
    return np.fft.irfft(np.fft.rfft(sound.T, length) * response, length)[:, : len(sound)].T


def _k_response(hertz: Levels) -> npt.NDArray[np.complex128]:
    delay = np.exp(-2j * np.pi * np.minimum(hertz, _PRINTED_RATE / 2) / _PRINTED_RATE)
    response = np.ones(len(hertz), np.complex128)
    for (b0, b1, b2), (a0, a1, a2) in K_WEIGHTING:
        response *= (b0 + delay * (b1 + delay * b2)) / (a0 + delay * (a1 + delay * a2))
    return response


def _gated(powers: Levels, relative_gate_lu: float, up_lu: float = 0.0) -> Levels:
    heard = powers[_lufs(powers) > _ABSOLUTE_GATE_LUFS + up_lu]
    if not heard.size:
        return heard
    return heard[_lufs(heard) > _lufs(heard.mean()) + relative_gate_lu + up_lu]


def _lufs(power: Levels) -> Levels:
    return -0.691 + 10 * np.log10(np.maximum(power, _NOBODY_HEARS))
