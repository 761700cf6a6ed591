"""Sizes, lengths and dates as people say them."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from podpub.model import Message


def playing_time(seconds: float) -> str:
    """Return `1:02:03` or `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def megabytes(count: int) -> Message:
    """Return `1.2 MB`."""
    return say("{megabytes:.1f} MB", megabytes=count / 1e6)


def date_and_time(moment: datetime) -> str:
    """Return `2026-11-24 06:00 (+01:00)`, in the zone that the moment was written in."""
    zone = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M} ({zone[:3]}:{zone[3:5]})"


def count(number: int, one: Message, many: Message) -> Message:
    """Return `1 chapter` or `3 chapters`."""
    return say("{number} {things}", number=number, things=one if number == 1 else many)


def listed(texts: Iterable[str]) -> str:
    """Return texts with commas between them, as a message where one of them is."""
    first, *others = texts
    return reduce(lambda before, text: say("{before}, {text}", before=before, text=text), others, first)
