"""The parts of the benchmark, one after the other."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.comparison import compare
from benchmarks.contenders import PODPUB, contestants, knows_jobs, plain_encode, podpub
from benchmarks.marks import (
    mark_beside_plain,
    mark_not_measured,
    mark_of_jobs,
    mark_of_length,
    marks_of_race,
    marks_of_sound,
)
from benchmarks.material import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.comparison import Comparison
    from benchmarks.contenders import Contender
    from benchmarks.marks import Mark
    from podpub.audio import Ffmpeg

_AS_LONG = 4


@dataclass(frozen=True, slots=True)
class Hall:
    """Where the parts are played: what they share, and what they have found so far."""

    folder: Path
    minutes: float
    runs: int
    ffmpeg: Ffmpeg
    tell: Callable[[str], None]
    comparisons: list[Comparison] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def hear(
        self, contenders: Sequence[Contender], *, channels: int = 2, laughs: bool = True, times: int = 1
    ) -> Comparison:
        """Record so many times the asked minutes, compare, and keep what came out.

        A recording of several times the length is heard once.
        """
        minutes, runs = self.minutes * times, self.runs if times == 1 else 1
        self.tell(f"{minutes:g} minutes, channels: {channels}{'' if laughs else ', no peaks'}")
        file = self.folder / "recording.wav"
        recording = record(file, minutes, channels=channels, laughs=laughs, ffmpeg=self.ffmpeg)
        compared = compare(contenders, recording, runs, ffmpeg=self.ffmpeg, tell=self.tell)
        self.comparisons.append(compared)
        self.marks.extend(marks_of_sound(compared))
        return compared


def _race(hall: Hall, channels: int) -> None:
    hall.marks.extend(marks_of_race(hall.hear(contestants(), channels=channels)))


def _stereo(hall: Hall) -> None:
    _race(hall, 2)


def _mono(hall: Hall) -> None:
    _race(hall, 1)


def _jobs(hall: Hall) -> None:
    """One core, two, four, as many as there are."""
    if not knows_jobs():
        hall.tell("LEFT OUT: this podpub has no `release --jobs`, so nobody knows how it scales with cores.")
        hall.marks.append(mark_not_measured("for this podpub has no `release --jobs`"))
        return
    counts = [2**power for power in range(8) if 2**power <= (os.cpu_count() or 1)]
    names = [f"{PODPUB} --jobs {count}" for count in counts]
    scaled = hall.hear(
        [podpub(name, "--jobs", str(count)) for name, count in zip(names, counts, strict=True)]
    )
    if len(names) > 1:
        hall.marks.append(mark_of_jobs(scaled.of(names[0]), scaled.of(names[1])))


def _calm(hall: Hall) -> None:
    """Nothing to limit: a gain alone reaches the target."""
    hall.marks.append(mark_beside_plain(hall.hear([podpub(PODPUB), plain_encode()], laughs=False)))


def _long(hall: Hall) -> None:
    """Four times the length, for the memory: nothing may grow with it."""
    for channels in (2, 1):
        short = _heard_before(hall, channels) or hall.hear([podpub(PODPUB)], channels=channels)
        long = hall.hear([podpub(PODPUB)], channels=channels, times=_AS_LONG)
        hall.marks.append(mark_of_length(short, long))


def _heard_before(hall: Hall, channels: int) -> Comparison | None:
    same = (one for one in hall.comparisons if one.recording.channels == channels and one.recording.laughs)
    return next((one for one in same if any(outcome.name == PODPUB for outcome in one.outcomes)), None)


PROGRAMME: Mapping[str, Callable[[Hall], None]] = {
    "stereo": _stereo,
    "jobs": _jobs,
    "calm": _calm,
    "mono": _mono,
    "long": _long,
}
