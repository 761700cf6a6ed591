"""Mastering against a plain encode of the same recording: `make bench`, or `python benchmarks/master.py 20`.

Takes turns (A B A B …) on one machine and prints the ratio of each pair, so that a machine whose speed drifts
does not decide. The argument is the length of the recording in minutes.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from podpub.audio import Ffmpeg, find_ffmpeg, master
from podpub.model import Mastering

PAIRS = 3
SPEECH = Path(__file__).parents[1] / "episodes" / "001-der-erste-schritt" / "recording.flac"


def main() -> None:
    """Print a line a pair, then the median."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    ffmpeg = find_ffmpeg(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        recording = _recording(Path(folder) / "recording.wav", minutes, ffmpeg)
        ratios = [_pair(recording, Path(folder), ffmpeg) for _ in range(PAIRS)]
    own, children = (_megabytes(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    median, low, high = statistics.median(ratios), min(ratios), max(ratios)
    print(f"{minutes:g} min: median ratio {median:.2f} ({low:.2f} to {high:.2f})")
    print(f"peak memory: podpub {own:.0f} MB, its largest ffmpeg {children:.0f} MB")


def _recording(file: Path, minutes: float, ffmpeg: Ffmpeg) -> Path:
    """Loop the sample's speech into a stereo recording of the wished length."""
    argv = [str(ffmpeg.path), "-v", "error", "-stream_loop", "-1", "-i", str(SPEECH)]
    subprocess.run([*argv, "-t", str(minutes * 60), "-ac", "2", str(file)], check=True)
    return file


def _pair(recording: Path, folder: Path, ffmpeg: Ffmpeg) -> float:
    began = time.perf_counter()
    master([recording], Mastering(), folder / "mastered.mp3", ffmpeg=ffmpeg)
    mastered = time.perf_counter()
    argv = [str(ffmpeg.path), "-v", "error", "-y", "-i", str(recording), "-c:a", "libmp3lame", "-b:a", "128k"]
    subprocess.run([*argv, str(folder / "plain.mp3")], check=True)
    plain_s, mastered_s = time.perf_counter() - mastered, mastered - began
    print(f"master {mastered_s:6.1f} s   plain encode {plain_s:6.1f} s   ratio {mastered_s / plain_s:.2f}")
    return mastered_s / plain_s


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


if __name__ == "__main__":
    main()
