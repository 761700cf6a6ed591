"""What others say about an MP3: ffmpeg's own meter and decoder, never podpub's."""

from __future__ import annotations

import io
import math
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.material import Recording
    from podpub.audio import Ffmpeg

_METER = "ebur128=peak=true:metadata=1:dualmono=true:framelog=quiet,ametadata=mode=print:file=-"
_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decoded file sounds like.

    Attributes:
        lufs: Integrated loudness (ITU-R BS.1770); one channel counts as heard on two loudspeakers.
        samples_off: How many samples it plays more than the recording has, or fewer.
    """

    lufs: float
    true_peak_dbtp: float
    samples_off: int

    @property
    def length(self) -> str:
        """Beside that of the recording, in words."""
        return f"{self.samples_off:+d} samples" if self.samples_off else "exact"


def judge(file: Path, recording: Recording, *, ffmpeg: Ffmpeg) -> Verdict:
    """Decode and measure a file that was made of the recording."""
    heard = dict(_measured(file, ffmpeg))
    peaks = [float(value) for key, value in heard.items() if key.startswith("lavfi.r128.true_peaks_ch")]
    return Verdict(
        lufs=float(heard["lavfi.r128.I"]),
        true_peak_dbtp=20 * math.log10(max(peaks)),
        samples_off=_samples(file, recording.channels, ffmpeg) - recording.samples,
    )


def _measured(file: Path, ffmpeg: Ffmpeg) -> Iterator[tuple[str, str]]:
    """Yield what the meter says, ten times a second: the last word of each kind counts."""
    argv = [str(ffmpeg.path), "-v", "error", "-nostdin", "-i", str(file), "-af", _METER, "-f", "null", "-"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, encoding="utf-8") as meter:
        for line in meter.stdout or ():
            key, equals, value = line.strip().partition("=")
            if equals:
                yield key, value


def _samples(file: Path, channels: int, ffmpeg: Ffmpeg) -> int:
    """Return how many samples a channel plays."""
    argv = [str(ffmpeg.path), "-v", "error", "-nostdin", "-i", str(file)]
    argv += ["-ac", str(channels), "-f", "s16le", "-"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as decoder:
        pcm = decoder.stdout or io.BytesIO()
        length = sum(map(len, iter(lambda: pcm.read(_READ_BYTES), b"")))
    return length // (2 * channels)
