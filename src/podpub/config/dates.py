"""What a host writes as a date → a moment, and what a clock change did to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from podpub.config.mistake import Mistake, write_one_of
from podpub.model import say

_DATE = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<offset>[Zz]|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(\d{1,2}:\d\d)(?:\s*Uhr)?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.ASCII)
_YEARS = range(1980, 2200)
_LONGEST = 64
_EXAMPLE = say("Write year-month-day and a time, like `date: 2026-11-24 06:00`.")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with a fixed offset, and what to know about the clock of that night."""

    when: datetime
    note: str = ""


def read_date(text: str, zone: tzinfo) -> Moment:
    """Return the moment a text names; without an offset in `zone`, without a time at midnight.

    A time that the clocks skip in spring moves forward by what they skip; of two equal ones in autumn the
    earlier counts. Both are said in `note`.

    Raises:
        Mistake: It is no date, or could be two.
    """
    found = _DATE.fullmatch(text)
    if not found:
        raise _refused(text)
    try:
        local = _local(found)
        offset = _offset(found["offset"])
    except ValueError as error:
        raise Mistake(say("is a date that no calendar has"), code="date", fix=_EXAMPLE) from error
    if local.year not in _YEARS:
        raise Mistake(
            say("lies in the year {year}", year=local.year), code="date", fix=say("Check the year.")
        )
    return in_zone(local, zone) if offset is None else Moment(local.replace(tzinfo=offset))


def in_zone(local: datetime, zone: tzinfo) -> Moment:
    """Return the moment when the clocks of a zone show a local time (PEP 495: `fold=0`)."""
    early = local.replace(tzinfo=zone, fold=0)
    late = early.replace(fold=1)
    shown = early.astimezone(UTC).astimezone(zone)
    when = shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta(0)), fold=0)
    written = when.isoformat(" ", "minutes")
    if shown.replace(tzinfo=None, fold=0) != local:
        note = say(
            "the clocks skip {local:%H:%M} that night; it was read as {written}", local=local, written=written
        )
    elif early.utcoffset() != late.utcoffset():
        note = say(
            "the clocks show {local:%H:%M} twice that night; the first was taken, {written}",
            local=local,
            written=written,
        )
    else:
        return Moment(when)
    return Moment(when, note)


def _local(found: re.Match[str]) -> datetime:
    year, month, day = map(int, found["day"].split("-"))
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - its zone is the caller's question


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _refused(text: str) -> Mistake:
    if len(text) > _LONGEST:
        return _no_date()
    if german := _GERMAN.fullmatch(text):
        day, month, year, clock = german.groups()
        written = _iso(year, month, day, clock)
        return _written_otherwise(written) if _is_day(year, month, day) else _no_date()
    if slashed := _SLASHED.fullmatch(text):
        return _ambiguous(*slashed.groups())
    try:
        return _written_otherwise(parsedate_to_datetime(text).isoformat(" ", "minutes"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return _no_date()


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _no_date() -> Mistake:
    return Mistake(say("is not a date podpub can read"), code="date", fix=_EXAMPLE)


def _written_otherwise(instead: str) -> Mistake:
    return Mistake(say("is not written as year-month-day"), code="date", instead=instead)


def _ambiguous(first: str, second: str, year: str, rest: str) -> Mistake:
    readings = dict.fromkeys(
        _iso(year, month, day, rest.strip())
        for month, day in ((first, second), (second, first))
        if _is_day(year, month, day)
    )
    if len(readings) <= 1:
        return next(map(_written_otherwise, readings), _no_date())
    written = [f"`date: {reading}`" for reading in readings]
    return Mistake(say("could be two different days"), code="date", fix=write_one_of(written))


def _iso(year: str, month: str, day: str, clock: str | None) -> str:
    return f"{year}-{int(month):02}-{int(day):02} {clock or ''}".strip()
