"""Everybody takes turns on one recording, A B C A B C: a machine whose speed drifts favours nobody."""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.judges import judge
from benchmarks.timing import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from benchmarks.contenders import Contender
    from benchmarks.judges import Verdict
    from benchmarks.material import Recording
    from benchmarks.timing import Command, Run
    from podpub.audio import Ffmpeg


@dataclass(frozen=True, slots=True)
class Spread:
    """What several runs agree on, and how far they lie apart."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Sum up one value or more."""
        known = list(values)
        return cls(statistics.median(known), min(known), max(known))

    def __str__(self) -> str:
        middle, low, high = (f"{value:.2f}" for value in (self.median, self.low, self.high))
        return middle if low == high else f"{middle} ({low} to {high})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a contender did: a run a round, and what others heard in its last file."""

    name: str
    runs: tuple[Run, ...]
    verdict: Verdict

    @property
    def wall_s(self) -> Spread:
        """From the first moment to the last."""
        return Spread.of(one.wall_s for one in self.runs)

    @property
    def cpu_s(self) -> Spread:
        """Of all its processes."""
        return Spread.of(one.cpu_s for one in self.runs)

    @property
    def peak_mb(self) -> Spread:
        """All its processes together."""
        return Spread.of(one.peak_mb for one in self.runs)

    def times(self, other: Outcome) -> Spread:
        """Return how many times as long as another it took, round by round."""
        return Spread.of(
            mine.wall_s / theirs.wall_s for mine, theirs in zip(self.runs, other.runs, strict=True)
        )

    def step_times(self, other: Outcome, step: str) -> Spread | None:
        """Return the same of one step of a release; None where it was not told."""
        pairs = list(zip(self.runs, other.runs, strict=True))
        if not all(step in one.steps_s for pair in pairs for one in pair):
            return None
        return Spread.of(mine.steps_s[step] / theirs.steps_s[step] for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out for one recording."""

    recording: Recording
    outcomes: tuple[Outcome, ...]

    def of(self, name: str) -> Outcome:
        """Return how this contender did."""
        return next(one for one in self.outcomes if one.name == name)


def compare(
    contenders: Sequence[Contender],
    recording: Recording,
    runs: int,
    *,
    ffmpeg: Ffmpeg,
    tell: Callable[[str], None],
) -> Comparison:
    """Let everybody run so many times, in turns, each in a folder beside the recording."""
    folder = recording.file.parent / "room"
    rounds: list[list[Run]] = []
    verdicts: list[Verdict] = []
    for number in range(1, runs + 1):
        rounds.append([])
        for contender in contenders:
            done = run(_ready(contender, folder, recording, ffmpeg))
            tell(f"  {number}/{runs}  {contender.name}: {done.wall_s:.1f} s, {done.peak_mb:.0f} MB")
            rounds[-1].append(done)
            if number == runs:
                verdicts.append(judge(_newest(folder, contender.writes), recording, ffmpeg=ffmpeg))
    shutil.rmtree(folder)
    names = [one.name for one in contenders]
    columns = zip(*rounds, strict=True)
    results = zip(names, columns, verdicts, strict=True)
    return Comparison(recording, tuple(Outcome(name, own, verdict) for name, own, verdict in results))


def _ready(contender: Contender, folder: Path, recording: Recording, ffmpeg: Ffmpeg) -> Command:
    if not contender.goes_on:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    return contender.prepare(folder, recording, ffmpeg)


def _newest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda file: file.stat().st_mtime_ns)
