"""The form in which PCM travels, and the filters that bring a file to it, and clean it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from podpub.audio.source.decode import Source
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Cleaning


Samples: TypeAlias = "NDArray[np.float32]"
"""PCM, (frames, channels), full scale at 1."""


@dataclass(frozen=True, slots=True)
class Form:
    """What PCM looks like on its way.

    Attributes:
        weights: What each channel counts in loudness; see `decode.Source.weights`.
        sample_rate: In Hz.
    """

    weights: tuple[float, ...]
    sample_rate: int

    @classmethod
    def published(cls, channels: int, sample_rate: int) -> Self:
        """Return the form of a program: mono, heard on two speakers, or stereo."""
        return cls((2.0,) if channels == 1 else (1.0, 1.0), sample_rate)

    @property
    def channels(self) -> int:
        """How many."""
        return len(self.weights)


def formed(source: Source, form: Form, cleaning: Cleaning | None, ffmpeg: Ffmpeg) -> str:
    """Return the chain of filters: channels, cleaning, rate."""
    chain = [_mixed(source, form.channels), *_cleaned(cleaning)]
    if source.sample_rate != form.sample_rate:
        chain.append(resampler(form.sample_rate, ffmpeg))
    return ",".join(chain)


def resampler(sample_rate: int, ffmpeg: Ffmpeg) -> str:
    """Return the best resampler that this ffmpeg has."""
    return f"aresample={sample_rate}" + (":resampler=soxr" if ffmpeg.soxr else "")


def _mixed(source: Source, channels: int) -> str:
    """Return the filter that brings a source to so many channels, in floating point.

    Mono goes to both sides at full level, stereo to mono as the mean; what has more channels is mixed
    down after ITU-R BS.775, as ffmpeg does by default.
    """
    ways = {
        (1, 1): "pan=mono|c0=c0",
        (2, 2): "pan=stereo|c0=c0|c1=c1",
        (1, 2): "pan=stereo|c0=c0|c1=c0",
        (2, 1): "pan=mono|c0=0.5*c0+0.5*c1",
    }
    layout = "mono" if channels == 1 else "stereo"
    way = ways.get((source.channels, channels), f"aformat=channel_layouts={layout}")
    return f"aformat=sample_fmts=fltp,{way}"


def _cleaned(cleaning: Cleaning | None) -> list[str]:
    """Return filters against rumble (12 dB an octave) and steady noise (which the filter keeps track of)."""
    chain = []
    if cleaning and cleaning.highpass_hz:
        chain.append(f"highpass=f={cleaning.highpass_hz:g}:poles=2")
    if cleaning and cleaning.denoise_db:
        chain.append(f"afftdn=noise_reduction={cleaning.denoise_db:g}:track_noise=1")
    return chain
