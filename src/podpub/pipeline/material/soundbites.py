"""Soundbites of the recording → soundbites of the published file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.model import Places, Production, Soundbite, Timeline

_NOTICED_S = 0.01


def heard_soundbites(production: Production, timeline: Timeline) -> tuple[Soundbite, ...]:
    """Return the soundbites where they are heard; what was cut off, or never recorded, falls away."""
    heard = (_heard(one, timeline) for one in production.episode.soundbites)
    return tuple(one for one in heard if one)


def soundbite_findings(production: Production, timeline: Timeline, places: Places) -> Iterator[Finding]:
    """Tell of soundbites that are not heard, or not whole."""
    for one in production.episode.soundbites:
        heard = _heard(one, timeline)
        lost_s = one.duration_s - (heard.duration_s if heard else 0.0)
        if lost_s > _NOTICED_S:
            yield Finding(
                Level.WARNING,
                "fell-into-cut",
                places.where(production.file, "soundbites"),
                _said(one, lost_s, is_heard=heard is not None),
                say("Correct its time under `soundbites:`; it counts from the beginning of the recording."),
            )


def _said(one: Soundbite, lost_s: float, *, is_heard: bool) -> Message:
    return say(
        "{lost_s:.1f} s of the soundbite {name} lie where nothing of the recording is left; {outcome}",
        lost_s=lost_s,
        name=_name(one),
        outcome=say("the rest is published") if is_heard else say("it is not published"),
    )


def _heard(one: Soundbite, timeline: Timeline) -> Soundbite | None:
    start_s = timeline.heard(one.start_s)
    duration_s = round(timeline.heard(one.start_s + one.duration_s) - start_s, 6)
    return replace(one, start_s=start_s, duration_s=duration_s) if duration_s > 0 else None


def _name(one: Soundbite) -> str:
    return say("“{text}”", text=one.title) if one.title else say("at {start_s:g} s", start_s=one.start_s)
