"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Tell(Protocol):
    """Hears from a step how much of it is done."""

    def __call__(self, step: str, done: float) -> None:
        """Take note that `step` is `done` (0.0 to 1.0)."""


def silent(step: str, done: float) -> None:
    """Listen to progress without a word."""
