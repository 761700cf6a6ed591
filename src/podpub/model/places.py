"""Where in the host's files something stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The line of every top-level key of every file below `root`."""

    root: Path
    lines: Mapping[tuple[Path, str], int]

    def where(self, file: Path, key: str) -> str:
        """Return `path/to/file.yaml:line` of a key; the first line where the key is left out."""
        return f"{file.relative_to(self.root).as_posix()}:{self.lines.get((file, key), 1)}"
