"""The form in which PCM travels, and the filters that bring a file to it, and clean it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from podpub.audio.source.decode import Source
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Cleaning


_STEREO = 2
_WINDOWS_A_SECOND = 80
_DENOISED_LATE_BY_WINDOWS = 2
_QUIETEST_NOISE_DBFS, _LOUDEST_NOISE_DBFS = -80.0, -20.0

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


def formed(
    source: Source, form: Form, cleaning: Cleaning | None, ffmpeg: Ffmpeg, noise_dbfs: float = 0.0
) -> str:
    """Return the chain of filters: channels, cleaning, rate.

    Args:
        source: The file.
        form: Where to.
        cleaning: What to take out; None leaves all.
        ffmpeg: Who does it.
        noise_dbfs: How loud the steady noise is that shall be turned down.
    """
    chain = [_mixed(source, form.channels), *_cleaned(cleaning, source, noise_dbfs)]
    if source.sample_rate != form.sample_rate:
        chain.append(resampler(form.sample_rate, ffmpeg))
    return ",".join(chain)


def resampler(sample_rate: int, ffmpeg: Ffmpeg) -> str:
    """Return the best resampler that this ffmpeg has."""
    return f"aresample={sample_rate}" + (":resampler=soxr" if ffmpeg.soxr else "")


def _mixed(source: Source, channels: int) -> str:
    """Return the filter that brings a source to so many channels, in floating point.

    Mono goes to both sides at full level, stereo to mono as the mean; what has more channels is mixed
    down after ITU-R BS.775, as ffmpeg does by default, or as their mean where nobody says where they stand.
    """
    ways = {
        (1, 1): "pan=mono|c0=c0",
        (2, 2): "pan=stereo|c0=c0|c1=c1",
        (1, 2): "pan=stereo|c0=c0|c1=c0",
        (2, 1): "pan=mono|c0=0.5*c0+0.5*c1",
    }
    layout = "mono" if channels == 1 else "stereo"
    if source.channels > _STEREO and not source.layout:
        mean = "+".join(f"c{channel}" for channel in range(source.channels))
        return f"aformat=sample_fmts=fltp,pan={layout}|" + "|".join(f"c{to}<{mean}" for to in range(channels))
    way = ways.get((source.channels, channels), f"aformat=channel_layouts={layout}")
    return f"aformat=sample_fmts=fltp,{way}"


def _cleaned(cleaning: Cleaning | None, source: Source, noise_dbfs: float) -> list[str]:
    """Return filters against rumble (12 dB an octave) and steady noise."""
    chain = []
    if cleaning and cleaning.highpass_hz:
        chain.append(f"highpass=f={cleaning.highpass_hz:g}:poles=2")
    if cleaning and cleaning.denoise_db:
        chain.extend(_denoised(cleaning.denoise_db, source.sample_rate, noise_dbfs))
    return chain


def _denoised(by_db: float, sample_rate: int, noise_dbfs: float) -> Iterator[str]:
    """Yield a noise reduction that keeps time: the filter gives back its windows late, and drops the last."""
    late = _DENOISED_LATE_BY_WINDOWS * (sample_rate // _WINDOWS_A_SECOND)
    floor = min(max(noise_dbfs, _QUIETEST_NOISE_DBFS), _LOUDEST_NOISE_DBFS)
    yield f"apad=pad_len={late}"
    yield f"afftdn=noise_reduction={by_db:g}:noise_floor={floor:.1f}"
    yield f"atrim=start_sample={late},asetpts=N/SR/TB"
