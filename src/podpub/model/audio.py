"""Loudness, and what mastering is asked for and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - settings are validated at run time

from podpub.model.format import Format
from podpub.model.timeline import Timeline  # noqa: TC001 - see above

_BITRATES_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_SAMPLE_RATES_HZ = (44_100, 48_000)
_TARGETS_LUFS = (-31, -9)
_CEILINGS_DBTP = (-9, 0)
_LONGEST_FADE_S = 10


@dataclass(frozen=True, slots=True)
class Fade:
    """How two pieces of audio overlap, in seconds; a multiple of 10 ms keeps every rate exact."""

    seconds: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= _LONGEST_FADE_S or round(self.seconds * 100) != self.seconds * 100:
            raise ValueError(f"a cross-fade is 0 to 10 s long, in steps of 0.01 s: {self.seconds}")


@dataclass(frozen=True, slots=True)
class Mastering:
    """What the published audio shall be.

    Attributes:
        target_lufs: Integrated loudness (ITU-R BS.1770, gated).
        ceiling_dbtp: True peak that the published file never passes.
        channels: 1 or 2; mono is heard, and therefore measured, on two speakers.
        bitrate_kbps: Of the whole file, not of a channel; constant in MP3, and what the others follow.
        sample_rate: 44100 or 48000; None follows the recording.
        intro, outro: Levelled on their own and joined with a cross-fade.
        trim: Cut silence off both ends.
        formats: The first is the enclosure, the others are its alternates.
    """

    target_lufs: float = -16.0
    ceiling_dbtp: float = -1.0
    channels: int = 2
    bitrate_kbps: int = 128
    sample_rate: int | None = None
    intro: Path | None = None
    outro: Path | None = None
    crossfade: Fade = Fade()
    trim: bool = False
    formats: tuple[Format, ...] = (Format.MP3,)

    def __post_init__(self) -> None:
        if not _TARGETS_LUFS[0] <= self.target_lufs <= _TARGETS_LUFS[1]:
            raise ValueError(f"a loudness target lies between -31 and -9 LUFS: {self.target_lufs}")
        if not _CEILINGS_DBTP[0] <= self.ceiling_dbtp <= _CEILINGS_DBTP[1]:
            raise ValueError(f"a true-peak ceiling lies between -9 and 0 dBTP: {self.ceiling_dbtp}")
        if self.channels not in (1, 2):
            raise ValueError(f"a podcast has one or two channels: {self.channels}")
        if self.bitrate_kbps not in _BITRATES_KBPS:
            raise ValueError(
                f"podcasts use {', '.join(map(str, _BITRATES_KBPS))} kbit/s: {self.bitrate_kbps}"
            )
        if self.sample_rate not in (None, *_SAMPLE_RATES_HZ):
            raise ValueError(f"podcasts use 44100 or 48000 Hz: {self.sample_rate}")
        if not self.formats or len(set(self.formats)) < len(self.formats):
            raise ValueError(
                f"an episode has one format or more, each of them once: {', '.join(self.formats)}"
            )


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a meter says about a file.

    Attributes:
        lufs: Integrated loudness; -inf for silence. Mono counts as dual mono.
        true_peak_dbtp: Highest true peak of all channels; -inf for digital silence.
        lra_lu: Loudness range (EBU Tech 3342).
        channels, sample_rate, samples: As decoded, samples a channel.
    """

    lufs: float
    true_peak_dbtp: float
    lra_lu: float
    channels: int
    sample_rate: int
    samples: int

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate


@dataclass(frozen=True, slots=True)
class LoudnessReport:
    """The loudness before and after.

    Attributes:
        source_lufs: Of the recording, in the published channels.
        gain_db: What the recording was raised by.
        limited: Whether peaks had to be held down, so that the gain brought less than it says.
    """

    source_lufs: float
    lufs: float
    true_peak_dbtp: float
    lra_lu: float
    gain_db: float
    limited: bool


@dataclass(frozen=True, slots=True)
class Mastered:
    """What mastering did: measured on the file that was written."""

    result: Measurement
    loudness: LoudnessReport
    timeline: Timeline
