"""One comparison as a picture: two groups of bars in an SVG that suits a light page and a dark one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks.contenders import PLAIN, PODPUB, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.comparison import Comparison, Spread

_WIDTH, _ROW, _HEADING, _LINE = 760, 32, 48, 15
_NAMES, _FIGURES = 170, 90
_BARS = _WIDTH - _NAMES - _FIGURES
_STYLE = """\
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.heading { font-weight: 600 }
.note { fill: #59636e; font-size: 13px }
.bar { fill: #8c959f } .podpub { fill: #0969da } .spread { stroke: #1f2328; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .note { fill: #9198a1 } .spread { stroke: #f0f6fc }
  .bar { fill: #6e7681 } .podpub { fill: #4493f8 }
}"""


@dataclass(frozen=True, slots=True)
class _Group:
    """Bars that share a scale."""

    heading: str
    bars: Sequence[tuple[str, Spread]]
    unit: str


def draw(race: Comparison) -> str:
    """Return the picture: time beside the plain encode, and memory. Short bars are good."""
    shown = [one for one in race.outcomes if one.name != TITLE]
    plain = race.of(PLAIN)
    groups = (
        _Group(
            "Time, as a multiple of the plain encode", [(one.name, one.times(plain)) for one in shown], "×"
        ),
        _Group("Memory at the highest moment", [(one.name, one.peak_mb) for one in shown], " MB"),
    )
    height = 2 * _LINE + sum(_HEADING + _ROW * len(group.bars) for group in groups)
    title = f"{race.recording} to an MP3 of {race.recording.bitrate_kbps} kbit/s. Short bars are good."
    return "\n".join(_picture(title, height, groups)) + "\n"


def _picture(title: str, height: int, groups: Sequence[_Group]) -> Iterator[str]:
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title">'
    yield f'<title id="title">Time and memory: {escape(title)}</title>'
    yield f"<style>\n{_STYLE}\n</style>"
    yield f'<text class="note" x="0" y="{_LINE}">{escape(title)}</text>'
    top = 2 * _LINE
    for group in groups:
        yield from _bars(group, top)
        top += _HEADING + _ROW * len(group.bars)
    yield "</svg>"


def _bars(group: _Group, top: int) -> Iterator[str]:
    yield f'<text class="heading" x="0" y="{top + 2 * _LINE}">{escape(group.heading)}</text>'
    longest = max(spread.high for _, spread in group.bars)
    for place, (name, spread) in enumerate(group.bars):
        y = top + _HEADING + _ROW * place
        low, middle, high = (_BARS * value / longest for value in (spread.low, spread.median, spread.high))
        kind = "bar podpub" if name == PODPUB else "bar"
        yield f'<text x="0" y="{y + _LINE}">{escape(name)}</text>'
        yield f'<rect class="{kind}" x="{_NAMES}" y="{y}" width="{middle:.1f}" height="20" rx="2"/>'
        yield f'<path class="spread" d="M{_NAMES + low:.1f} {y + 10}H{_NAMES + high:.1f}"/>'
        figure = f"{_figure(spread.median)}{group.unit}"
        yield f'<text x="{_NAMES + high + 8:.1f}" y="{y + _LINE}">{figure}</text>'


def _figure(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"  # noqa: PLR2004 - three digits tell enough
