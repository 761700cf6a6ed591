"""Loudness, and what mastering is asked for and gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - settings are validated at run time

from podpub.model.format import Format
from podpub.model.message import say
from podpub.model.timeline import Timeline  # noqa: TC001 - see above

_BITRATES_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_SAMPLE_RATES_HZ = (44_100, 48_000)
_TARGETS_LUFS = (-31, -9)
_CEILINGS_DBTP = (-9, 0)
_LONGEST_FADE_S = 10
_HIGHPASSES_HZ = (20, 300)
_DENOISINGS_DB = (1, 30)


@dataclass(frozen=True, slots=True)
class Fade:
    """How two pieces of audio overlap, in seconds; a multiple of 10 ms keeps every rate exact."""

    seconds: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= _LONGEST_FADE_S or round(self.seconds * 100) != self.seconds * 100:
            raise ValueError(
                say("a cross-fade is 0 to 10 s long, in steps of 0.01 s: {seconds}", seconds=self.seconds)
            )


class Leveling(StrEnum):
    """How much a quiet voice is brought up to a loud one."""

    OFF = "off"
    GENTLE = "gentle"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What is taken out of a recording before anything else.

    Attributes:
        highpass_hz: Rumble and thuds below this frequency; 0 leaves them.
        denoise_db: By how much steady noise is turned down; 0 leaves it.
    """

    highpass_hz: float = 0.0
    denoise_db: float = 0.0

    def __post_init__(self) -> None:
        if self.highpass_hz and not _HIGHPASSES_HZ[0] <= self.highpass_hz <= _HIGHPASSES_HZ[1]:
            raise ValueError(
                say(
                    "a high-pass against rumble lies between 20 and 300 Hz: {highpass_hz:g}",
                    highpass_hz=self.highpass_hz,
                )
            )
        if self.denoise_db and not _DENOISINGS_DB[0] <= self.denoise_db <= _DENOISINGS_DB[1]:
            raise ValueError(
                say("noise is turned down by 1 to 30 dB: {denoise_db:g}", denoise_db=self.denoise_db)
            )


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
        leveling: Of the voices in the recording, before anything else is levelled.
        cleaning: Of the recording.
        formats: The first is the enclosure, the others are its alternates.
        kept: The recording is published as it is, byte for byte; nothing else here counts.
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
    leveling: Leveling = Leveling.OFF
    cleaning: Cleaning = Cleaning()
    formats: tuple[Format, ...] = (Format.MP3,)
    kept: bool = False

    def __post_init__(self) -> None:
        if not _TARGETS_LUFS[0] <= self.target_lufs <= _TARGETS_LUFS[1]:
            raise ValueError(
                say(
                    "a loudness target lies between -31 and -9 LUFS: {target_lufs}",
                    target_lufs=self.target_lufs,
                )
            )
        if not _CEILINGS_DBTP[0] <= self.ceiling_dbtp <= _CEILINGS_DBTP[1]:
            raise ValueError(
                say(
                    "a true-peak ceiling lies between -9 and 0 dBTP: {ceiling_dbtp}",
                    ceiling_dbtp=self.ceiling_dbtp,
                )
            )
        if self.channels not in (1, 2):
            raise ValueError(say("a podcast has one or two channels: {channels}", channels=self.channels))
        if self.bitrate_kbps not in _BITRATES_KBPS:
            raise ValueError(
                say(
                    "podcasts use {names} kbit/s: {bitrate}",
                    names=", ".join(map(str, _BITRATES_KBPS)),
                    bitrate=self.bitrate_kbps,
                )
            )
        if self.sample_rate not in (None, *_SAMPLE_RATES_HZ):
            raise ValueError(
                say("podcasts use 44100 or 48000 Hz: {sample_rate}", sample_rate=self.sample_rate)
            )
        if not self.formats or len(set(self.formats)) < len(self.formats):
            raise ValueError(
                say(
                    "an episode has one format or more, each of them once: {names}",
                    names=", ".join(self.formats),
                )
            )

    @property
    def without_files(self) -> Mastering:
        """The same without intro and outro, which lie on somebody's disk."""
        return replace(self, intro=None, outro=None)


PLAIN = Mastering()
"""What a host gets who says nothing about it."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a meter says about a file.

    Attributes:
        lufs: Integrated loudness; -inf for silence. Mono counts as dual mono.
        true_peak_dbtp: Highest true peak of all channels; -inf for digital silence.
        lra_lu: Loudness range (EBU Tech 3342).
        channels, sample_rate, samples: As decoded, samples a channel.
        speaker_spread_lu: How far the loudest stretch of speech stands above the quietest.
        gentle_spread_lu, strong_spread_lu: The same, if it were levelled.
    """

    lufs: float
    true_peak_dbtp: float
    lra_lu: float
    channels: int
    sample_rate: int
    samples: int
    speaker_spread_lu: float = 0.0
    gentle_spread_lu: float = 0.0
    strong_spread_lu: float = 0.0

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a recording would become with a leveling.

    Attributes:
        spread_lu: How far the loudest stretch of speech would stand above the quietest.
        heavy_share: Share of the time in which the limiter would take away more than 6 dB.
    """

    leveling: Leveling
    spread_lu: float
    heavy_share: float


@dataclass(frozen=True, slots=True)
class TrackFaults:
    """What is wrong with a track of a recording, as it was recorded.

    Attributes:
        sample_rate: Of the file.
        clips: In how many tenths of a second it is cut off at full scale.
        first_clip_s: When first.
        silent_side: `left` or `right` where one of two channels is silent; else empty.
        same_sides: Whether two channels are the same.
        offset: How far its middle lies from zero, of full scale.
        hum_hz: 50 or 60 where it hums with the mains; else 0.
        hum_lu: How far the hum stands above the voice; below it, negative.
    """

    name: str
    sample_rate: int
    clips: int = 0
    first_clip_s: float = 0.0
    silent_side: str = ""
    same_sides: bool = False
    offset: float = 0.0
    hum_hz: int = 0
    hum_lu: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A long silence within a recording, in its time."""

    start_s: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a recording, as it was recorded; gaps are those of all tracks together."""

    tracks: tuple[TrackFaults, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Foresight:
    """What is known of a recording from hearing it once: what it would become, and what is wrong with it."""

    prospects: tuple[Prospect, ...] = ()
    faults: Faults = Faults()


@dataclass(frozen=True, slots=True)
class TrackLoudness:
    """How loud a track of a recording is, as it was recorded."""

    name: str
    lufs: float


@dataclass(frozen=True, slots=True)
class LoudnessReport:
    """The loudness before and after.

    Attributes:
        source_lufs: Of the recording, in the published channels.
        gain_db: What the recording was raised by.
        limited: Whether peaks had to be held down, so that the gain brought less than it says.
        reduction_db: The most that the limiter took away.
        heavy_share: Share of the time in which it took away more than 6 dB.
        speaker_spread_lu: How far the loudest stretch of speech stands above the quietest, in the recording.
        levelled_spread_lu: The same after levelling.
        tracks: Of a recording that has several.
    """

    source_lufs: float
    lufs: float
    true_peak_dbtp: float
    lra_lu: float
    gain_db: float
    limited: bool
    reduction_db: float = 0.0
    heavy_share: float = 0.0
    speaker_spread_lu: float = 0.0
    levelled_spread_lu: float = 0.0
    tracks: tuple[TrackLoudness, ...] = ()


@dataclass(frozen=True, slots=True)
class Mastered:
    """What mastering did, measured on the file that was written, and what was known before."""

    result: Measurement
    loudness: LoudnessReport
    timeline: Timeline
    foresight: Foresight = Foresight()
