from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podpub.storage.s3.client import moment


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-25T22:53:11.123Z",
        "2026-11-25T22:53:11.123000+00:00",
        "2026-11-25T23:53:11.123+01:00",
        "20261125T225311.123Z",
        1795647191.123,
    ],
)
def test_a_time_is_read_however_a_server_writes_it(told: str | float) -> None:
    assert moment(told) == datetime(2026, 11, 25, 22, 53, 11, 123000, tzinfo=UTC)


def test_a_time_in_a_header_is_read() -> None:
    assert moment("Wed, 25 Nov 2026 22:53:11 GMT") == datetime(2026, 11, 25, 22, 53, 11, tzinfo=UTC)
