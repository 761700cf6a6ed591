"""Everything one run of the benchmark found out, and its forms: text, Markdown, JSON."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.contenders import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.comparison import Comparison, Outcome
    from benchmarks.marks import Mark
    from podpub.audio import Ffmpeg

_COLUMNS = (
    "",
    "ratio",
    "seconds",
    "processor seconds",
    "peak memory",
    "loudness",
    "true peak",
    "length",
)

_PROMISED_FROM_MIN = 60


@dataclass(frozen=True, slots=True)
class Report:
    """The machine, the comparisons in the order they were made, and the promises."""

    machine: str
    comparisons: tuple[Comparison, ...]
    marks: tuple[Mark, ...]


def this_machine(ffmpeg: Ffmpeg) -> str:
    """Say where and with what all this was measured."""
    tools = ", ".join(
        f"{name} {version(name)}" for name in ("podpub", "ffmpeg-normalize", "pydub", "lameenc")
    )
    cores = f"{os.cpu_count()} cores of {processor()}"
    return (
        f"{cores}, {platform.system()}, Python {platform.python_version()}, ffmpeg {ffmpeg.version}, {tools}"
    )


def as_text(report: Report) -> Iterator[str]:
    """Yield the lines of a report for a terminal."""
    yield report.machine
    for one in report.comparisons:
        rows = [_COLUMNS, *_rows(one)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield f"\n{_heading(one)}"
        yield from ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    yield ""
    if report.comparisons[0].recording.minutes < _PROMISED_FROM_MIN:
        yield f"(Shares of time are promised from {_PROMISED_FROM_MIN} min on.)"
    yield from (f"{'✓' if one.kept else '✗'} {one.about}: {one.promise}: {one.found}" for one in report.marks)


def as_markdown(report: Report) -> Iterator[str]:
    """Yield the lines of a report for the documentation."""
    yield f"Measured on {report.machine}."
    for one in report.comparisons:
        yield f"\n### {_heading(one)}\n"
        yield from table([_COLUMNS, *_rows(one)])
    yield "\n### What was promised\n"
    marks = [(one.about, one.promise, one.found, "yes" if one.kept else "**no**") for one in report.marks]
    yield from table([("", "promise", "found", "kept"), *marks])


def as_json(report: Report) -> dict[str, Any]:
    """Return a report as JSON knows it, with every single run."""
    document = asdict(report)
    for one in document["comparisons"]:
        one["recording"]["file"] = one["recording"]["file"].name
    return document


def _heading(one: Comparison) -> str:
    count = len(one.outcomes[0].runs)
    runs = "one run" if count == 1 else f"medians of {count} runs"
    return f"{one.recording}, {one.recording.bitrate_kbps} kbit/s, {runs}"


def _rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Yield a row a contender; their ratio is to the plain encode, or to the first where that did not run."""
    first, *others = comparison.outcomes
    against = next((one for one in others if one.name == PLAIN), first)
    for one in comparison.outcomes:
        yield one.name, str(one.times(against)) if others else "", *_figures(one)


def _figures(one: Outcome) -> tuple[str, ...]:
    verdict = one.verdict
    return (
        f"{one.wall_s.median:.1f}",
        f"{one.cpu_s.median:.1f}",
        f"{one.peak_mb.median:.0f} MB",
        f"{verdict.lufs:.2f} LUFS",
        f"{verdict.true_peak_dbtp:.2f} dBTP",
        verdict.length,
    )


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown; its first row is the heading."""
    heading, *others = rows
    for row in (heading, ["---"] * len(heading), *others):
        yield f"| {' | '.join(row)} |"


def processor() -> str:
    """Return the processor's name, where the system tells it."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
