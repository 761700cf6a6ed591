"""Dates: what a host writes, and what the clocks make of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.config.dates import in_zone, read_date
from podpub.config.mistake import Mistake

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_BERLIN = ZoneInfo("Europe/Berlin")
_ZONES = st.sampled_from(
    sorted(zone for zone in available_timezones() if not zone.startswith(("right/", "posix/", "local")))
).map(ZoneInfo)
_LOCAL = st.datetimes(datetime(1980, 1, 2), datetime(2199, 12, 30)).map(lambda d: d.replace(microsecond=0))  # noqa: DTZ001 - local on purpose


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-24 06:00", "2026-11-24T06:00:00+01:00"),
        ("2026-07-24 06:00:30", "2026-07-24T06:00:30+02:00"),
        ("2026-11-24 6:00", "2026-11-24T06:00:00+01:00"),
        ("2026-11-24", "2026-11-24T00:00:00+01:00"),
        ("2026-11-24T06:00:00+01:00", "2026-11-24T06:00:00+01:00"),
        ("2026-11-24T06:00-0330", "2026-11-24T06:00:00-03:30"),
        ("2026-11-24T06:00:00Z", "2026-11-24T06:00:00+00:00"),
        ("2026-11-24t06:00:00.123z", "2026-11-24T06:00:00+00:00"),
        ("2026-11-24 06:00 +05:45", "2026-11-24T06:00:00+05:45"),
    ],
)
def test_a_date_is_read_in_the_zone_of_the_show_or_with_its_offset(text: str, iso: str) -> None:
    moment = read_date(text, _BERLIN)
    assert (moment.when.isoformat(), moment.note) == (iso, "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("24.11.2026", "2026-11-24"),
        ("24.11.2026 06:00 Uhr", "2026-11-24 06:00"),
        ("4. 1. 2026, 06:00", "2026-01-04 06:00"),
        ("Tue, 24 Nov 2026 06:00:00 +0100", "2026-11-24 06:00+01:00"),
        ("11/24/2026", "2026-11-24"),
        ("24/11/2026 07:30", "2026-11-24 07:30"),
        ("1/1/2026", "2026-01-01"),
        ("3/4/2026", "Write `date: 2026-03-04` or `date: 2026-04-03`."),
        ("33/44/2026", "Write year-month-day and a time"),
        ("2026-02-30", "Write year-month-day and a time"),
        ("2026-11-24 25:00", "Write year-month-day and a time"),
        ("2026-11-24T06:00+99:00", "Write year-month-day and a time"),
        ("24.0.2026", "Write year-month-day and a time"),
        ("24.11.0000", "Write year-month-day and a time"),
        ("0/0/2026", "Write year-month-day and a time"),
        ("2/30/2026", "Write year-month-day and a time"),
        (f"Tue, {'9' * 20} Nov 2026 06:00:00 +0100", "Write year-month-day and a time"),
        (f"Tue, 24 Nov 2026 06:00:00 +{'9' * 15}", "Write year-month-day and a time"),
        ("٢٠٢٦-١١-٢٤", "Write year-month-day and a time"),
        ("morgen", "Write year-month-day and a time"),
        ("24.11.26", "Write year-month-day and a time"),
        ("1926-11-24", "Check the year."),
        ("0001-01-01T00:00:00+14:00", "Check the year."),
        ("9999-12-31 23:59", "Check the year."),
    ],
)
def test_other_dates_are_refused_with_the_corrected_one(text: str, told: str) -> None:
    with pytest.raises(Mistake) as refused:
        read_date(text, _BERLIN)
    assert told in (refused.value.instead, refused.value.fix) or told in refused.value.fix


def test_every_corrected_date_can_be_read(shelf: Shelf) -> None:
    for text in ("24.11.2026 06:00 Uhr", "4. 1. 2026", "Tue, 24 Nov 2026 06:00:00 +0100"):
        with pytest.raises(Mistake) as refused:
            read_date(text, _BERLIN)
        assert shelf.with_episode(f"date: {refused.value.instead}").findings() == []


def test_a_time_that_the_clocks_skip_moves_forward() -> None:
    moment = read_date("2026-03-29 02:30", _BERLIN)
    assert moment.when.isoformat() == "2026-03-29T03:30:00+02:00"
    assert moment.note == "the clocks skip 02:30 that night; it was read as 2026-03-29 03:30+02:00"


def test_of_two_equal_times_the_first_counts() -> None:
    moment = read_date("2026-10-25 02:30", _BERLIN)
    assert moment.when.isoformat() == "2026-10-25T02:30:00+02:00"
    assert (
        moment.note == "the clocks show 02:30 twice that night; the first was taken, 2026-10-25 02:30+02:00"
    )


def test_a_clock_change_is_a_warning_with_its_line(shelf: Shelf) -> None:
    (found,) = shelf.with_episode("date: 2026-03-29 02:30").findings()
    assert found.startswith(
        "warning clock-change episodes/042-vertrauen/episode.yaml:2: the clocks skip 02:30"
    )


@given(local=_LOCAL, zone=_ZONES)
def test_a_time_without_a_note_comes_back_from_the_zone_unchanged(local: datetime, zone: ZoneInfo) -> None:
    moment = in_zone(local, zone)
    back = moment.when.astimezone(zone).replace(tzinfo=None, fold=0)
    assert isinstance(moment.when.tzinfo, timezone)
    assert "skip" in moment.note or back == local
    assert "skip" not in moment.note or back > local


@given(year=st.integers(1980, 2199), zone=_ZONES)
def test_every_hour_a_zone_skips_or_repeats_is_noted(year: int, zone: ZoneInfo) -> None:
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(366)]
    for before, after in pairwise(hours):
        change = _shift(after, zone) - _shift(before, zone)
        if not change or abs(change) > timedelta(hours=3):
            continue
        moment = _first_after_change(before, after, zone)
        local = moment.astimezone(zone).replace(tzinfo=None)
        inside = local - abs(change) / 2 if change > timedelta(0) else local + abs(change) / 2
        word = "skip" if change > timedelta(0) else "twice"
        assert word in in_zone(inside, zone).note


def _shift(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _first_after_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _shift(middle, zone) == _shift(before, zone) else (before, middle)
    return after.replace(microsecond=0)


@given(text=st.text(alphabet="0123456789-./: TZ+ap", max_size=24))
def test_whatever_is_written_is_a_date_or_a_mistake(text: str) -> None:
    try:
        moment = read_date(text, _BERLIN)
    except Mistake as mistake:
        assert mistake.fix or mistake.instead  # noqa: PT017 - either outcome is fine
    else:
        assert moment.when.tzinfo is not None
