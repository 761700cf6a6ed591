"""Rules of recurrence, as calendars write them (RFC 5545, 3.3.10)."""

from __future__ import annotations

import re

from podpub.model.message import say

_DAY = "(?:SU|MO|TU|WE|TH|FR|SA)"


def _list(entry: str) -> str:
    return rf"{entry}(?:,{entry})*"


_SIGN = "[+-]?"
_TIMES = "[1-9][0-9]{0,5}"
_MONTH = "(?:1[0-2]|0?[1-9])"
_MONTHDAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_YEARDAY = "(?:36[0-6]|3[0-5][0-9]|[12][0-9]{2}|0?[1-9][0-9]|0{0,2}[1-9])"
_WEEK = "(?:5[0-3]|[1-4][0-9]|0?[1-9])"
_HOUR, _MINUTE, _SECOND = "(?:2[0-3]|[01]?[0-9])", "[0-5]?[0-9]", "(?:60|[0-5]?[0-9])"
# RFC 5545 writes 20231231T000000Z; the namespace's examples write 2023-12-31T00:00:00.000Z.
_DATE = "[0-9]{4}-?(?:1[0-2]|0[1-9])-?(?:3[01]|[12][0-9]|0[1-9])"
_MOMENT = rf"{_DATE}(?:T(?:2[0-3]|[01][0-9]):?[0-5][0-9]:?(?:60|[0-5][0-9])(?:\.[0-9]+)?Z?)?"
_PARTS = {
    "FREQ": "SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
    "UNTIL": _MOMENT,
    "COUNT": _TIMES,
    "INTERVAL": _TIMES,
    "BYSECOND": _list(_SECOND),
    "BYMINUTE": _list(_MINUTE),
    "BYHOUR": _list(_HOUR),
    "BYDAY": _list(rf"(?:{_SIGN}{_WEEK})?{_DAY}"),
    "BYMONTHDAY": _list(_SIGN + _MONTHDAY),
    "BYYEARDAY": _list(_SIGN + _YEARDAY),
    "BYWEEKNO": _list(_SIGN + _WEEK),
    "BYMONTH": _list(_MONTH),
    "BYSETPOS": _list(_SIGN + _YEARDAY),
    "WKST": _DAY,
}


def require_rule(text: str) -> None:
    """Accept a rule of recurrence.

    Raises:
        ValueError: A part is unknown, written twice or says nothing that it can say; FREQ is missing, or
            UNTIL and COUNT contradict each other.
    """
    parts = [part.partition("=")[::2] for part in text.split(";")]
    names = [name for name, _ in parts]
    for name, value in parts:
        if name not in _PARTS or not re.fullmatch(_PARTS[name], value):
            raise ValueError(say("no part of a rule of recurrence: {name}={value}", name=name, value=value))
    if len(set(names)) < len(names):
        raise ValueError(say("a rule of recurrence says each thing once: {text}", text=text))
    if "FREQ" not in names:
        raise ValueError(say("a rule of recurrence says how often, with FREQ: {text}", text=text))
    if {"UNTIL", "COUNT"} <= set(names):
        raise ValueError(say("a rule of recurrence ends by UNTIL or by COUNT, not both: {text}", text=text))


def takes_count(rule: str) -> bool:
    """Tell whether a rule ends after a number of times, and so needs to begin somewhere."""
    return any(part.startswith("COUNT=") for part in rule.split(";"))
