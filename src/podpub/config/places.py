"""`locations:`, where a show or an episode happens or was recorded, and the countries that Spotify reads."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.fields import TEXT_SCHEMA, Or, ShortLine, listed, lowered, text_of
from podpub.config.mistake import Mistake
from podpub.config.noted import Noted
from podpub.model import Place, Rel, say
from podpub.model.country import is_country
from podpub.model.podcasting import is_geo, is_osm

_TEXT: dict[str, Any] = {"type": "string"}


def country(value: object) -> str:
    """Return the two letters of a country, in lower case."""
    text = str(text_of(value)).strip().lower()
    if not is_country(text):
        raise Mistake(
            say("is not a country"),
            code="country",
            fix=say("Write its two letters (ISO 3166-1): de, at, us, gb."),
        )
    return text


def geo(value: object) -> str:
    """Return a place on the globe, which may come without `geo:` in front, as maps copy it."""
    text = re.sub(r"\s+", "", str(text_of(value)))
    uri = text if text.startswith("geo:") else f"geo:{text}"
    if not is_geo(uri):
        raise Mistake(
            say("is not a place on the globe"),
            code="geo",
            fix=say("Write latitude and longitude in degrees: 52.5163,13.3777."),
        )
    return uri


def osm(value: object) -> str:
    """Return the name that OpenStreetMap has for a place."""
    text = str(text_of(value)).strip().upper()
    if not is_osm(text):
        raise Mistake(
            say("is not a place of OpenStreetMap"),
            code="osm",
            fix=say("Write N, W or R (for node, way or relation) and its number: R62422."),
        )
    return text


Country = Annotated[str, BeforeValidator(country), WithJsonSchema(_TEXT)]
_Geo = Annotated[str, BeforeValidator(geo), WithJsonSchema(_TEXT)]
_Osm = Annotated[str, BeforeValidator(osm), WithJsonSchema(_TEXT)]


class WrittenPlace(Noted):
    """Where something happens, or was recorded."""

    aliases: ClassVar[dict[str, str]] = {"title": "name", "text": "name", "coordinates": "geo"}
    short: ClassVar[str] = "name"
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    name: ShortLine = Field(title="Name", description="As listeners shall read it.")
    rel: Annotated[Rel, BeforeValidator(lowered)] = Field(
        Rel.SUBJECT,
        title="Relation",
        description="subject (what it is about), or creator (where it was made).",
    )
    geo: _Geo | None = Field(
        None, title="Coordinates", description="Latitude and longitude: 52.5163,13.3777."
    )
    osm: _Osm | None = Field(
        None, title="OpenStreetMap", description="N, W or R (for node, way or relation) and a number: R62422."
    )
    country: Country | None = Field(None, title="Country", description="Its two letters: de.")

    def noun(self) -> Place:
        """Return the noun."""
        return Place(self.name, self.rel, self.geo, self.osm, self.country)


Locations = Annotated[tuple[WrittenPlace, ...], BeforeValidator(listed), Or(alone=True)]
