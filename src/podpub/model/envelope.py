"""A sound over time, in so few numbers that they can be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from podpub.model.message import say

Band = tuple[float, float]
"""The lowest and the highest of what fell into a column."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sound over time, in columns of equal length: as it was recorded, what was done to it, as published.

    All of it in the time of the published file. None stands where there is nothing: no recording, or silence.

    Attributes:
        duration_s: Length of all columns together.
        published_peaks: Highest sample of each column, linear.
        published_lufs: Short-term loudness; a value stands at the end of its 3 s (EBU Tech 3341, 2.2).
        recorded_peaks, recorded_lufs: The same of the recording before anything was done to it.
        levelled_db: What leveling moved it by, beside the gain that all of it got.
        limited_db: The most that the limiter took away.
    """

    duration_s: float
    published_peaks: tuple[float | None, ...]
    published_lufs: tuple[Band | None, ...]
    recorded_peaks: tuple[float | None, ...] = field(default=())
    recorded_lufs: tuple[Band | None, ...] = field(default=())
    levelled_db: tuple[Band | None, ...] = field(default=())
    limited_db: tuple[float | None, ...] = field(default=())

    def __post_init__(self) -> None:
        others = (self.published_lufs, *self.of_mastering)
        if self.duration_s <= 0 or any(len(one) not in (0, self.columns) for one in others):
            raise ValueError(say("an envelope has a length, and as many columns of everything"))

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.published_peaks)

    @property
    def of_mastering(self) -> tuple[tuple[object, ...], ...]:
        """What is only known from mastering; empty where a published file was heard alone."""
        return self.recorded_peaks, self.recorded_lufs, self.levelled_db, self.limited_db

    @property
    def knows_recording(self) -> bool:
        """Whether it shows the sound before, too."""
        return bool(self.recorded_peaks)
