"""How the room tells how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.audio.program import Block
    from podpub.model import Tell


def part(tell: Tell, step: str, number: int = 0, of: int = 1) -> Tell:
    """Return a listener that tells part `number` (from 0) of so many equal ones under the name `step`."""
    return lambda _, done: tell(step, (number + done) / of)


def told(pcm: Iterator[Block], samples: int, tell: Tell, step: str) -> Iterator[Block]:
    """Pass blocks on, and tell how much of a program of so many samples has gone by."""
    done = 0
    for block in pcm:
        yield block
        done += int(block.frame_count())
        tell(step, done / samples)
