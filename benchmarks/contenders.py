"""Who takes part, and the command line of each."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.show import CEILING_DBTP, TARGET_LUFS, change_title, found_show
from benchmarks.timing import Command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.material import Recording
    from podpub.audio import Ffmpeg

PODPUB = "podpub release"
TITLE = "podpub release, title changed"
PLAIN = "ffmpeg, plain encode"
NORMALIZE = "ffmpeg-normalize"
NAIVE = "pydub, naive"


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to an MP3.

    Attributes:
        prepare: Makes ready what may be ready in a folder for this run, and returns the command to be timed.
        writes: Where the MP3 lies afterwards, as a pattern below that folder.
        goes_on: Whether it works on in the folder of the one before, instead of beginning with an empty one.
    """

    name: str
    prepare: Callable[[Path, Recording, Ffmpeg], Command]
    writes: str = "out.mp3"
    goes_on: bool = False


def contestants() -> tuple[Contender, ...]:
    """Return everybody, in the order of their turns."""
    return (
        podpub(PODPUB),
        Contender(TITLE, _release_again, "show/public/media/*.mp3", goes_on=True),
        plain_encode(),
        Contender(NORMALIZE, _normalize),
        Contender(NAIVE, _as_tutorials_do),
    )


def podpub(name: str, *words: str) -> Contender:
    """Return the whole release of a new show: nothing cached, nothing published yet."""

    def release(folder: Path, recording: Recording, _ffmpeg: Ffmpeg) -> Command:
        return _release(found_show(folder / "show", recording), *words)

    return Contender(name, release, "show/public/media/*.mp3")


def plain_encode() -> Contender:
    """Return what everybody is compared to: nothing but coding."""
    return Contender(PLAIN, _encode)


def knows_jobs() -> bool:
    """Return whether this podpub can be told how many cores to use."""
    words = [sys.executable, "-m", "podpub", "release", "--help"]
    return "--jobs" in subprocess.run(words, capture_output=True, text=True, check=True).stdout


def _release(episode: Path, *words: str) -> Command:
    return Command((sys.executable, "-m", "podpub", "release", str(episode), *words))


def _release_again(folder: Path, _recording: Recording, _ffmpeg: Ffmpeg) -> Command:
    episode = folder / "show" / "episodes" / "talk" / "episode.yaml"
    change_title(episode)
    return _release(episode, "--json")


def _encode(folder: Path, recording: Recording, ffmpeg: Ffmpeg) -> Command:
    quietly = (str(ffmpeg.path), "-v", "error", "-nostdin")
    coding = ("-c:a", "libmp3lame", "-b:a", f"{recording.bitrate_kbps}k")
    return Command((*quietly, "-i", str(recording.file), *coding, str(folder / "out.mp3")))


def _normalize(folder: Path, recording: Recording, ffmpeg: Ffmpeg) -> Command:
    files = (str(recording.file), "-o", str(folder / "out.mp3"), "-q")
    levels = ("-t", f"{TARGET_LUFS:g}", "-tp", f"{CEILING_DBTP:g}", "--dual-mono")
    coding = ("-c:a", "libmp3lame", "-b:a", f"{recording.bitrate_kbps}k", "-ext", "mp3", "-ar", "44100")
    argv = (sys.executable, "-m", "ffmpeg_normalize", *files, *levels, *coding)
    return Command(argv, environ={"FFMPEG_PATH": str(ffmpeg.path)})


def _as_tutorials_do(folder: Path, recording: Recording, ffmpeg: Ffmpeg) -> Command:
    words = (str(ffmpeg.path), str(recording.file), str(folder / "out.mp3"), str(recording.bitrate_kbps))
    return Command((sys.executable, "-m", "benchmarks.naive", *words))
