"""Who can be heard: `persons:`, and `hosts:` and `guests:` as a shorter way."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from podpub.config.fields import TEXT_SCHEMA, Line, Or, Url, listed
from podpub.config.keys import Written
from podpub.model import Person


class WrittenPerson(Written):
    """Somebody who can be heard."""

    aliases: ClassVar[dict[str, str]] = {"href": "url", "link": "url", "img": "image", "avatar": "image"}
    short: ClassVar[str] = "name"
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    name: Line = Field(title="Name", description="As listeners shall read it.")
    role: Line | None = Field(None, title="Role", description="host, guest, editor, …")
    url: Url | None = Field(None, title="URL", description="A page about the person.")
    image: Url | None = Field(None, title="Image", description="The web address of a picture.")

    def person(self, role: str) -> Person:
        """Return the noun; `role` where the host wrote none."""
        return Person(self.name, (self.role or role).lower(), self.url, self.image)


Persons = Annotated[tuple[WrittenPerson, ...], BeforeValidator(listed), Or(alone=True)]


class Peopled(Written):
    """A show or an episode with people in it."""

    persons: Persons = Field((), title="Persons", description="Who can be heard, with their roles.")
    hosts: Persons = Field((), title="Hosts", description="Names, or persons whose role is host.")
    guests: Persons = Field((), title="Guests", description="Names, or persons whose role is guest.")

    def people(self) -> tuple[Person, ...]:
        """Return everybody, in the order of the three keys."""
        return (
            *(written.person("host") for written in self.persons),
            *(written.person("host") for written in self.hosts),
            *(written.person("guest") for written in self.guests),
        )
