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
    """

    trimmed_start_s: float
    recording_s: float
    lead_s: float
    total_s: float

    def published(self, recorded_s: float) -> float:
        """Return where `recorded_s` of the recording is heard.

        What was cut off at an end moves to that end. The very beginning stays the very beginning:
        a first chapter at 0 also covers the intro.
        """
        if recorded_s == 0:
            return 0.0
        kept = min(max(recorded_s - self.trimmed_start_s, 0.0), self.recording_s)
        return self.lead_s + kept
