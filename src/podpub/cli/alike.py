"""Many findings of one kind, told as a few."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.model import Finding, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_ALIKE = 3


def few(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield of each code the first few, the last of them with the number of the others."""
    by_code: dict[str, list[Finding]] = {}
    for one in findings:
        by_code.setdefault(one.code, []).append(one)
    for alike in by_code.values():
        yield from alike[: _MOST_ALIKE - 1]
        for last in alike[_MOST_ALIKE - 1 : _MOST_ALIKE]:
            more = len(alike) - _MOST_ALIKE
            told = say("{message} (and {count} more like this: --json)", message=last.message, count=more)
            yield replace(last, message=told) if more else last
