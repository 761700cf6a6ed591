"""`soundbites:`, passages worth hearing on their own, in the time of the recording."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from podpub.config.chapters import seconds
from podpub.config.fields import TEXT_SCHEMA, Or, ShortLine, listed
from podpub.config.mistake import Mistake
from podpub.config.noted import Noted
from podpub.config.tree import Section, Text
from podpub.model import Soundbite, say

_CLOCK = r"[\d:.,]{1,20}"
_PASSAGE = re.compile(rf"(?P<start>{_CLOCK})\s*[-–—]\s*(?P<end>{_CLOCK})(?:\s+(?P<title>\S.*))?", re.DOTALL)
_CODE = "soundbite"
_EXAMPLE = say("Write `00:12:30-00:13:10 Title`, or `{{start: 00:12:30, duration: 40, title: …}}`.")


def moment(value: object) -> float:
    """Return `[hh:]mm:ss[.mmm]` or seconds as seconds."""
    try:
        return seconds(value)
    except Mistake as mistake:
        raise Mistake(mistake.message, code=_CODE, fix=mistake.fix) from mistake


_Moment = Annotated[float, BeforeValidator(moment), WithJsonSchema(TEXT_SCHEMA)]


class WrittenSoundbite(Noted):
    """A passage worth hearing on its own."""

    aliases: ClassVar[dict[str, str]] = {
        "startTime": "start",
        "start_time": "start",
        "endTime": "end",
        "end_time": "end",
        "length": "duration",
        "name": "title",
        "text": "title",
    }
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    start: _Moment = Field(title="Start", description="Time of the recording: 00:12:30, 12:30 or seconds.")
    end: _Moment | None = Field(None, title="End", description="Time of the recording; or a `duration`.")
    duration: _Moment | None = Field(
        None, title="Duration", description="15 to 120 seconds are recommended; or an `end`."
    )
    title: ShortLine = Field("", title="Title", description="Left out, apps show the episode's.")

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Read a line of text too."""
        if not isinstance(value, Text):
            return super().spelled_out(value)
        found = _PASSAGE.fullmatch(value.strip())
        if not found:
            raise Mistake(say("has a line that is no soundbite"), code=_CODE, fix=_EXAMPLE)
        parts = {name: Text(text, line=value.line) for name, text in found.groupdict().items() if text}
        return Section(parts, line=value.line)

    @model_validator(mode="after")
    def sound(self) -> Self:
        """Insist on one way to say how long it is, and on some length."""
        if (self.end is None) == (self.duration is None):
            raise Mistake(say("needs an end or a duration, not both"), code=_CODE, fix=_EXAMPLE)
        if self._duration_s() <= 0:
            raise Mistake(say("ends before it begins"), code=_CODE, fix=_EXAMPLE)
        return self

    def noun(self) -> Soundbite:
        """Return the noun."""
        return Soundbite(self.start, self._duration_s(), self.title)

    def _duration_s(self) -> float:
        if self.duration is not None:
            return self.duration
        return round((self.end or 0.0) - self.start, 6)


Soundbites = Annotated[tuple[WrittenSoundbite, ...], BeforeValidator(listed), Or(alone=True)]
