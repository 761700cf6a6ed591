"""What a host should know about the sound of an episode, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Finding, Level, Leveling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.model import Places, Production, Prospect

_MOST_HEAVY_SHARE = 0.01
_MOST_SPREAD_LU = 8.0


def sound_findings(
    prospects: Sequence[Prospect],
    production: Production,
    places: Places,
    *,
    heavy_share: float | None = None,
) -> Iterator[Finding]:
    """Tell of voices that are far apart, and of peaks that had to be held down too hard.

    Args:
        prospects: What each leveling would make of the recording; none, nothing to tell.
        production: The episode.
        places: Where it was written.
        heavy_share: Of the limiter that has worked; None goes by the prospect.
    """
    chosen = production.mastering.leveling
    now = next((one for one in prospects if one.leveling is chosen), None)
    if now is None:
        return
    more = [one for one in prospects if list(Leveling).index(one.leveling) > list(Leveling).index(chosen)]
    where = places.where(production.file, "audio")
    if now.spread_lu > _MOST_SPREAD_LU:
        yield Finding(
            Level.WARNING,
            "speakers-apart",
            where,
            f"the loudest speaker stands {now.spread_lu:.0f} LU above the quietest",
            _advice(
                [f"`{one.leveling}` would leave {one.spread_lu:.0f} LU" for one in more],
                "Record each voice with a microphone of its own, and list the files as tracks.",
            ),
        )
    held_down = now.heavy_share if heavy_share is None else heavy_share
    if held_down > _MOST_HEAVY_SHARE:
        yield Finding(
            Level.WARNING,
            "too-dynamic",
            where,
            f"{held_down:.0%} of it has to be held down by more than 6 dB to be loud enough: "
            "the recording is too dynamic",
            _advice(
                [f"`{one.leveling}` would make it {one.heavy_share:.0%}" for one in more],
                "Turn the loudest moments down in the recording, or ask for less `loudness`.",
            ),
        )


def _advice(prospects: Sequence[str], otherwise: str) -> str:
    return f"Set `leveling`: {', '.join(prospects)}." if prospects else otherwise
