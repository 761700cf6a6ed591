"""The signals that loudness meters are tested with, built after the tables of EBU Tech 3341 and 3342."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.audio.sounds import Sound

SURROUND_5_0 = 0x37  # which speakers the channels of a wav file belong to: left, right, centre, surrounds
SURROUND_5_1 = 0x3F
SURROUND_5_1_SIDE = 0x60F
_FLOAT, _EXTENSIBLE = 3, 0xFFFE
_FLOAT_EXTENSIBLE = bytes.fromhex("0300000000001000800000aa00389b71")
_TAPER_S = 0.01


def tones(*steps: tuple[float, float], rate: int, hertz: int = 1000) -> Sound:
    """Return one channel of a tone that goes on while its level steps, as (dBFS, seconds)."""
    ends = np.round(np.cumsum([0, *(seconds for _, seconds in steps)]) * rate).astype(int)
    second = np.sin(2 * np.pi * hertz * np.arange(rate) / rate)
    wave = np.resize(second, ends[-1])
    for (dbfs, _), start, end in zip(steps, ends[:-1], ends[1:], strict=True):
        wave[start:end] *= _amplitudes(dbfs)
    return wave[:, None]


def spread(channel: Sound, *dbfs: float) -> Sound:
    """Return one channel on many speakers, at a level each; -inf is silence."""
    return channel * _amplitudes(*dbfs)


def crests(rate: int, divisor: float, degrees: float, amplitude: float) -> Sound:
    """Return a quarter of a second of a tone at a whole part of the rate.

    Its crests fall at the same few places between the samples all the time, which `degrees` tells. EBU Tech
    3341, cases 15 to 19.
    """
    turns = np.arange(rate // 4) / divisor + degrees / 360
    return _tapered(amplitude * np.sin(2 * np.pi * turns), rate)


def lone_crest(rate: int, offset: int) -> Sound:
    """Return a tone of half amplitude at a sixth of the rate, with one full period at a quarter of it inside.

    It is built at four times the rate and band-limited; then every fourth point is kept, from the `offset`th
    on, so that the highest crest falls at another place between the samples. EBU Tech 3341, cases 20 to 23.
    """
    finer = 4
    around = 0.5 * np.sin(2 * np.pi * np.arange(rate // 60 * 6 * finer) / (6 * finer))
    period = np.sin(2 * np.pi * np.arange(4 * finer) / (4 * finer))
    wave = _tapered(np.concatenate([around, period, around]), finer * rate)[:, 0]
    spectrum = np.fft.rfft(wave)
    spectrum[np.fft.rfftfreq(len(wave)) >= 0.5 / finer] = 0
    return np.fft.irfft(spectrum, len(wave))[offset::finer, None]


def write_float_wav(path: Path, sound: Sound, rate: int, speakers: int = 0) -> Path:
    """Write 32-bit floating point; with `speakers` the file tells which channel belongs to which."""
    channels, width = sound.shape[1], 4
    tag = _EXTENSIBLE if speakers else _FLOAT
    layout = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * width, channels * width, 8 * width)
    if speakers:
        layout += struct.pack("<HHI", 22, 8 * width, speakers) + _FLOAT_EXTENSIBLE
    size = len(sound) * channels * width
    with path.open("wb") as file:
        file.write(struct.pack("<4sI4s", b"RIFF", 20 + len(layout) + size, b"WAVE"))
        file.write(struct.pack("<4sI", b"fmt ", len(layout)) + layout)
        file.write(struct.pack("<4sI", b"data", size))
        sound.astype("<f4").tofile(file)
    return path


def _amplitudes(*dbfs: float) -> Sound:
    return 10 ** (np.array(dbfs, np.float64) / 20)


def _tapered(wave: Sound, rate: int) -> Sound:
    """Return a wave as a channel that fades in and out, lest its edges ring higher than its tone."""
    ramp = np.linspace(0, 1, round(_TAPER_S * rate))
    fades: Sound = np.concatenate([ramp, np.ones(len(wave) - 2 * len(ramp)), ramp[::-1]])
    return (wave * fades)[:, None]
