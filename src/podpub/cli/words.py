"""Sizes, lengths and dates as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def playing_time(seconds: float) -> str:
    """Return `1:02:03` or `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def megabytes(count: int) -> str:
    """Return `1.2 MB`."""
    return f"{count / 1e6:.1f} MB"


def date_and_time(moment: datetime) -> str:
    """Return `2026-11-24 06:00 (+01:00)`, in the zone that the moment was written in."""
    zone = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M} ({zone[:3]}:{zone[3:5]})"


def count(number: int, one: str, many: str) -> str:
    """Return `1 chapter` or `3 chapters`."""
    return f"{number} {one if number == 1 else many}"
