"""Where everything stands: panels one below the other, over one axis of time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.artwork.chart.courses import middles, mirrored, ribbons
from podpub.artwork.chart.shapes import Area, Box, Drawing, Line, Scale, Text, fitting
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from podpub.artwork.chart.shapes import Shape
    from podpub.artwork.chart.sheet import SoundSheet
    from podpub.model.envelope import Band

WIDTH = 1200
TARGET_BAND_LU = 3.0
"""So far from the target speech is as loud as the rest: nobody reaches for the volume."""

_LEFT, _RIGHT = 64.0, WIDTH - 16.0
_HEAD, _CAPTION, _GAP = 56.0, 24.0, 14.0
_MOST_TICKS = 12
_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_BELOW_TARGET_LU, _ABOVE_TARGET_LU = 24, 9
_LEAST_DB = 6.0
_MARGIN = 6.0


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel: what stands above it, how high it is, and what is drawn between its top and its bottom."""

    caption: str
    keys: tuple[tuple[str, str], ...]
    height: float
    draw: Callable[[float, float], Iterator[Shape]]


def drawing(sheet: SoundSheet, *, headed: bool) -> Drawing:
    """Lay out the picture of a sound; `headed`, with what it is a picture of above it."""
    time = Scale(0.0, sheet.envelope.duration_s, _LEFT, _RIGHT)
    shapes: list[Shape] = list(_head(sheet)) if headed else []
    top = _HEAD if headed else 0.0
    first = top + _CAPTION
    for panel in _panels(sheet, time):
        shapes += _captioned(panel, top, sheet)
        top += _CAPTION
        shapes += panel.draw(top, top + panel.height)
        top += panel.height + _GAP
    marks = [Line(((at, first), (at, top - _GAP)), "mark") for at in _chapter_places(sheet, time)]
    return Drawing(WIDTH, top + _CAPTION, (*shapes, *marks, *_time_axis(time, top)))


def _head(sheet: SoundSheet) -> Iterator[Shape]:
    yield Text((16, 24), fitting(sheet.title, WIDTH - 32, 18), size=18)
    told = summary(sheet)
    yield Text((16, 46), fitting(f"{sheet.show} · {sheet.language.tell(told)}", WIDTH - 32, 12), "quiet")


def summary(sheet: SoundSheet) -> str:
    """Tell in one line what was done."""
    loudness = sheet.loudness
    return say(
        "{source:.1f} → {lufs:.1f} LUFS ({gain:+.1f} dB), true peak {peak:.1f} dBTP, range {range:.1f} LU",
        source=loudness.source_lufs,
        lufs=loudness.lufs,
        gain=loudness.gain_db,
        peak=loudness.true_peak_dbtp,
        range=loudness.lra_lu,
    )


def _panels(sheet: SoundSheet, time: Scale) -> Iterator[_Panel]:
    envelope = sheet.envelope
    if sheet.chapters:
        yield _Panel(say("Chapters"), (), 22, lambda top, end: _chapters(sheet, time, top, end))
    if envelope.knows_recording:
        yield _Panel(say("Waveform before"), (), 84, _waveform(envelope.recorded_peaks, time, "before"))
    yield _Panel(say("Waveform after"), (), 84, _waveform(envelope.published_peaks, time, "after"))
    before = (("before", say("before")),) if envelope.knows_recording else ()
    band = (("band", say("{band:g} LU around the target", band=TARGET_BAND_LU)),)
    yield _Panel(
        say("Short-term loudness (3 s), LUFS"),
        (*before, ("after", say("after")), *band),
        220,
        lambda top, end: _loudness(sheet, time, top, end),
    )
    if envelope.knows_recording:
        moved = any(low or high for low, high in filter(None, envelope.levelled_db))
        keys = (*((("leveler", say("leveling")),) if moved else ()), ("limiter", say("limiter")))
        yield _Panel(say("Gain over time, dB"), keys, 110, lambda top, end: _gains(sheet, time, top, end))


def _captioned(panel: _Panel, top: float, sheet: SoundSheet) -> Iterator[Shape]:
    tell = sheet.language.tell
    yield Text((_LEFT, top + 17), tell(panel.caption))
    told = [(role, tell(words)) for role, words in panel.keys]
    at = _RIGHT - sum(_key_width(words) for _, words in told)
    for role, words in told:
        yield Box((at, top + 8, at + 12, top + 17), role)
        yield Text((at + 17, top + 17), words, "quiet", 11)
        at += _key_width(words)


def _key_width(words: str) -> float:
    return 40 + 6.0 * len(words)


def _waveform(
    peaks: Sequence[float | None], time: Scale, role: str
) -> Callable[[float, float], Iterator[Shape]]:
    def draw(top: float, end: float) -> Iterator[Shape]:
        yield Line(((_LEFT, (top + end) / 2), (_RIGHT, (top + end) / 2)), "grid")
        for points in mirrored(peaks, time, Scale(-1.0, 1.0, end, top)):
            yield Area(points, role)

    return draw


def _loudness(sheet: SoundSheet, time: Scale, top: float, end: float) -> Iterator[Shape]:
    envelope, target = sheet.envelope, sheet.target_lufs
    low = 5 * math.floor((target - _BELOW_TARGET_LU) / 5)
    level = Scale(low, 5 * math.ceil((target + _ABOVE_TARGET_LU) / 5), end, top)
    upper, lower = level.at(target + TARGET_BAND_LU), level.at(target - TARGET_BAND_LU)
    yield Box((_LEFT, upper, _RIGHT, lower), "band")
    yield from _level_lines(level, 5)
    yield from _course(envelope.recorded_lufs, "before", time, level)
    yield from _course(envelope.published_lufs, "after", time, level)
    yield Line(((_LEFT, level.at(target)), (_RIGHT, level.at(target))), "target")


def _course(course: Sequence[Band | None], role: str, time: Scale, level: Scale) -> Iterator[Shape]:
    """Draw how far a value moves within each column, and a line through the middle of it."""
    for points in ribbons(course, time, level):
        yield Area(points, f"{role}-range")
    for points in middles(course, time, level):
        yield Line(points, role)


def _gains(sheet: SoundSheet, time: Scale, top: float, end: float) -> Iterator[Shape]:
    limited = [(-most, 0.0) if most else None for most in (one or 0.0 for one in sheet.envelope.limited_db)]
    levelled = [one for one in sheet.envelope.levelled_db if one]
    lowest = min((low for low, _ in (*levelled, *filter(None, limited))), default=0.0)
    highest = max((high for _, high in levelled), default=0.0)
    gain = Scale(-_rounded_db(-lowest), _rounded_db(highest), end, top)
    yield from _level_lines(gain, 3 if gain.high - gain.low <= 18 else 6)  # noqa: PLR2004 - room for six lines
    if any(low or high for low, high in levelled):
        yield from _course(sheet.envelope.levelled_db, "leveler", time, gain)
    for points in ribbons(limited, time, gain):
        yield Area(points, "limiter", edged=True)


def _rounded_db(most: float) -> float:
    return max(_LEAST_DB, 3.0 * math.ceil(most / 3))


def _level_lines(level: Scale, step: int) -> Iterator[Shape]:
    """Draw a line at every multiple of a step, with its number at the left."""
    for value in range(math.ceil(level.low / step) * step, math.floor(level.high) + 1, step):
        at = level.at(value)
        yield Line(((_LEFT, at), (_RIGHT, at)), "grid")
        yield Text((_LEFT - 8, at + 4), str(value).replace("-", "−"), "quiet", 11, "end")


def _chapters(sheet: SoundSheet, time: Scale, top: float, end: float) -> Iterator[Shape]:
    places = [*_chapter_places(sheet, time), _RIGHT]
    for chapter, (left, right) in zip(sheet.chapters, pairwise(places), strict=True):
        yield Box((left, top, right, end), "chapter", f"{clock(chapter.start_s)} {chapter.title}")
        told = fitting(chapter.title, right - left - 2 * _MARGIN, 11)
        yield Text((left + _MARGIN, end - 7), told, size=11)


def _chapter_places(sheet: SoundSheet, time: Scale) -> list[float]:
    return [time.at(chapter.start_s) for chapter in sheet.chapters]


def _time_axis(time: Scale, top: float) -> Iterator[Shape]:
    step_s = next((one for one in _TICKS_S if time.high / one <= _MOST_TICKS), _TICKS_S[-1])
    for tick in range(int(time.high // step_s) + 1):
        at = time.at(tick * step_s)
        yield Line(((at, top - _GAP), (at, top - _GAP + 5)), "mark")
        yield Text((at, top + 6), clock(tick * step_s), "quiet", 11, "middle")


def clock(seconds: float) -> str:
    """Return `2:03` or `1:02:03`, as players do: a moment that has begun."""
    minutes, whole = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{whole:02}" if hours else f"{minutes}:{whole:02}"
