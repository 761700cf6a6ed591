"""Times of day, as transcripts count them: `01:02:03.456` ↔ milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOCK = r"(?:([0-9]{1,4}):)?([0-9]{1,3}):([0-9]{1,2})(?:[.,:]([0-9]{1,3})[0-9]*)?"
"""Hours, minutes, seconds and thousandths; tools leave out the hours, or write a comma for the point."""

LATEST_MS = 3_600_000_000
"""A thousand hours: what is later is no time of a recording."""

_SIXTY = 60


def milliseconds(parts: Sequence[str | None]) -> int | None:
    """Return what the four groups of `CLOCK` say in milliseconds; None where it is no time."""
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    thousandths = int((parts[3] or "0").ljust(3, "0"))
    too_many = seconds >= _SIXTY or (parts[0] is not None and minutes >= _SIXTY)
    total = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    return None if too_many or total > LATEST_MS else total
