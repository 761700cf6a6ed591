"""The figures of a sound, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.artwork.chart.plan import clock
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.artwork.chart.sheet import SoundSheet


def figures(sheet: SoundSheet) -> Iterator[tuple[str, str]]:
    """Yield name and value of each figure, in the language of the sheet."""
    tell, loudness = sheet.language.tell, sheet.loudness
    yield tell(say("Length")), clock(sheet.envelope.duration_s)
    yield tell(say("Loudness before")), tell(say("{lufs:.1f} LUFS", lufs=loudness.source_lufs))
    for track in loudness.tracks:
        yield tell(say("Track {name}", name=track.name)), tell(say("{lufs:.1f} LUFS", lufs=track.lufs))
    yield tell(say("Gain")), tell(say("{gain:+.1f} dB", gain=loudness.gain_db))
    yield (
        tell(say("Loudness after")),
        tell(say("{lufs:.1f} LUFS (target {target:.1f})", lufs=loudness.lufs, target=sheet.target_lufs)),
    )
    peak = say(
        "{peak:.1f} dBTP (at most {ceiling:.1f})", peak=loudness.true_peak_dbtp, ceiling=sheet.ceiling_dbtp
    )
    yield tell(say("True peak")), tell(peak)
    yield tell(say("Loudness range")), tell(say("{lra:.1f} LU", lra=loudness.lra_lu))
    yield from _dynamics(sheet)


def _dynamics(sheet: SoundSheet) -> Iterator[tuple[str, str]]:
    tell, loudness = sheet.language.tell, sheet.loudness
    if loudness.limited:
        held = say(
            "by up to {most:.1f} dB; more than 6 dB in {share:.1%} of the time",
            most=loudness.reduction_db,
            share=loudness.heavy_share,
        )
        yield tell(say("Peaks held down")), tell(held)
    apart = say(
        "{before:.1f} LU before, {after:.1f} LU after leveling",
        before=loudness.speaker_spread_lu,
        after=loudness.levelled_spread_lu,
    )
    yield tell(say("Voices apart")), tell(apart)
