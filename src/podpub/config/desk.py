"""Where a file of the show is read: its place on the disk, what it inherits, and the findings so far."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

from podpub.model import Finding, Level, Mastering


@dataclass(frozen=True, slots=True)
class Desk:
    """What the readers of one file share; passed through pydantic as the validation context.

    Attributes:
        root: The show's folder, absolute.
        file: The file on the desk, absolute.
        zone: The zone of dates without an offset.
        language: What transcripts are written in unless they say otherwise.
        mastering: The show's audio settings, under those of an episode.
        findings: Grows while the file is read.
        absent: Audio files that are not there; whether that matters is decided by who needs them.
    """

    root: Path
    file: Path
    zone: tzinfo = UTC
    language: str = ""
    mastering: Mastering = field(default_factory=Mastering)
    findings: list[Finding] = field(default_factory=list)
    absent: list[Finding] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """What relative paths start from."""
        return self.file.parent

    @property
    def failed(self) -> bool:
        """Whether an error was found."""
        return any(finding.level is Level.ERROR for finding in self.findings)

    def place(self, spot: object, file: Path | None = None) -> str:
        """Return `path/to/file:line` of a line number, of a value of the tree, or of a place itself."""
        if type(spot) is str:
            return spot
        line = spot if isinstance(spot, int) else getattr(spot, "line", 1)
        named = file or getattr(spot, "file", None) or self.file
        return f"{Path(os.path.relpath(named, self.root)).as_posix()}:{line}"

    def error(self, code: str, spot: object, message: str, fix: str) -> None:
        """Take down a mistake."""
        self.findings.append(Finding(Level.ERROR, code, self.place(spot), message, fix))

    def warn(self, code: str, spot: object, message: str, fix: str) -> None:
        """Take down what was understood, though it was written differently."""
        self.findings.append(Finding(Level.WARNING, code, self.place(spot), message, fix))
