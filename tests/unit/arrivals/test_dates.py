"""Dates are read in every form that feeds have them in, with their offset."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from podpub.arrivals.dates import moment
from tests.support.nouns import dates

if TYPE_CHECKING:
    from datetime import datetime


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 24 Nov 2026 06:00:00 +0100", "2026-11-24T06:00:00+01:00"),
        ("Tue, 24 Nov 2026 06:00:00 GMT", "2026-11-24T06:00:00+00:00"),
        ("Mon, 24 Nov 2026 06:00 EST", "2026-11-24T06:00:00-05:00"),
        ("24 Nov 26 06:00:00 -0000", "2026-11-24T06:00:00+00:00"),
        ("Di, 3 Mär 2015 6:05:00 MESZ", "2015-03-03T06:05:00+02:00"),
        ("Tuesday, 24-November-2026 06:00:00 PDT", "2026-11-24T06:00:00-07:00"),
        ("lun., 02 févr. 2015 06:05:00 +0100", "2015-02-02T06:05:00+01:00"),
        ("2026-11-24T06:00:00.123Z", "2026-11-24T06:00:00+00:00"),
        ("2026-11-24 06:00:00 +0100", "2026-11-24T06:00:00+01:00"),
        ("2026-11-24", "2026-11-24T00:00:00+00:00"),
        ("Thu, 31 Dec 1998 23:59:60 +0000", "1998-12-31T23:59:59+00:00"),
        ("Tue, 24 Nov 2026 06:00:00 +0545 (Kathmandu)", "2026-11-24T06:00:00+05:45"),
    ],
)
def test_a_date_is_read(written: str, meant: str) -> None:
    assert moment(written).isoformat() == meant


@given(dates)
def test_a_date_of_any_feed_comes_back(date: datetime) -> None:
    assert moment(format_datetime(date)).isoformat() == date.isoformat()


@pytest.mark.parametrize(
    "written", ["", "soon", "31 Feb 2026", "24.11.2026", "0000-00-00 00:00:00", "9" * 1000, "1 Jan 1970"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="date"):
        moment(written)
