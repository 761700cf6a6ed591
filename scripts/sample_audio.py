"""Make every sound of the sample show, and the transcripts and chapter marks whose times follow from it.

The voices are SVOX Pico's, from a package that is not among the project's dependencies:
`pip install py-nanotts==0.1.1`, then `python -m scripts.sample_audio`. Same versions, same bytes.
"""

from __future__ import annotations

import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg
import numpy as np
import pyloudnorm
from numpy.typing import NDArray

from scripts.sample_dialogue import FIRST_STEP, MISTAKES, UNSAID_NO, Line

_ROOT = Path(__file__).resolve().parent.parent
_SPOKEN_HZ = 16_000
_BREATH_S = 0.4
_INAUDIBLE = 0.004

Sound = NDArray[np.float64]  # samples by channels, full scale is 1; a single voice has no channels yet


@dataclass(frozen=True, slots=True)
class Cue:
    """When a line is heard, in seconds."""

    start_s: float
    end_s: float
    line: Line


@dataclass(frozen=True, slots=True)
class Room:
    """How a place sounds: how long it rings, how loud that is, and how loud its silence is."""

    rings_s: float
    ring_db: float
    silence_db: float


_LIVING_ROOM = Room(rings_s=0.25, ring_db=-21.0, silence_db=-70.0)
_STUDIO = Room(rings_s=0.12, ring_db=-27.0, silence_db=-86.0)
_HALL = Room(rings_s=1.4, ring_db=-17.0, silence_db=-np.inf)

_BEAT_S = 0.42
_LEFT, _MIDDLE, _RIGHT = -0.7, 0.0, 0.7
# One voice climbs, another answers from the other side, and they meet: beat, MIDI note, side.
_INTRO = (
    *((0, 38, _MIDDLE), (0, 50, _MIDDLE), (0, 57, _MIDDLE)),
    *((0, 62, _LEFT), (1, 66, _LEFT), (2, 69, _LEFT)),
    *((3, 74, _RIGHT), (3, 47, _MIDDLE), (3, 54, _MIDDLE), (4, 71, _RIGHT), (5, 66, _RIGHT)),
    *((6, 43, _MIDDLE), (6, 55, _MIDDLE), (6, 67, _LEFT), (6, 71, _RIGHT), (7, 69, _LEFT), (7, 73, _RIGHT)),
    *((8, 45, _MIDDLE), (8, 57, _MIDDLE), (8, 71, _LEFT), (8, 76, _RIGHT)),
    *((10, 38, _MIDDLE), (10, 50, _MIDDLE), (10, 57, _MIDDLE), (10, 74, _LEFT), (10, 78, _RIGHT)),
)
_OUTRO = (
    *((0, 43, _MIDDLE), (0, 59, _MIDDLE), (0, 74, _RIGHT), (1, 71, _RIGHT), (1.5, 67, _LEFT)),
    *((2, 45, _MIDDLE), (2, 61, _MIDDLE), (2, 69, _LEFT), (3, 67, _LEFT), (3, 64, _RIGHT)),
    *((4, 38, _MIDDLE), (4, 57, _MIDDLE), (4, 62, _LEFT), (4, 66, _RIGHT)),
    *((6, 50, _MIDDLE), (6, 74, _LEFT), (6, 78, _RIGHT)),
)


def main() -> None:
    """Write the whole show's audio."""
    _first_step(_ROOT / "episodes/001-der-erste-schritt")
    _unsaid_no(_ROOT / "episodes/002-das-nein-das-niemand-sagt")
    _mistakes(_ROOT / "episodes/003-die-fehlerrunde")
    _flac(_ROOT / "audio/intro.flac", _melody(_INTRO, 6.5), 48_000, bits=16)
    _flac(_ROOT / "audio/outro.flac", _melody(_OUTRO, 5.5), 48_000, bits=16)


def _first_step(folder: Path) -> None:
    """Record one person far from the microphone: mono, and 15 dB too quiet."""
    spoken, cues = _scene(FIRST_STEP, 44_100)
    recording = _levelled(_heard_in(_LIVING_ROOM, spoken, 44_100), 44_100, lufs=-31.0)
    _flac(folder / "recording.flac", recording, 44_100, bits=16)
    _transcript(folder / "transcript.vtt", cues)


def _unsaid_no(folder: Path) -> None:
    """Record an interview with a telephone that lies too close to the guest: his peaks are cut flat."""
    spoken, cues = _scene(UNSAID_NO, 44_100)
    overdriven = np.clip(_heard_in(_LIVING_ROOM, spoken, 44_100), -1.0, 1.0)
    as_phones_do = ("-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart")
    _encode(folder / "interview.m4a", overdriven, 44_100, as_phones_do)
    _transcript(folder / "transcript.vtt", cues)


def _mistakes(folder: Path) -> None:
    """Record a conversation as a studio does: 48 kHz, 24 bit, two people left and right of the middle."""
    spoken, cues = _scene(MISTAKES, 48_000, channels=2)
    recording = _levelled(_heard_in(_STUDIO, spoken, 48_000), 48_000, lufs=-23.0)
    _flac(folder / "recording.flac", recording, 48_000, bits=24)
    _chapters(folder / "chapters.txt", cues)


def _scene(lines: tuple[Line, ...], rate: int, channels: int = 1) -> tuple[Sound, list[Cue]]:
    """Speak the lines one after the other; return the sound and when each line is heard."""
    spoken = [_speak(line, rate) for line in lines]
    pauses = [round(line.pause_s * rate) for line in lines]
    at = round(_BREATH_S * rate)
    mix = np.zeros((2 * at + sum(map(len, spoken)) + sum(pauses), channels))
    cues = []
    for line, words, pause in zip(lines, spoken, pauses, strict=True):
        end = at + len(words)
        mix[at:end] = words[:, None] * _shares(line.voice.side, channels)
        cues.append(Cue(at / rate, end / rate, line))
        at = end + pause
    return mix, cues


def _speak(line: Line, rate: int) -> Sound:
    """Let the voice say its line: without silence at either end, and as loud as the voice is."""
    voice = line.voice
    words = _synthesised(line)
    audible = np.flatnonzero(np.abs(words) > _INAUDIBLE)
    words = _resampled(words[max(audible[0] - 200, 0) : audible[-1] + 800], rate * voice.size / _SPOKEN_HZ)
    loudness = float(np.sqrt(np.mean(words[np.abs(words) > _INAUDIBLE] ** 2)))
    return words * (_gain(voice.level_db) / loudness)


def _synthesised(line: Line) -> Sound:
    """Ask Pico for a line, in a process of its own: what it said before would change how it speaks."""
    settings = ("--voice", "de-DE", "--speed", str(line.voice.speed), "--pitch", str(line.voice.pitch))
    with TemporaryDirectory() as folder:
        file = Path(folder, "line.wav")
        pico = (sys.executable, "-m", "py_nanotts", line.text, "-o", str(file), *settings, "--volume", "0.3")
        subprocess.run(pico, check=True)
        with wave.open(str(file)) as recording:
            return np.frombuffer(recording.readframes(recording.getnframes()), "<i2") / 32_768


def _gain(decibels: float) -> float:
    """Return what to multiply samples with."""
    return float(10 ** (decibels / 20))


def _resampled(words: Sound, ratio: float) -> Sound:
    """Stretch a sound, and with it what it says about the size of the speaker's head.

    The top of the band is faded out, because a voice that ends at a wall is heard to ring there.
    """
    spectrum = np.fft.rfft(words)
    spectrum *= np.clip(np.linspace(6.0, 0.0, len(spectrum)), 0.0, 1.0)
    stretched: Sound = np.fft.irfft(spectrum, round(len(words) * ratio)) * ratio
    return stretched


def _shares(side: float, channels: int) -> Sound:
    """Return how much of a voice each channel gets, at equal power."""
    if channels == 1:
        return np.ones(1)
    angle = (1 + side) * np.pi / 4
    return np.array([np.cos(angle), np.sin(angle)])


def _heard_in(room: Room, dry: Sound, rate: int) -> Sound:
    """Add what a room adds: reflections that die away, and a low hum where nobody speaks."""
    chance = np.random.default_rng(2026)
    time_s = np.arange(round(room.rings_s * rate))[:, None] / rate
    ring = chance.standard_normal((len(time_s), dry.shape[1])) * np.exp(-6.9 * time_s / room.rings_s)
    ring *= _gain(room.ring_db) / np.sqrt(np.sum(ring**2, axis=0))
    ring[0] = 1.0
    size = len(dry) + len(ring)
    wet: Sound = np.fft.irfft(np.fft.rfft(dry, size, axis=0) * np.fft.rfft(ring, size, axis=0), size, axis=0)
    return wet[: len(dry)] + _hum(chance, dry.shape, rate) * _gain(room.silence_db)


def _hum(chance: np.random.Generator, shape: tuple[int, ...], rate: int) -> Sound:
    """Return the sound of an empty room: noise that falls off above 60 Hz, RMS 1."""
    spectrum = np.fft.rfft(chance.standard_normal(shape), axis=0)
    hertz = np.fft.rfftfreq(shape[0], 1 / rate)[:, None]
    noise: Sound = np.fft.irfft(spectrum * (hertz / 60) / (1 + (hertz / 60) ** 2.5), shape[0], axis=0)
    return noise / float(np.sqrt(np.mean(noise**2)))


def _melody(notes: tuple[tuple[float, int, float], ...], seconds: float) -> Sound:
    """Play the notes on something between a piano and a glockenspiel, in a hall."""
    mix = np.zeros((round(seconds * 48_000), 2))
    for beat, pitch, side in notes:
        at = round(beat * _BEAT_S * 48_000)
        mix[at:] += _note(pitch, len(mix) - at)[:, None] * _shares(side, 2)
    played = _levelled(_heard_in(_HALL, mix, 48_000), 48_000, lufs=-20.0)
    fade: Sound = np.minimum(1.0, np.arange(len(mix), 0, -1) / 48_000) ** 2
    return played * fade[:, None]


def _note(pitch: int, samples: int) -> Sound:
    """Strike one key: high partials are quieter and die sooner, low keys ring longer."""
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    time_s = np.arange(samples) / 48_000
    partials = ((1, 1.0), (2, 0.30), (3, 0.12), (4, 0.10), (6, 0.03))
    tones = (
        loud
        * np.sin(2 * np.pi * hertz * n * time_s)
        * np.exp(-time_s * (0.8 + 0.4 * n) * (hertz / 220) ** 0.4)
        for n, loud in partials
    )
    strike = (1 - np.exp(-time_s / 0.004)) * (220 / hertz) ** 0.3
    struck: Sound = strike * sum(tones)
    return struck


def _levelled(sound: Sound, rate: int, *, lufs: float) -> Sound:
    """Bring a sound to a loudness; one channel counts as heard on two loudspeakers."""
    on_two_speakers = np.broadcast_to(sound, (len(sound), 2))
    measured: float = pyloudnorm.Meter(rate).integrated_loudness(on_two_speakers)
    return sound * _gain(lufs - measured)


def _flac(file: Path, sound: Sound, rate: int, *, bits: int) -> None:
    """Write a FLAC file of 16 or 24 bits."""
    sample_format = {16: "s16", 24: "s32"}[bits]
    coding = ("-c:a", "flac", "-compression_level", "12", "-sample_fmt", sample_format)
    # The lowest bits of a 24-bit recording hold only the converter's noise: left at zero, they cost no space.
    heard_bits = min(bits, 17)
    _encode(file, np.round(sound * 2 ** (heard_bits - 1)) / 2 ** (heard_bits - 1), rate, coding)


def _encode(file: Path, sound: Sound, rate: int, coding: tuple[str, ...]) -> None:
    """Let ffmpeg write the sound, without a trace of when and with which version."""
    source = ("-f", "f64le", "-ar", str(rate), "-ac", str(sound.shape[1]), "-i", "pipe:0")
    unmarked = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
    ffmpeg = (imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *coding, *unmarked, str(file))
    subprocess.run(ffmpeg, input=sound.astype("<f8").tobytes(), check=True)
    print(f"{file.relative_to(_ROOT)}: {len(sound) / rate:.1f} s, {file.stat().st_size:,} bytes")


def _transcript(file: Path, cues: list[Cue]) -> None:
    """Write the cues as WebVTT, with the speakers' names as voices."""
    blocks = [
        f"{_clock(cue.start_s)} --> {_clock(cue.end_s)}\n<v {cue.line.voice.name}>{cue.line.text}"
        for cue in cues
    ]
    file.write_text("\n\n".join(["WEBVTT", *blocks]) + "\n", encoding="utf-8", newline="\n")


def _chapters(file: Path, cues: list[Cue]) -> None:
    """Write the chapter marks: the first at the very beginning, the others in the breath before the line."""
    opening = [cue for cue in cues if cue.line.chapter]
    starts = [0.0, *(cue.start_s - 0.2 for cue in opening[1:])]
    marks = [f"{_clock(start)} {cue.line.chapter}\n" for start, cue in zip(starts, opening, strict=True)]
    file.write_text("".join(marks), encoding="utf-8", newline="\n")


def _clock(seconds: float) -> str:
    """Write a moment as both formats want it, 00:01:02.345."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}"


if __name__ == "__main__":
    main()
