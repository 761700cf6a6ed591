"""Times as people and formats write them."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """Return `00:03:12.500`: hours, minutes, seconds, milliseconds (RFC 2326, 3.6: normal play time)."""
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    whole, thousandths = divmod(milliseconds, 1000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{whole:02}.{thousandths:03}"
