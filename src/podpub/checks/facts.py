"""What rules look at, and how they complain."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - part of a public record
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.model import Picture, Places, Production, Project


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known before any work begins.

    Attributes:
        pictures: What the headers of the covers say; unreadable ones are missing.
    """

    project: Project
    productions: tuple[Production, ...]
    pictures: Mapping[Path, Picture]
    places: Places

    @property
    def show_file(self) -> Path:
        """The show.yaml."""
        return self.project.root / "show.yaml"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a rule found: where, what, and the remedy."""

    file: Path
    key: str
    message: str
    fix: str
