"""Who can be heard: `persons:`, and `hosts:` and `guests:` as a shorter way."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.fields import TEXT_SCHEMA, Or, ShortLine, Url, listed, short_line
from podpub.config.keys import Written
from podpub.model import ROLES, Person, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import ValidationInfo

    from podpub.config.desk import Desk

_ALL_ROLES = tuple(dict.fromkeys(role for roles in ROLES.values() for role in roles))


def role_name(value: object, info: ValidationInfo[Desk]) -> str:
    """Return a role in lower case; one that the podcast taxonomy does not know is told."""
    return _in_taxonomy(_ALL_ROLES, value, info)


def group_name(value: object, info: ValidationInfo[Desk]) -> str:
    """Return a group of roles in lower case, as above."""
    return _in_taxonomy(tuple(ROLES), value, info)


def _in_taxonomy(known: Sequence[str], value: object, info: ValidationInfo[Desk]) -> str:
    name = short_line(value, info).lower()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        info.context.warn(
            "taxonomy",
            value,
            say(
                "`{name}` is no {kind} of the podcast taxonomy; apps may show none",
                name=name,
                kind=info.field_name,
            ),
            say("Did you mean `{near}`?", near=near[0])
            if near
            else say("Write one of them, such as {names}.", names=", ".join(known[:4])),
        )
    return name


_Role = Annotated[str, BeforeValidator(role_name), WithJsonSchema(TEXT_SCHEMA)]
_Group = Annotated[str, BeforeValidator(group_name), WithJsonSchema(TEXT_SCHEMA)]


class WrittenPerson(Written):
    """Somebody who can be heard."""

    aliases: ClassVar[dict[str, str]] = {"href": "url", "link": "url", "img": "image", "avatar": "image"}
    short: ClassVar[str] = "name"
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    name: ShortLine = Field(title="Name", description="As listeners shall read it.")
    role: _Role | None = Field(
        None, title="Role", description="host, guest, editor, … of the podcast taxonomy."
    )
    group: _Group | None = Field(
        None, title="Group", description="Of the taxonomy, where a role is in two; left out, the role's own."
    )
    url: Url | None = Field(None, title="URL", description="A page about the person.")
    image: Url | None = Field(None, title="Image", description="The web address of a picture.")

    def person(self, role: str) -> Person:
        """Return the noun; `role` where the host wrote none."""
        return Person(self.name, self.role or role, self.url, self.image, self.group)


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
