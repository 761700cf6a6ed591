"""What is compared: as much speech as wished, made from the sample show, the same every time."""

from __future__ import annotations

import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podpub.audio import Ffmpeg

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLE_RATE = 44_100
_ALONE = REPOSITORY / "episodes" / "001-der-erste-schritt" / "recording.flac"
_IN_TALK = REPOSITORY / "episodes" / "003-die-fehlerrunde" / "recording.flac"
_BITRATES_KBPS = {1: 96, 2: 128}

# One speaks from the left, then two answer each other; all at about -29 LUFS, as a careful host records.
_TALK = (
    f"[0:a]aresample={SAMPLE_RATE},volume=2dB,pan=stereo|c0=0.83*c0|c1=0.56*c0[alone];"
    f"[1:a]aresample={SAMPLE_RATE},volume=-6dB[talk];[alone][talk]concat=n=2:v=0:a=1"
)
# Somebody laughs every eleven seconds, 8 dB above the talk: no gain alone brings this to the target.
_LAUGHS = ",asetnsamples=256,volume='1+1.5*exp(-pow((mod(t,11)-5)/0.15,2))':eval=frame"
_NO_PEAKS = ",alimiter=limit=-20dB:level=disabled:latency=1"
_ROOM = f"anoisesrc=r={SAMPLE_RATE}:a=0.0006:c=pink:seed="


@dataclass(frozen=True, slots=True)
class Recording:
    """A WAV file of speech, 16 bits at 44.1 kHz.

    Attributes:
        laughs: Whether peaks have to be limited on the way to the target.
    """

    file: Path
    minutes: float
    channels: int
    laughs: bool

    def __str__(self) -> str:
        kind = "mono" if self.channels == 1 else "stereo"
        return f"{self.minutes:g} min of {kind} speech{'' if self.laughs else ' without peaks'}"

    @property
    def bitrate_kbps(self) -> int:
        """What podcasts of this many channels are published with."""
        return _BITRATES_KBPS[self.channels]

    @property
    def samples(self) -> int:
        """How many the file has, a channel."""
        with wave.open(str(self.file)) as recording:
            samples: int = recording.getnframes()
        return samples


def record(
    file: Path, minutes: float, *, channels: int = 2, laughs: bool = True, ffmpeg: Ffmpeg
) -> Recording:
    """Write a recording of this length: the talk, again and again, in a room that is never quite silent.

    The noise is another one on either side, so no channel can be had for free.
    """
    talk = file.with_name("talk.wav")
    fold = ",pan=mono|c0=0.5*c0+0.5*c1" if channels == 1 else ""
    spoken = _TALK + (_LAUGHS if laughs else _NO_PEAKS) + fold
    _make(ffmpeg, ["-i", str(_ALONE), "-i", str(_IN_TALK), "-filter_complex", spoken], talk)
    sides = [word for side in range(channels) for word in ("-f", "lavfi", "-i", f"{_ROOM}{side + 1}")]
    room = "[1:a]anull[room]" if channels == 1 else "[1:a][2:a]join=inputs=2[room]"
    mixed = f"{room};[0:a][room]amix=inputs=2:duration=first:normalize=0"
    looped = ["-stream_loop", "-1", "-i", str(talk), *sides, "-filter_complex", mixed]
    _make(ffmpeg, [*looped, "-t", f"{minutes * 60:.3f}", "-c:a", "pcm_s16le"], file)
    talk.unlink()
    return Recording(file, minutes, channels, laughs)


def _make(ffmpeg: Ffmpeg, words: list[str], file: Path) -> None:
    subprocess.run([str(ffmpeg.path), "-v", "error", "-nostdin", "-y", *words, str(file)], check=True)
