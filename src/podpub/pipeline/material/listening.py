"""What a host should know about the sound of an episode, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.checks import SoundFacts, check_sound

if TYPE_CHECKING:
    from podpub.model import Finding, Foresight, Places, Production


def sound_findings(
    foresight: Foresight, production: Production, places: Places, *, heavy_share: float | None = None
) -> tuple[Finding, ...]:
    """Tell what is wrong with a recording, and what could sound better.

    Args:
        foresight: What is known of the recording; empty, nothing to tell.
        production: The episode.
        places: Where it was written.
        heavy_share: Of the limiter that has worked; None goes by the prospect.
    """
    return check_sound(SoundFacts(production, foresight.prospects, foresight.faults, heavy_share), places)
