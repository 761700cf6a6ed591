"""The meter: loudness, range and true peak of a file, or of PCM on its way to the encoder."""

from __future__ import annotations

import math
from array import array
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podpub.audio.cut import STEPS_A_SECOND
from podpub.audio.decode import breakdown, call, check_whole, file_input, look, pcm_input, refusal
from podpub.audio.running import Running
from podpub.errors import SourceError, ToolError
from podpub.model import Measurement, silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from podpub.audio.decode import Source
    from podpub.audio.ffmpeg import Ffmpeg
    from podpub.model import Tell

_ABSOLUTE_GATE_LUFS = -70.0
# An LRA needs some 3-second windows: before this many steps, what the meter says about it is noise.
_STEPS_FOR_A_RANGE = 35
_READABLE_PEAK = 0.1
_NULL = ("-f", "null", "-")


@dataclass(frozen=True, slots=True)
class Hearing:
    """A file as it was heard: the measurement, and the loudness of every moment.

    Attributes:
        momentary_lufs: Momentary loudness (400 ms) at the end of every tenth of a second.
    """

    source: Source
    measurement: Measurement
    momentary_lufs: array[float]


@dataclass(slots=True)
class _Steps:
    """What the meter said, tenth of a second by tenth of a second; only the last few in full."""

    momentary_lufs: array[float] = field(default_factory=lambda: array("f"))
    last: deque[dict[str, float]] = field(default_factory=lambda: deque(maxlen=4))

    def read(self, lines: Iterable[bytes]) -> Iterator[int]:
        """Take the meter's lines and yield the number of steps so far, at every step."""
        for line in lines:
            if line.startswith(b"frame:0 ") and self.last:
                raise _ChangedInTheMiddleError
            if line.startswith(b"frame:"):
                self.last.append({})
                continue
            name, _, value = line.strip().rpartition(b"=")
            self.last[-1][name.decode()] = float(value)
            if name == b"lavfi.r128.M":
                self.momentary_lufs.append(float(value))
                yield len(self.momentary_lufs)

    def read_all(self, lines: Iterable[bytes]) -> None:
        """Take all of the meter's lines."""
        for _ in self.read(lines):
            pass

    def at(self, step: int, name: str) -> float:
        """Return a value as it stood after `step` (one of the last few).

        Raises:
            ToolError: The meter saw more or less than was decoded.
        """
        behind = len(self.momentary_lufs) - step
        if not 0 <= behind < len(self.last):
            raise ToolError("ffmpeg's meter lost count", fix="`podpub doctor` tests ffmpeg.")
        return self.last[-1 - behind][f"lavfi.r128.{name}"]


class _ChangedInTheMiddleError(Exception):
    """The stream changed its rate or channels, and the meter began anew."""


def measure(file: Path, *, ffmpeg: Ffmpeg, tell: Tell = silent) -> Measurement:
    """Measure a file as it is, at its own rate and channels.

    Loudness after ITU-R BS.1770-4, gated; range after EBU Tech 3342 (0 below 3.5 s, where there is none);
    true peak at four times the rate or more. Mono counts as dual mono. Silence is -inf.

    Raises:
        SourceError: The file is no audio file, or damaged.
    """
    return hear(file, ffmpeg=ffmpeg, tell=tell).measurement


def hear(
    file: Path, *, ffmpeg: Ffmpeg, tell: Tell = silent, mix: str = "anull", channels: int = 0
) -> Hearing:
    """Measure a file, as it is or through the channel `mix` (a filter) that leaves so many `channels`.

    Raises:
        SourceError: The file is no audio file, or damaged.
    """
    source = look(file, ffmpeg=ffmpeg)
    steps = _Steps()
    chain = f"{mix},{_meter(source.sample_rate, peak=True)}"
    with Running(call(ffmpeg, file_input(file), chain, _NULL)) as running:
        try:
            for step in steps.read(running.stdout):
                if step % STEPS_A_SECOND == 0 and source.length_s:
                    tell("measure", min(step / STEPS_A_SECOND / source.length_s, 1.0))
        except _ChangedInTheMiddleError as error:
            what = f"{file.name} changes its sample rate or channels in the middle"
            raise SourceError(what, fix="Export it again as one piece, for example as wav.") from error
        if running.finish() != 0:
            raise refusal(file, running.words)
    samples = int(running.words.facts.get("samples", "0"))
    check_whole(source, samples, running.words)
    _check_numbers(source, steps)
    tell("measure", 1.0)
    measurement = Measurement(
        lufs=_lufs(steps, samples, source.sample_rate),
        true_peak_dbtp=_true_peak(steps, running),
        lra_lu=_range(steps, samples, source.sample_rate),
        channels=channels or source.channels,
        sample_rate=source.sample_rate,
        samples=samples,
    )
    return Hearing(source, measurement, steps.momentary_lufs[: _whole_steps(samples, source.sample_rate)])


def loudness_of(pcm: Iterable[bytes], channels: int, sample_rate: int, *, ffmpeg: Ffmpeg) -> float:
    """Return the integrated loudness of 16-bit PCM, in LUFS.

    Raises:
        ToolError: The meter stopped.
    """
    steps, samples = _Steps(), 0
    chain = _meter(sample_rate, peak=False)
    argv = call(ffmpeg, pcm_input(channels, sample_rate), chain, _NULL)
    with Running(argv, fed=True, reader=steps.read_all) as running:
        with suppress(BrokenPipeError):  # the exit code tells
            for block in pcm:
                running.stdin.write(block)
                samples += len(block) // (2 * channels)
            running.stdin.close()
        if running.finish() != 0:
            raise breakdown(running.words)
    return _lufs(steps, samples, sample_rate)


def _meter(sample_rate: int, *, peak: bool) -> str:
    """Return the metering filters; they print one step a tenth of a second.

    A step of silence behind the end brings the last, broken step through the peak meter; loudness is
    read before it.
    """
    step = sample_rate // STEPS_A_SECOND
    peaks = "true" if peak else "none"
    return (
        f"apad=pad_len={step},ebur128=dualmono=true:metadata=1:framelog=quiet:peak={peaks},"
        "ametadata=mode=print:file=pipe\\\\:1"
    )


def _whole_steps(samples: int, sample_rate: int) -> int:
    return samples // (sample_rate // STEPS_A_SECOND)


def _check_numbers(source: Source, steps: _Steps) -> None:
    """Refuse floating-point PCM with NaN or infinity in it: one such sample silences the meter for good."""
    if any(math.isnan(level) or level == math.inf for level in steps.momentary_lufs):
        raise SourceError(
            f"{source.file.name} is damaged: it holds samples that are no numbers", fix="Export it again."
        )


def _lufs(steps: _Steps, samples: int, sample_rate: int) -> float:
    whole = _whole_steps(samples, sample_rate)
    lufs = steps.at(whole, "I") if whole else -math.inf
    return lufs if lufs > _ABSOLUTE_GATE_LUFS else -math.inf


def _range(steps: _Steps, samples: int, sample_rate: int) -> float:
    whole = _whole_steps(samples, sample_rate)
    return steps.at(whole, "LRA") if whole >= _STEPS_FOR_A_RANGE else 0.0


def _true_peak(steps: _Steps, running: Running) -> float:
    """Return the true peak in dBTP; the steps tell it to 0.001 of full scale, the summary to 0.1 dB."""
    linear = steps.last[-1].get("lavfi.r128.true_peak", 0.0) if steps.last else 0.0
    if linear >= _READABLE_PEAK:
        return round(20 * math.log10(linear), 3)
    said = running.words.facts.get("peak_dbfs")
    if said is None:
        raise ToolError("ffmpeg measured no true peak", fix="`podpub doctor` tests ffmpeg.")
    return float(said)
