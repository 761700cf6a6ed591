"""What mastering heard and did, tenth of a second by tenth of a second: kept, and reduced to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from podpub.audio.dynamics.conversation import sound_of
from podpub.audio.metering.loudness import (
    ABSOLUTE_GATE_LUFS,
    STEPS_A_SECOND,
    levels,
    short_term_lufs,
)
from podpub.model import Envelope

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from podpub.audio.metering.meter import Steps
    from podpub.audio.pieces import Plan
    from podpub.audio.program import Playback
    from podpub.model import Timeline
    from podpub.model.envelope import Band

Course: TypeAlias = "NDArray[np.float64]"


def _nothing() -> Course:
    return np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """The course of a sound, a number for each tenth of a second.

    What was recorded and levelled stands in the time of the recording, the rest in that of the published
    file. Energies are K-weighted, peaks linear. Where only a published file was heard, the rest is empty.
    """

    published_energies: Course
    published_peaks: Course
    recorded_energies: Course = field(default_factory=_nothing)
    recorded_peaks: Course = field(default_factory=_nothing)
    levelled_db: Course = field(default_factory=_nothing)
    limited_db: Course = field(default_factory=_nothing)

    @classmethod
    def of_file(cls, published: Steps) -> Trace:
        """Return the trace of a published file that was heard alone."""
        return cls(published.energies, published.peaks)

    @classmethod
    def of_mastering(cls, plan: Plan, playback: Playback, published: Steps) -> Trace:
        """Return the trace of a program, from its tracks to the file that was written of it."""
        main = playback.program.pieces[plan.main]
        before = sound_of(plan.heard, [None] * len(plan.heard))
        after = sound_of(plan.heard, [track.curve for track in main.tracks])
        with np.errstate(invalid="ignore"):
            levelled_db = levels(after.energies) - levels(before.energies)
        return cls(
            published_energies=published.energies,
            published_peaks=published.peaks,
            recorded_energies=before.energies,
            recorded_peaks=before.peaks,
            levelled_db=np.nan_to_num(levelled_db),
            limited_db=playback.limited_db(),
        )

    def write(self, file: Path) -> None:
        """Keep it in a file: 24 bytes for a tenth of a second."""
        np.savez(file, **{one.name: getattr(self, one.name).astype(np.float32) for one in fields(self)})

    @classmethod
    def read(cls, file: Path) -> Trace:
        """Return what `write` kept."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(**{one.name: kept[one.name].astype(np.float64) for one in fields(cls)})

    def envelope(self, timeline: Timeline, columns: int) -> Envelope:
        """Return at most so many columns of it, in the time of the published file."""
        grid = _Grid(timeline.total_s, min(columns, max(len(self.published_energies), 1)))
        published = (
            grid.most(self.published_peaks),
            grid.band(_audible(short_term_lufs(self.published_energies))),
        )
        if not self.recorded_energies.size:
            return Envelope(timeline.total_s, *published)
        moved = grid.moved(timeline.lead_s - timeline.trimmed_start_s, timeline)
        return Envelope(
            timeline.total_s,
            *published,
            recorded_peaks=moved.most(self.recorded_peaks),
            recorded_lufs=moved.band(_audible(short_term_lufs(self.recorded_energies))),
            levelled_db=moved.band(self.levelled_db),
            limited_db=grid.most(self.limited_db),
        )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns over a stretch of time, and where in it a course begins and is kept."""

    total_s: float
    columns: int
    starts_s: float = 0.0
    kept_s: tuple[float, float] = (-np.inf, np.inf)

    def moved(self, starts_s: float, timeline: Timeline) -> _Grid:
        """Return the grid for what stands in the time of the recording, of which some was cut off."""
        kept_s = (timeline.lead_s, timeline.lead_s + timeline.recording_s)
        return _Grid(self.total_s, self.columns, starts_s, kept_s)

    def most(self, course: Course) -> tuple[float | None, ...]:
        """Return the highest of each column."""
        return tuple(None if one is None else one[1] for one in self.band(course))

    def band(self, course: Course) -> tuple[Band | None, ...]:
        """Return the lowest and the highest of each column; what is no number is left out."""
        at_s = self.starts_s + (np.arange(len(course)) + 0.5) / STEPS_A_SECOND
        counts = ~np.isnan(course) & (at_s > self.kept_s[0]) & (at_s < self.kept_s[1])
        column = np.minimum((at_s / self.total_s * self.columns).astype(int), self.columns - 1)
        counts &= column >= 0
        low = self._gathered(np.minimum, np.inf, column[counts], course[counts])
        high = self._gathered(np.maximum, -np.inf, column[counts], course[counts])
        bands = zip(low.tolist(), high.tolist(), strict=True)
        return tuple((least, most) if least <= most else None for least, most in bands)

    def _gathered(
        self, choose: np.ufunc, start: float, column: NDArray[np.intp], course: Course
    ) -> NDArray[np.float64]:
        gathered = np.full(self.columns, start)
        choose.at(gathered, column, course)
        return gathered


def _audible(lufs: Course) -> Course:
    """Return levels without those of silence."""
    return np.where(lufs > ABSOLUTE_GATE_LUFS, lufs, np.nan)
