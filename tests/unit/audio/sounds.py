"""Sounds that the tests of the audio room are made with."""

from __future__ import annotations

import subprocess
import wave
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio import Ffmpeg

Sound = npt.NDArray[np.float64]


def sine(seconds: float, rate: int, channels: int = 2, *, dbfs: float, hertz: float = 997.0) -> Sound:
    """Return a tone whose samples peak at `dbfs`."""
    time = np.arange(round(seconds * rate)) / rate
    tone = 10 ** (dbfs / 20) * np.sin(2 * np.pi * hertz * time)
    return np.repeat(tone[:, None], channels, axis=1)


def speech(seconds: float, rate: int, channels: int = 2, *, level: float = 0.1, seed: int = 1) -> Sound:
    """Return syllables and pauses of voiced noise: as uneven as somebody who talks."""
    chance = np.random.default_rng(seed)
    length = round(seconds * rate)
    syllables = chance.uniform(0.05, 1, int(seconds * 10) + 2) ** 2
    syllables[3::7] *= 0.02
    time = np.arange(length) / rate
    envelope = np.interp(time * 10, np.arange(len(syllables)), syllables)
    voice = sum((np.sin(2 * np.pi * 140 * n * time) / n for n in range(1, 12)), np.zeros(length)) / 2
    breath = np.convolve(chance.standard_normal(length), np.ones(6) / 6, "same")
    sound = level * envelope * (voice + breath)
    sides = [sound, 0.8 * np.roll(sound, rate // 6000)][:channels]
    return np.stack(sides, axis=1)


def silence(seconds: float, rate: int, channels: int = 2) -> Sound:
    """Return nothing, for so long."""
    return np.zeros((round(seconds * rate), channels))


def write_wav(path: Path, sound: Sound, rate: int) -> Path:
    """Write 16-bit PCM."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def convert(source: Path, target: Path, ffmpeg: Ffmpeg, *options: str) -> Path:
    """Write a sound in another format, which the name tells."""
    argv = [str(ffmpeg.path), "-v", "error", "-y", "-i", str(source), *options, str(target)]
    subprocess.run(argv, check=True, stdin=subprocess.DEVNULL)
    return target


def decode(path: Path, ffmpeg: Ffmpeg, channels: int, *options: str) -> Sound:
    """Return what a player plays of a file."""
    argv = [str(ffmpeg.path), "-v", "error", "-i", str(path), *options, "-f", "f32le", "-"]
    pcm = subprocess.run(argv, check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout
    return np.frombuffer(pcm, "<f4").reshape(-1, channels).astype(np.float64)
