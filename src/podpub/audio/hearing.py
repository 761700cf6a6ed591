"""A file is heard from beginning to end: what a meter says of it, and of every tenth of a second in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.audio.cut import resampled
from podpub.audio.dynamics.leveling import ridden, speaker_spread_lu
from podpub.audio.metering.loudness import integrated_lufs, range_lu
from podpub.audio.metering.meter import Meter
from podpub.audio.metering.truepeak import TruePeak
from podpub.audio.source.decode import look
from podpub.audio.source.forming import Form
from podpub.audio.source.soundness import check_whole, decoded_samples
from podpub.audio.source.tape import playing
from podpub.model import Leveling, Measurement, say, silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.audio.metering.meter import Steps
    from podpub.audio.source.decode import Source
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.audio.source.forming import Samples
    from podpub.model import Tell

_BLOCK_S = 1


@dataclass(frozen=True, slots=True)
class Hearing:
    """A file as it was heard, in some form.

    Attributes:
        sample_rate: As heard; the file itself may have another.
        samples: Length at that rate, exactly.
    """

    sample_rate: int
    samples: int
    steps: Steps

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate


def measure(file: Path, *, ffmpeg: Ffmpeg, is_own: bool = False, tell: Tell = silent) -> Measurement:
    """Measure a file as it is; see `measured_closely`."""
    return measured_closely(file, ffmpeg=ffmpeg, is_own=is_own, tell=tell)[0]


def measured_closely(
    file: Path, *, ffmpeg: Ffmpeg, is_own: bool = False, tell: Tell = silent
) -> tuple[Measurement, Steps]:
    """Measure a file as it is, at its own rate and channels, and return also every tenth of a second of it.

    Loudness after ITU-R BS.1770-5, gated; range after EBU Tech 3342 (0 below 3.5 s, where there is none);
    true peak at four times the rate. Mono counts as dual mono. Silence is -inf. A file of podpub's own is
    decoded a shorter way.

    Raises:
        SourceError: The file is no audio file, or damaged.
    """
    source = replace(look(file, ffmpeg=ffmpeg), is_own=is_own)
    peak = TruePeak(source.channels)
    form = Form(source.weights, source.sample_rate)
    heard = hear(source, "anull", form, ffmpeg=ffmpeg, tell=tell, also=peak.hear)
    measurement = Measurement(
        lufs=integrated_lufs(heard.steps.energies),
        true_peak_dbtp=peak.heard_dbtp(),
        lra_lu=range_lu(heard.steps.energies),
        channels=source.channels,
        sample_rate=source.sample_rate,
        samples=heard.samples,
        speaker_spread_lu=speaker_spread_lu(heard.steps.energies),
        gentle_spread_lu=_spread_lu(heard.steps, Leveling.GENTLE),
        strong_spread_lu=_spread_lu(heard.steps, Leveling.STRONG),
    )
    return measurement, heard.steps


def _spread_lu(steps: Steps, leveling: Leveling) -> float:
    curve = ridden(steps.energies, leveling)
    return speaker_spread_lu(steps.energies * 10 ** (curve.gains_db / 10)) if curve else 0.0


def hear(  # noqa: PLR0913 - what is heard, and how
    source: Source,
    filters: str,
    form: Form,
    *,
    ffmpeg: Ffmpeg,
    tell: Tell,
    also: Callable[[Samples], None] = lambda _: None,
) -> Hearing:
    """Hear a file through filters that bring it to a form; what is heard goes to `also`, too.

    Raises:
        SourceError: The file is damaged.
    """
    meter = Meter(form)
    with playing(source, filters, form.channels, ffmpeg=ffmpeg) as tape:
        while len(block := tape.read(_BLOCK_S * form.sample_rate)):
            meter.hear(block)
            also(block)
            played_s = tape.played / form.sample_rate
            tell(say("measure"), min(played_s / source.length_s, 1.0) if source.length_s else 0.0)
        check_whole(source, tape.running.words)
        samples = resampled(decoded_samples(tape.running.words), source.sample_rate, form.sample_rate)
    tell(say("measure"), 1.0)
    return Hearing(form.sample_rate, samples, meter.heard())
