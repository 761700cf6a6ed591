"""What podpub has to say about a file: one problem, one place, one remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is: an error stops a release, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, where it is and what to write instead.

    Attributes:
        code: Stable, short, in kebab case: `unknown-key`.
        where: `path/to/file.yaml:7`, a key of the storage, or empty.
        message: What is wrong, one sentence without a full stop.
        fix: What to do, one or two sentences.
    """

    level: Level
    code: str
    where: str
    message: str
    fix: str = ""
