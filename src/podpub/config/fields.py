"""The kinds of values in a show's files: texts, addresses, languages, time zones, lists."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.address import ascii_url
from podpub.config.mistake import Mistake
from podpub.config.traps import quoted
from podpub.config.tree import Listing, Section, Text
from podpub.model import say
from podpub.model.language import is_language
from podpub.model.podcasting import SHORT_CHARACTERS

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, ValidationInfo
    from pydantic_core import CoreSchema

    from podpub.config.desk import Desk

_LONGEST_LINE = 255
_LARGEST_NUMBER = 2**31 - 1  # what apps have room for
_SIGNED = re.compile(r"(^|&)(x-(amz|goog)-\w+|sig(nature)?|token|access_token|expires)=", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")
_KINDS: dict[type, str] = {Section: say("keys with values"), Listing: say("a list")}


def text_of(value: object) -> Text:
    """Return the value when it is a text.

    Raises:
        Mistake: It is a list or a section.
    """
    if isinstance(value, Text):
        return value
    kind = _KINDS.get(type(value), say("something else"))
    raise Mistake(
        say("has to be a text, and is {kind}", kind=kind),
        code="wrong-kind",
        fix=say("Write it in one line behind the colon."),
    )


def prose(value: object, info: ValidationInfo[Desk]) -> str:
    """Return a text of any length without the empty lines around it."""
    text = text_of(value)
    tell_of_comment(text, info.context)
    return str(text).strip()


def tell_of_comment(text: Text, desk: Desk) -> None:
    """Warn when YAML took the end of a text for a comment."""
    if not text.cut:
        return
    whole = f"{text} {text.cut}".strip()
    desk.warn(
        "comment",
        text,
        say("`{cut}` is a comment to YAML and not part of the text", cut=text.cut),
        say(
            "Write {whole} if it belongs to the text, or a space behind the # if it does not.",
            whole=quoted(whole),
        ),
    )


def one_line(value: object, info: ValidationInfo[Desk]) -> str:
    """Return a text of one line, at most 255 characters (PSP-1: values in a feed)."""
    return line_within(_LONGEST_LINE, value, info)


def short_line(value: object, info: ValidationInfo[Desk]) -> str:
    """Return a text of one line, at most 128 characters (podcast namespace: free texts)."""
    return line_within(SHORT_CHARACTERS, value, info)


def line_within(limit: int, value: object, info: ValidationInfo[Desk]) -> str:
    """Return a text of one line and no more than so many characters."""
    text = prose(value, info)
    if "\n" in text or "\r" in text:
        raise Mistake(say("has more than one line"), code="too-many-lines", fix=say("Write it in one line."))
    if len(text) > limit:
        raise Mistake(
            say("has {count} characters, and podcast apps read {limit}", count=len(text), limit=limit),
            code="too-long",
            fix=say("Shorten it; details belong into the description or the notes."),
        )
    return text


def web_address(value: object) -> str:
    """Return an absolute http(s) URL that carries no credentials, in ASCII.

    What is refused is never repeated: it may hold a password or a signature.
    """
    text = str(text_of(value)).strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port  # which is read, and may be none, only when it is asked for
    except ValueError as error:
        raise _no_address() from error
    if parts.scheme.lower() not in {"http", "https"} or not host or re.search(r"[\s<>\"]", text):
        raise _no_address()
    if "@" in parts.netloc or _SIGNED.search(parts.query):
        raise Mistake(
            say("holds a password or a signature that everybody would see"),
            code="secret-in-url",
            fix=say("Write the public address, without what stands before the @ or behind the ?."),
        )
    try:
        return ascii_url(text)
    except ValueError as error:
        raise Mistake(
            say("has letters in its host that browsers spell in two ways"),
            code="url",
            fix=say("Write the host in its xn-- form, as a browser's address bar copies it."),
        ) from error


def secure_address(value: object) -> str:
    """Return a web address that begins with https, as all in the podcast namespace do (docs/1.0.md)."""
    address = web_address(value)
    if not address.lower().startswith("https:"):
        raise Mistake(
            say("has to begin with https://, as all addresses in the podcast namespace"),
            code="https",
            fix=say("Write `https:{address}`.", address=address.partition(":")[2]),
        )
    return address


def _no_address() -> Mistake:
    return Mistake(
        say("is not a web address"),
        code="url",
        fix=say("Write it whole, like https://example.org/podcast, without spaces."),
    )


def folder_address(value: object) -> str:
    """Return a URL that ends with a slash, and so can be joined with a key."""
    address = web_address(value)
    if "?" in address or "#" in address:
        raise Mistake(say("is not the address of a folder"), code="url", fix=say("Write it without ? and #."))
    return address.rstrip("/") + "/"


def language(value: object) -> str:
    """Return a language tag as directories read it (BCP 47, RFC 5646): `de`, `de-at`."""
    text = str(text_of(value)).strip()
    if _LANGUAGE.fullmatch(text) and is_language(text):
        return text
    dashed = text.replace("_", "-").split(".")[0]
    if _LANGUAGE.fullmatch(dashed) and is_language(dashed):
        raise Mistake(
            say("is not written as podcast directories read it"), code="language", instead=dashed.lower()
        )
    raise Mistake(
        say("is not a language podcast directories know"),
        code="language",
        fix=say("Write its two letters, like `language: de`, with a country if need be: `de-at`."),
    )


def email(value: object) -> str:
    """Return an e-mail address, or what looks like one."""
    text = str(text_of(value)).strip()
    if not _EMAIL.fullmatch(text):
        raise Mistake(
            say("is not an e-mail address"),
            code="email",
            fix=say("Write one address, like podcast@example.org."),
        )
    return text


def zone_name(value: object) -> str:
    """Return the name of a time zone that is known here."""
    text = str(text_of(value)).strip()
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError) as error:
        near = _nearest_zone(text)
        fix = (
            say("Did you mean `{near}`?", near=near)
            if near
            else say("Write a place, like `timezone: Europe/Berlin`.")
        )
        raise Mistake(say("is not a time zone"), code="timezone", fix=fix) from error
    return text


def _nearest_zone(text: str) -> str | None:
    known = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    names = {name.lower(): name for name in known}  # Etc/GMT+2 lies in the west, which nobody means
    wanted = text.lower().replace(" ", "_")
    places = {name.rpartition("/")[2]: name for name in names}
    near = difflib.get_close_matches(wanted, [*names, *places], n=1, cutoff=0.75)
    return names[places.get(near[0], near[0])] if near else None


def listed(value: object) -> Listing:
    """Return a list; one thing alone is a list of one."""
    if isinstance(value, Listing):
        return value
    return Listing([value], line=getattr(value, "line", 1))


def some(value: object) -> Listing:
    """Return a list with something in it."""
    if not (found := listed(value)):
        raise Mistake(say("is empty"), code="missing-key", fix=say("Write at least one."))
    return found


def split(value: object, info: ValidationInfo[Desk]) -> Listing:
    """Return a list; a text is taken apart at its commas."""
    if not isinstance(value, Text):
        return listed(value)
    words = (word.strip() for word in prose(value, info).split(","))
    return Listing([Text(word, line=value.line) for word in words if word], line=value.line)


def lowered(value: object) -> object:
    """Return a text in lower case, as the words of the feed are."""
    return Text(value.strip().lower(), line=value.line) if isinstance(value, Text) else value


class Or:
    """Tells editors that a list may also be one of these."""

    def __init__(self, *others: dict[str, Any], alone: bool = False) -> None:
        self._others = others
        self._alone = alone

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Put the other forms beside the list, its single entry among them when it may stand alone."""
        schema = handler(core)
        entry = [schema["items"]] if self._alone else []
        return {"anyOf": [*self._others, *entry, schema]}


TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"]}

Prose = Annotated[str, BeforeValidator(prose), WithJsonSchema(TEXT_SCHEMA)]
Line = Annotated[str, BeforeValidator(one_line), WithJsonSchema({**TEXT_SCHEMA, "maxLength": _LONGEST_LINE})]
ShortLine = Annotated[
    str, BeforeValidator(short_line), WithJsonSchema({**TEXT_SCHEMA, "maxLength": SHORT_CHARACTERS})
]
SecureUrl = Annotated[
    str,
    BeforeValidator(secure_address),
    WithJsonSchema({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]://"}),
]
Url = Annotated[
    str,
    BeforeValidator(web_address),
    WithJsonSchema({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}),
]
FolderUrl = Annotated[
    str,
    BeforeValidator(folder_address),
    WithJsonSchema({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}),
]
Language = Annotated[
    str,
    BeforeValidator(language),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}),
]
Email = Annotated[str, BeforeValidator(email), WithJsonSchema({"type": "string", "pattern": "@"})]
ZoneName = Annotated[str, BeforeValidator(zone_name), WithJsonSchema({"type": "string"})]
Tags = Annotated[tuple[Line, ...], BeforeValidator(split), Or(alone=True)]
YesNo = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Whole = Annotated[int, Field(ge=1, le=_LARGEST_NUMBER)]
Count = Annotated[int, Field(ge=0, le=_LARGEST_NUMBER)]
