"""The words of the pages: a file a language, and how dates, lengths and sizes are written in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_FALLBACK = "en"
_HOLE = re.compile(r"\{(\w+)\}")
_MINUTE_S, _HOUR_S = 60, 3600
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """What pages say in a language; `{name}` is a placeholder, and nothing else in braces means anything."""

    language: str
    known: Mapping[str, str] = field(repr=False, hash=False)

    def __call__(self, name: str, **values: object) -> str:
        """Say something; `KeyError` where nobody has written it."""
        return _HOLE.sub(lambda hole: str(values[hole[1]]), self.known[name])

    def role(self, role: str) -> str:
        """Return what somebody does: in this language where it is known, else as the taxonomy has it."""
        return self.known.get(f"role_{role}", role.capitalize())

    def day(self, moment: datetime) -> str:
        """Return `24 November 2026`, as this language has it."""
        return self("day", day=moment.day, month=self(f"month_{moment.month}"), year=moment.year)

    def duration(self, seconds: float) -> str:
        """Return `1 h 2 min`, `43 min` or `20 s`."""
        if seconds < _MINUTE_S:
            return self("seconds", seconds=max(1, round(seconds)))
        minutes = round(seconds / _MINUTE_S)
        if seconds < _HOUR_S:
            return self("minutes", minutes=minutes)
        return self("hours_minutes", hours=minutes // 60, minutes=minutes % 60)

    def size(self, count: int) -> str:
        """Return `41.2 MB`."""
        return f"{count / _MEGABYTE:.1f} MB".replace(".", self("decimal"))


def words_for(language: str, own: tuple[tuple[str, str], ...] = ()) -> Words:
    """Return the words for a language tag: the host's own, then podpub's, then English ones."""
    known = {**_file(_FALLBACK), **_file(language.lower().partition("-")[0]), **dict(own)}
    return Words(language, known)


@cache
def _file(language: str) -> dict[str, str]:
    file = resources.files("podpub.site") / "languages" / f"{language}.json"
    if not (language.isalpha() and language.isascii() and file.is_file()):
        return {}
    words: dict[str, str] = json.loads(file.read_text("utf-8"))
    return words
