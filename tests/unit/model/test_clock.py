"""Times are written as everybody reads them."""

from __future__ import annotations

import pytest

from podpub.model.clock import clock


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "00:00:00.000"),
        (59.9996, "00:01:00.000"),
        (3599.9994, "00:59:59.999"),
        (192.5, "00:03:12.500"),
        (100 * 3600, "100:00:00.000"),
    ],
)
def test_a_time_is_told_to_the_millisecond(seconds: float, told: str) -> None:
    assert clock(seconds) == told
