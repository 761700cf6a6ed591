"""When an episode appeared, in the forms that feeds have dates in.

Source: RFC 822, 5; RFC 2822, 3.3 and 4.3; what else is read is what plugins and people write.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from podpub.model import say

_MONTHS = {
    name: number
    for number, names in {
        1: "jan jän gen",
        2: "feb fév",
        3: "mar mär mrz maer",
        4: "apr avr abr",
        5: "may mai mag",
        6: "jun juin giu",
        7: "jul juil lug",
        8: "aug aoû ago",
        9: "sep set",
        10: "oct okt ott",
        11: "nov",
        12: "dec dez déc dic",
    }.items()
    for name in names.split()
}
_RFC_822 = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{1,2})\.?[\s-]+(?P<month>[^\W\d_]{3,})\.?[\s-]+(?P<year>\d{4}|\d\d)"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?P<zone>[+-]\d\d:?\d\d|[A-Za-z]{1,5})?(?:\s*\(.*\))?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:[T\s]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?P<zone>[+-]\d\d:?\d\d|[A-Za-z]{1,5})?"
)
_ZONES_H = {
    name: hours
    for hours, names in {
        -8: "PST",
        -7: "PDT MST",
        -6: "MDT CST",
        -5: "CDT EST",
        -4: "EDT",
        0: "UT UTC GMT Z WET",
        1: "CET MET MEZ BST WEST",
        2: "CEST MEST MESZ EET",
        3: "EEST MSK",
        9: "JST",
        10: "AEST",
        11: "AEDT",
        12: "NZST",
        13: "NZDT",
    }.items()
    for name in names.split()
}
_YEARS = range(1980, 2200)
_LONGEST_OFFSET = timedelta(hours=15)
_LONGEST = 80
_CENTURY, _FIRST_OF_LAST_CENTURY = 100, 70


def moment(text: str) -> datetime:
    """Return the moment, with the offset it is written with; without one, in UTC.

    Raises:
        ValueError: It is no date.
    """
    written = " ".join(text.split())
    found = _ISO.fullmatch(written) or _RFC_822.fullmatch(written) if len(written) <= _LONGEST else None
    if not found:
        raise ValueError(say("it is no date that podpub can read"))
    year, month = _year(found["year"]), _month(found["month"])
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        local = datetime(year, month, int(found["day"]), hour, minute, min(second, 59), tzinfo=UTC)
        when = local.replace(tzinfo=_zone(found["zone"] or "UTC"))
        when.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(say("it is a date that no calendar has")) from error
    if year not in _YEARS:
        raise ValueError(say("it is a date that no calendar has"))
    return when


def _year(digits: str) -> int:
    year = int(digits)
    if year >= _CENTURY:
        return year
    return year + (1900 if year >= _FIRST_OF_LAST_CENTURY else 2000)


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    return next((number for short, number in _MONTHS.items() if name.lower().startswith(short)), 0)


def _zone(name: str) -> timezone:
    if name[0] not in "+-":
        return timezone(timedelta(hours=_ZONES_H.get(name.upper(), 0)))
    sign = -1 if name[0] == "-" else 1
    offset = timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
    return timezone(sign * offset) if offset < _LONGEST_OFFSET else UTC
