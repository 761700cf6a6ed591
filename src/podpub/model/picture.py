"""What is known about a picture without decoding its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - the record is validated at run time


@dataclass(frozen=True, slots=True)
class Picture:
    """A cover as its file header describes it: pixels, `JPEG` or `PNG`, Pillow's mode name, bytes."""

    path: Path
    width: int
    height: int
    format: str
    mode: str
    bytes: int
