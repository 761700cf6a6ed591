"""The way that most tutorials show: pydub reads everything, looks for the highest peak, and writes.

`python -m benchmarks.naive FFMPEG RECORDING MP3 KBPS`
"""

from __future__ import annotations

import sys

from pydub import AudioSegment, effects


def main(ffmpeg: str, recording: str, written: str, bitrate_kbps: str) -> None:
    """Make the MP3."""
    AudioSegment.converter = ffmpeg
    sound = effects.normalize(AudioSegment.from_wav(recording))
    sound.export(written, format="mp3", bitrate=f"{bitrate_kbps}k")


if __name__ == "__main__":
    main(*sys.argv[1:])
