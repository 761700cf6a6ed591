"""The documentation's pages about speed: figures and chart come from a run, the words from people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.chart import draw
from benchmarks.report import as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.report import Report

BEGIN, END = "<!-- figures: written by the benchmark -->", "<!-- end of figures -->"


def write_page(page: Path, report: Report) -> None:
    """Put a report's figures into a page, and the chart of its first comparison beside it."""
    put_figures(page, as_markdown(report))
    page.with_suffix(".svg").write_text(draw(report.comparisons[0]), encoding="utf-8")


def put_figures(page: Path, lines: Iterable[str]) -> None:
    """Put figures between a page's two marks.

    Raises:
        ValueError: The page has no such marks.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page} has no place for figures: it needs the lines {BEGIN} and {END}")
    figures = "\n".join(lines)
    page.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", encoding="utf-8")
