"""What a show and an episode tell alike, beside their texts: support, licence, places, comments, payments."""

from __future__ import annotations

import difflib
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from podpub.config.fields import (
    TEXT_SCHEMA,
    Count,
    Or,
    Prose,
    SecureUrl,
    ShortLine,
    listed,
    lowered,
    secure_address,
    text_of,
)
from podpub.config.mistake import Mistake
from podpub.config.noted import Noted
from podpub.config.people import Peopled
from podpub.config.places import Locations  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.tree import Section, Text
from podpub.config.value import Values  # noqa: TC001 - as above
from podpub.model import LICENSES, Funding, License, Protocol, SocialInteract, Txt, say
from podpub.model.podcasting import is_post

_SEVERAL = (BeforeValidator(listed), Or(alone=True))


class WrittenFunding(Noted):
    """Where listeners can give money."""

    aliases: ClassVar[dict[str, str]] = {"href": "url", "link": "url", "title": "text", "name": "text"}
    short: ClassVar[str] = "url"
    text_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    url: SecureUrl = Field(title="URL", description="The page where they can.")
    text: ShortLine = Field("", title="Text", description="What apps write on the button.")

    def noun(self) -> Funding:
        """Return the noun."""
        return Funding(self.url, self.text)


class WrittenTxt(Noted):
    """A text for machines."""

    aliases: ClassVar[dict[str, str]] = {"value": "text"}
    short: ClassVar[str] = "text"
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    text: Prose = Field(title="Text", description="At most 4000 characters.")
    purpose: ShortLine = Field(
        "", title="Purpose", description="verify, applepodcastsverify, release, ai-content, or any other."
    )

    def noun(self) -> Txt:
        """Return the noun."""
        return Txt(self.text, self.purpose)


class WrittenLicense(Noted):
    """What others may do with the recordings."""

    aliases: ClassVar[dict[str, str]] = {"identifier": "name", "id": "name", "link": "url", "href": "url"}
    short: ClassVar[str] = "name"
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    name: ShortLine = Field(
        title="Name", description=f"{', '.join(LICENSES)}; or another one's name, with its `url`."
    )
    url: SecureUrl | None = Field(None, title="URL", description="Where its text stands.")

    @model_validator(mode="after")
    def sound(self) -> Self:
        """See that everybody can find out what it says."""
        if self.url is None and self.name.lower() not in LICENSES:
            near = difflib.get_close_matches("-".join(self.name.lower().split()), LICENSES, n=1, cutoff=0.75)
            raise Mistake(
                say("is in no list of licences, and has to come with its address"),
                code="license",
                instead=near[0] if near else "",
                fix=say(
                    "Write `license: {{name: …, url: https://…}}`; who holds the rights is `copyright:`."
                ),
            )
        return self

    def noun(self) -> License:
        """Return the noun."""
        is_listed = self.name.lower() in LICENSES
        return License(self.name.lower() if is_listed else self.name, self.url)


def post_address(value: object) -> str:
    """Return the address of a post: https, or one of another protocol's scheme, such as nostr: or at:."""
    text = str(text_of(value)).strip()
    is_elsewhere = is_post(text) and not text.lower().startswith("https:")
    return text if is_elsewhere else secure_address(value)


Uri = Annotated[str, BeforeValidator(post_address), WithJsonSchema({"type": "string"})]


class WrittenSocial(Noted):
    """The post whose answers are the comments."""

    aliases: ClassVar[dict[str, str]] = {
        "url": "uri",
        "link": "uri",
        "post": "uri",
        "accountId": "account",
        "account_id": "account",
        "accountUrl": "account_url",
    }
    text_schema: ClassVar[dict[str, Any]] = {"type": ["string", "boolean"]}

    uri: Uri | None = Field(None, title="URI", description="The address of the post.")
    protocol: Annotated[Protocol, BeforeValidator(lowered)] = Field(
        Protocol.ACTIVITYPUB,
        title="Protocol",
        description=f"{', '.join(Protocol)}; activitypub (Mastodon and its kin) when left out.",
    )
    account: ShortLine | None = Field(None, title="Account", description="Whose post it is, like @name.")
    account_url: SecureUrl | None = Field(None, title="Account URL", description="That account's page.")
    priority: Count | None = Field(
        None, title="Priority", description="Of several posts, the lowest number is shown first."
    )

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Read an address alone, or a word that wants no comments."""
        if not isinstance(value, Text):
            return super().spelled_out(value)
        is_off = value.strip().lower() in _NO_COMMENTS
        known = {"protocol": Text("disabled", line=value.line)} if is_off else {"uri": value}
        return Section(known, line=value.line)

    @model_validator(mode="after")
    def sound(self) -> Self:
        """Insist on a post, or on no comments."""
        if (self.protocol is Protocol.DISABLED) != (self.uri is None):
            raise Mistake(
                say("names no post") if self.uri is None else say("names a post, and comments are disabled"),
                code="social",
                fix=say("Write `social: https://…` with the address of a post, or `social: disabled`."),
            )
        return self

    def noun(self) -> SocialInteract:
        """Return the noun."""
        return SocialInteract(self.protocol, self.uri, self.account, self.account_url, self.priority)


_NO_COMMENTS = {"disabled", "no", "none", "off", "false"}


class Telling(Peopled):
    """A show or an episode."""

    told_aliases: ClassVar[dict[str, str]] = {
        "donate": "funding",
        "donations": "funding",
        "support": "funding",
        "licence": "license",
        "location": "locations",
        "places": "locations",
        "comments": "social",
        "socialInteract": "social",
        "social_interact": "social",
        "value4value": "value",
    }

    funding: Annotated[tuple[WrittenFunding, ...], *_SEVERAL] = Field(
        (), title="Funding", description="Where listeners can give money: addresses, with texts or without."
    )
    license: WrittenLicense | None = Field(
        None, title="License", description="What others may do with the recordings: cc-by-4.0, …"
    )
    locations: Locations = Field(
        (), title="Locations", description="Where it happens, or was recorded: a name, or names with places."
    )
    social: Annotated[tuple[WrittenSocial, ...], *_SEVERAL] = Field(
        (), title="Social", description="The post whose answers are the comments; `disabled` wants none."
    )
    txt: Annotated[tuple[WrittenTxt, ...], *_SEVERAL] = Field(
        (), title="Txt", description="Texts for machines, such as the code that claims a show."
    )
    value: Values = Field(
        (), title="Value", description="Payments from listeners, passed through as the namespace has them."
    )

    def told(self) -> dict[str, Any]:
        """Return the nouns, by their fields."""
        return {
            "persons": self.people(),
            "funding": tuple(one.noun() for one in self.funding),
            "license": self.license.noun() if self.license else None,
            "locations": tuple(one.noun() for one in self.locations),
            "social": tuple(one.noun() for one in self.social),
            "txt": tuple(one.noun() for one in self.txt),
            "value": tuple(one.noun() for one in self.value),
        }
