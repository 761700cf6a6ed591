"""What mastering works with: an ffmpeg, and as many cores as it may have."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podpub.audio.source.ffmpeg import Ffmpeg


_MOST_JOBS = 16


def _cores() -> int:
    """Return how many cores are of use: those that this process may have, which in a container may be few.

    More than sixteen encoders would wait for the one who decodes, each with a minute of sound in its hands.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_JOBS)


@dataclass(frozen=True, slots=True)
class Machine:
    """Tools and hands.

    Attributes:
        jobs: How many encoders work at a time; the bytes they write do not depend on it.
    """

    ffmpeg: Ffmpeg
    jobs: int = field(default_factory=_cores)
