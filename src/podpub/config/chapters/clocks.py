"""Times of the recording, as hosts and their tools write them."""

from __future__ import annotations

import re

from podpub.config.fields import text_of
from podpub.config.mistake import Mistake
from podpub.model import say

CLOCK = r"(?:(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,3}):)?(?P<s>\d{1,9}(?:[.,]\d+)?)"
_START = re.compile(CLOCK)
_LONGEST_PART = 60


def seconds(value: object) -> float:
    """Return `[hh:]mm:ss[.mmm]` or seconds as seconds."""
    text = str(text_of(value)).strip()
    found = _START.fullmatch(text)
    if not found or _too_long(found):
        raise Mistake(
            say("is not a time of the recording"),
            code="chapter",
            fix=say("Write hours, minutes and seconds: 00:03:12.500."),
        )
    whole = int(found["h"] or 0) * 3600 + int(found["m"] or 0) * 60
    return whole + float(found["s"].replace(",", "."))


def _too_long(found: re.Match[str]) -> bool:
    too_many_seconds = found["m"] is not None and float(found["s"].replace(",", ".")) >= _LONGEST_PART
    return too_many_seconds or (found["h"] is not None and int(found["m"]) >= _LONGEST_PART)
