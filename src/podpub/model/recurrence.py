"""Rules of recurrence, as calendars write them (RFC 5545, 3.3.10)."""

from __future__ import annotations

import re

from podpub.model.message import say

_DAY = "(?:SU|MO|TU|WE|TH|FR|SA)"


def _list(entry: str) -> str:
    return rf"{entry}(?:,{entry})*"


_SIGNED = r"[+-]?\d{1,3}"
# RFC 5545 writes 20231231T000000Z; the namespace's examples write 2023-12-31T00:00:00.000Z.
_MOMENT = r"\d{4}-?\d\d-?\d\d(?:T\d\d:?\d\d:?\d\d(?:\.\d+)?Z?)?"
_PARTS = {
    "FREQ": "SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
    "UNTIL": _MOMENT,
    "COUNT": r"[1-9]\d*",
    "INTERVAL": r"[1-9]\d*",
    "BYSECOND": _list(r"\d{1,2}"),
    "BYMINUTE": _list(r"\d{1,2}"),
    "BYHOUR": _list(r"\d{1,2}"),
    "BYDAY": _list(rf"(?:[+-]?\d{{1,2}})?{_DAY}"),
    "BYMONTHDAY": _list(_SIGNED),
    "BYYEARDAY": _list(_SIGNED),
    "BYWEEKNO": _list(_SIGNED),
    "BYMONTH": _list(r"\d{1,2}"),
    "BYSETPOS": _list(_SIGNED),
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
