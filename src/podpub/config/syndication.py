"""What only a show tells beside its texts: how often it appears, what it recommends, who may list it."""

from __future__ import annotations

import difflib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from podpub.config.fields import (
    Or,
    SecureUrl,
    ShortLine,
    Whole,
    YesNo,
    listed,
    split,
    text_of,
)
from podpub.config.mistake import Mistake
from podpub.config.noted import Noted
from podpub.config.places import Country  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.tree import Section, Text
from podpub.model import SERVICES, RemoteItem, Spotify, UpdateFrequency, say, words_of
from podpub.model.recurrence import require_rule, takes_count

if TYPE_CHECKING:
    from pydantic import ValidationInfo

    from podpub.config.desk import Desk

_TEXT: dict[str, Any] = {"type": "string"}
_RHYTHMS = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2",
    "yearly": "FREQ=YEARLY",
}
_SERVICE = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")


def rule(value: object) -> str:
    """Return a rule of recurrence, in upper case (RFC 5545, 3.3.10)."""
    text = str(text_of(value)).strip().upper().removeprefix("RRULE:")
    try:
        require_rule(text)
    except ValueError as error:
        raise Mistake(
            say("cannot be read: {error}", error=words_of(error)),
            code="rrule",
            fix=say("Write it as calendars do: FREQ=WEEKLY;BYDAY=TU."),
        ) from error
    return text


def beginning(value: object) -> str:
    """Return a date, with or without a time, as it was written (ISO 8601)."""
    text = str(text_of(value)).strip()
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise Mistake(
            say("is not a date podpub can read"),
            code="date",
            fix=say("Write year-month-day, like 2026-11-24."),
        ) from error
    return text


class WrittenFrequency(Noted):
    """How often episodes appear."""

    aliases: ClassVar[dict[str, str]] = {"rule": "rrule", "start": "dtstart", "name": "text"}
    text_schema: ClassVar[dict[str, Any]] = _TEXT

    text: ShortLine = Field(title="Text", description="In words: every Tuesday.")
    rrule: Annotated[str, BeforeValidator(rule), WithJsonSchema(_TEXT)] | None = Field(
        None, title="Rule", description="As calendars write it (RFC 5545): FREQ=WEEKLY;BYDAY=TU."
    )
    dtstart: Annotated[str, BeforeValidator(beginning), WithJsonSchema(_TEXT)] | None = Field(
        None, title="Beginning", description="A date (ISO 8601); a rule that counts needs it."
    )
    complete: YesNo = Field(default=False, title="Complete", description="There will be no more.")

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Read words alone; those that directories offer say their rule, too."""
        if not isinstance(value, Text):
            return super().spelled_out(value)
        known = {"text": value, "rrule": _RHYTHMS.get(value.strip().lower())}
        found = {key: Text(text, line=value.line) for key, text in known.items() if text}
        return Section(found, line=value.line)

    @model_validator(mode="after")
    def sound(self) -> Self:
        """Insist on a beginning where a rule counts."""
        if self.rrule and takes_count(self.rrule) and not self.dtstart:
            raise Mistake(
                say("has a rule that counts and does not say from when"),
                code="rrule",
                fix=say("Write `dtstart:` with the date of the first episode."),
            )
        return self

    def noun(self) -> UpdateFrequency:
        """Return the noun."""
        return UpdateFrequency(self.text, self.rrule, self.dtstart, self.complete)


def podcast_guid(value: object) -> UUID:
    """Return the `podcast:guid` of another show."""
    try:
        return UUID(str(text_of(value)).strip())
    except ValueError as error:
        raise Mistake(
            say("is not the GUID of a show"),
            code="guid",
            fix=say("Write what its feed has as `podcast:guid`; podcastindex.org finds it by the name."),
        ) from error


class WrittenShowElsewhere(Noted):
    """Another show."""

    aliases: ClassVar[dict[str, str]] = {
        "feedGuid": "guid",
        "feed_guid": "guid",
        "feedUrl": "feed_url",
        "url": "feed_url",
        "feed": "feed_url",
        "name": "title",
    }
    short: ClassVar[str] = "guid"
    text_schema: ClassVar[dict[str, Any]] = _TEXT

    guid: Annotated[UUID, BeforeValidator(podcast_guid), WithJsonSchema(_TEXT)] = Field(
        title="GUID", description="Its `podcast:guid`."
    )
    feed_url: SecureUrl | None = Field(None, title="Feed URL", description="For apps that do not know it.")
    title: ShortLine = Field("", title="Title", description="For apps that do not know it.")

    def noun(self) -> RemoteItem:
        """Return the noun."""
        return RemoteItem(self.guid, self.feed_url, self.title)


Podroll = Annotated[tuple[WrittenShowElsewhere, ...], BeforeValidator(listed), Or(alone=True)]


def service(value: object, info: ValidationInfo[Desk]) -> str:
    """Return the name of a service; one that is in no list may be new."""
    written = text_of(value)
    text = str(written).strip().lower()
    if not _SERVICE.fullmatch(text):
        raise Mistake(
            say("is not a service's name"),
            code="service",
            fix=say("Write it in small letters: apple, spotify."),
        )
    if text not in SERVICES:
        near = difflib.get_close_matches(text, sorted(SERVICES), n=1)
        info.context.warn(
            "service",
            written,
            say("`{text}` is in no list of services", text=text),
            say("Did you mean `{near}`?", near=near[0])
            if near
            else say("Check the spelling in serviceslugs.txt."),
        )
    return text


_Service = Annotated[str, BeforeValidator(service), WithJsonSchema(_TEXT)]
Services = Annotated[tuple[_Service, ...], BeforeValidator(split), Or(alone=True)]


class WrittenSpotify(Noted):
    """What is told to Spotify alone."""

    aliases: ClassVar[dict[str, str]] = {
        "countryOfOrigin": "countries",
        "country_of_origin": "countries",
        "country": "countries",
        "recentCount": "limit",
        "recent": "limit",
    }

    countries: Annotated[tuple[Country, ...], BeforeValidator(split), Or(alone=True)] = Field(
        (), title="Countries", description="Whom the show is made for: de, at, ch."
    )
    limit: Whole | None = Field(None, title="Limit", description="List the newest episodes only, so many.")

    def noun(self) -> Spotify | None:
        """Return the noun; none where nothing is told."""
        return Spotify(self.countries, self.limit) if self.countries or self.limit else None
