"""Where a moment of the recording ends up in the published file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeline:
    """What trimming, intro and outro do to time; all values in seconds.

    Attributes:
        trimmed_start_s: Cut off at the beginning of the recording.
        recording_s: Length of what is left of the recording.
        lead_s: When the recording begins in the published file (intro less cross-fade).
        total_s: Length of the published file.
        trimmed_end_s: Cut off at the end of the recording.
    """

    trimmed_start_s: float
    recording_s: float
    lead_s: float
    total_s: float
    trimmed_end_s: float = 0.0

    @property
    def as_published(self) -> Timeline:
        """The same length, where the published file itself is the recording: nothing moves."""
        return Timeline(0.0, self.total_s, 0.0, self.total_s)

    @property
    def kept_until_s(self) -> float:
        """The moment of the recording at which the cut at its end begins."""
        return self.trimmed_start_s + self.recording_s

    @property
    def recorded_s(self) -> float:
        """Length of the recording before anything was cut off."""
        return self.kept_until_s + self.trimmed_end_s

    def heard(self, recorded_s: float) -> float:
        """Return when `recorded_s` of the recording is heard; what was cut off moves to the cut."""
        kept = min(max(recorded_s - self.trimmed_start_s, 0.0), self.recording_s)
        return self.lead_s + kept

    def is_kept(self, recorded_s: float) -> bool:
        """Tell whether this moment of the recording is heard, and was not cut off at one of its ends."""
        return 0.0 <= recorded_s - self.trimmed_start_s <= self.recording_s

    def keeps_some(self, start_s: float, end_s: float) -> bool:
        """Tell whether anything between two moments of the recording is heard."""
        return start_s < self.kept_until_s and end_s > self.trimmed_start_s

    def chapter_start(self, recorded_s: float) -> float:
        """Return where a chapter begins: as heard, but one at 0 also covers the intro."""
        return self.heard(recorded_s) if recorded_s else 0.0
