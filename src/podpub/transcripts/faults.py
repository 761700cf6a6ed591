"""What is wrong with a transcript, collected while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_TOLD = 20
_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Faults:
    """The findings so far; `where` is the file, as a host knows it."""

    where: str
    _found: list[tuple[int, Finding]] = field(default_factory=list)

    def error(self, line: int, code: str, message: str, fix: str) -> None:
        """Take down what makes the file unusable."""
        self._add(Level.ERROR, line, code, message, fix)

    def warn(self, line: int, code: str, message: str, fix: str) -> None:
        """Take down what was understood, though it may be meant otherwise."""
        self._add(Level.WARNING, line, code, message, fix)

    @property
    def failed(self) -> bool:
        """Whether the file is unusable."""
        return any(finding.level is Level.ERROR for _, finding in self._found)

    def told(self) -> tuple[Finding, ...]:
        """Return the findings in the order of their lines; of very many, the first and how many there are."""
        return tuple(self._told())

    def _told(self) -> Iterator[Finding]:
        found = sorted(self._found, key=lambda one: one[0])
        yield from (finding for _, finding in found[:_MOST_TOLD])
        if len(found) > _MOST_TOLD:
            line, first = found[_MOST_TOLD]
            message = say("{count} more problems of this kind follow", count=len(found) - _MOST_TOLD)
            yield Finding(first.level, first.code, f"{self.where}:{line}", message, first.fix)

    def _add(self, level: Level, line: int, code: str, message: str, fix: str) -> None:
        self._found.append((line, Finding(level, code, f"{self.where}:{line}", message, fix)))


def quoted(text: str) -> str:
    """Return a text in quotation marks, and of a long one the beginning."""
    if len(text) <= _LONGEST_QUOTE:
        return say("“{text}”", text=text)
    return say("“{text} …”", text=text[:_LONGEST_QUOTE].rstrip())
