"""What mastering works with: an ffmpeg, and as many cores as it may have."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podpub.audio.ffmpeg import Ffmpeg


def _cores() -> int:
    """Return how many cores this process may use; containers and schedulers give it less than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Machine:
    """Tools and hands.

    Attributes:
        jobs: How many encoders work at a time; the bytes they write do not depend on it.
    """

    ffmpeg: Ffmpeg
    jobs: int = field(default_factory=_cores)
