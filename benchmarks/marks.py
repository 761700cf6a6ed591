"""What podpub promises about its speed, memory and precision, each held against what was measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.contenders import NORMALIZE, PLAIN, PODPUB, TITLE
from benchmarks.show import CEILING_DBTP, TARGET_LUFS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.comparison import Comparison, Outcome, Spread

_STEREO = 2
_MOST_OF_PLAIN = 0.75
_MOST_OF_NORMALIZE = 0.2
_MOST_OF_COLD = 0.05
_MOST_MB = 300
_MOST_GROWTH = 0.1
_TOLERANCE_LU = 0.1
_LEAST_OF_TWO_CORES = 1.8
_TWO_CORES = ("two cores", f"encode at least {_LEAST_OF_TWO_CORES} times as fast as one")


@dataclass(frozen=True, slots=True)
class Mark:
    """A promise about something, and whether it was kept."""

    about: str
    promise: str
    found: str
    kept: bool


def marks_of_race(race: Comparison) -> Iterator[Mark]:
    """Hold podpub against the others, as far as something is promised: the time of stereo alone."""
    about, mine, again = str(race.recording), race.of(PODPUB), race.of(TITLE)
    if race.recording.channels == _STEREO:
        yield mark_beside_plain(race)
        yield _at_most(about, _MOST_OF_NORMALIZE, "ffmpeg-normalize", mine.times(race.of(NORMALIZE)))
    peak_mb = mine.peak_mb.high
    yield Mark(
        about, f"at most {_MOST_MB} MB, all processes together", f"{peak_mb:.0f} MB", peak_mb <= _MOST_MB
    )
    yield _at_most(about, _MOST_OF_COLD, "a first release, when only the title changed", again.times(mine))
    untouched = all(_nothing_mastered(one.output) for one in again.runs)
    yield Mark(
        about, "another title decodes and encodes nothing", "nothing" if untouched else "it did", untouched
    )


def mark_beside_plain(race: Comparison) -> Mark:
    """Hold the whole release against nothing but coding."""
    share = race.of(PODPUB).times(race.of(PLAIN))
    return _at_most(str(race.recording), _MOST_OF_PLAIN, "ffmpeg's plain encode", share)


def marks_of_sound(one: Comparison) -> Iterator[Mark]:
    """Hold what others heard in podpub's file against the promises."""
    about, heard = str(one.recording), one.outcomes[0].verdict
    error_lu, peak_dbtp = heard.lufs - TARGET_LUFS, heard.true_peak_dbtp
    on_target = f"within {_TOLERANCE_LU} LU of {TARGET_LUFS:g} LUFS"
    yield Mark(about, on_target, f"{heard.lufs:.2f} LUFS", abs(error_lu) <= _TOLERANCE_LU)
    under = f"no true peak above {CEILING_DBTP:g} dBTP"
    yield Mark(about, under, f"{peak_dbtp:.2f} dBTP", peak_dbtp <= CEILING_DBTP)
    yield Mark(about, "as long as the recording, to the sample", heard.length, heard.samples_off == 0)


def mark_of_jobs(one: Outcome, two: Outcome) -> Mark:
    """Hold one core against two, in the step that encodes."""
    faster = one.step_times(two, "encode")
    if faster is None:
        return mark_not_measured("the release tells no step `encode`")
    return Mark(*_TWO_CORES, str(faster), faster.median >= _LEAST_OF_TWO_CORES)


def mark_not_measured(why: str) -> Mark:
    """Say that nobody knows what a second core is good for."""
    return Mark(*_TWO_CORES, f"not measured: {why}", kept=False)


def mark_of_length(short: Comparison, long: Comparison) -> Mark:
    """Hold the memory for a long recording against that for a short one."""
    growth = long.of(PODPUB).peak_mb.median / short.of(PODPUB).peak_mb.median - 1
    promise = f"at most {_MOST_GROWTH:.0%} more memory than for {short.recording.minutes:g} min"
    return Mark(str(long.recording), promise, f"{growth:+.0%}", growth <= _MOST_GROWTH)


def _at_most(about: str, most: float, whose: str, share: Spread) -> Mark:
    return Mark(about, f"at most {most} times as long as {whose}", str(share), share.median <= most)


def _nothing_mastered(document: str) -> bool:
    """Return whether the one episode's sound was taken as it was, by the release's own account."""
    (episode,) = json.loads(document)["episodes"]
    return all(step["action"] == "reused" for step in episode["steps"] if step["name"] != "tag")
