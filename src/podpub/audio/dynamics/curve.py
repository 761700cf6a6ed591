"""A gain that moves slowly: a level for every tenth of a second, and straight lines between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.metering.loudness import STEPS_A_SECOND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from podpub.audio.source.forming import Samples


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A gain over time.

    Attributes:
        gains_db: At the middle of every tenth of a second; before the first and after the last it stays.
    """

    gains_db: NDArray[np.float64]

    def over(self, pcm: Samples, start: int, sample_rate: int) -> Samples:
        """Return PCM that begins at frame `start` of the file, with the gain applied."""
        step = sample_rate // STEPS_A_SECOND
        at = (np.arange(start, start + len(pcm)) + 0.5) / step - 0.5
        gains = np.interp(at, np.arange(len(self.gains_db)), 10 ** (self.gains_db / 20))
        return pcm * gains.astype(np.float32)[:, None]

    def plus(self, other: Curve) -> Curve:
        """Return both gains together."""
        return Curve(self.gains_db + other.gains_db)
