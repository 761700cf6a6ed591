"""Tags of the podcast namespace → nouns, the same in the channel and in an item.

Source: podcastindex.org/namespace/1.0, docs/tags, a file a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from podpub.arrivals.words import LINE_CHARACTERS, clean, maybe_address, maybe_secure, plain, secure, short
from podpub.model import (
    LICENSES,
    Funding,
    License,
    Person,
    Place,
    Protocol,
    Recipient,
    Rel,
    RemoteItem,
    SocialInteract,
    Soundbite,
    Txt,
    UpdateFrequency,
    Value,
    group_of,
    say,
)
from podpub.model.country import is_country
from podpub.model.podcasting import TXT_CHARACTERS, is_geo, is_osm
from podpub.model.taxonomy import CAST

if TYPE_CHECKING:
    from collections.abc import Callable

    from podpub.arrivals.draft import Draft
    from podpub.model import Element

_COMMONS = re.compile(r"cc-(?P<kind>by(?:-nc)?(?:-nd|-sa)?)-(?P<version>\d\.\d)|cc0-1\.0", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,6}(?:[.,]\d{1,9})?)")
_PRIORITY_DIGITS = 4
_SPLIT_DIGITS = 9


def funding(draft: Draft, element: Element) -> Funding:
    """Return where listeners can give money."""
    return Funding(
        secure(draft, element, element.attributes.get("url", "")), short(draft, element, element.text)
    )


def donation(draft: Draft, element: Element) -> Funding:
    """Return the same as PowerPress names it."""
    return Funding(
        secure(draft, element, element.attributes.get("href", "")), short(draft, element, element.text)
    )


def person(draft: Draft, element: Element) -> Person | None:
    """Return who can be heard."""
    name = short(draft, element, element.text)
    if not name:
        return None
    given = element.attributes
    role = short(draft, element, given.get("role", "")).lower() or "host"
    group = short(draft, element, given.get("group", "")).lower() or CAST  # NS: person
    return Person(
        name,
        role,
        maybe_address(draft, element, given.get("href")),
        maybe_address(draft, element, given.get("img")),
        None if group == (group_of(role) or CAST) else group,
    )


def contributor(draft: Draft, element: Element) -> None:
    """Read somebody whom Podlove names as Atom does, too (RFC 4287, 4.2.3)."""
    name = short(draft, element, element.said("atom:name"))
    known = draft.values.setdefault("persons", [])
    if name and not any(name in one.name or one.name in name for one in known):
        known.append(Person(name, url=maybe_address(draft, element, element.said("atom:uri"))))


def license_(draft: Draft, element: Element) -> License | None:
    """Return what others may do; licences of Creative Commons get their address where they have none."""
    name = short(draft, element, element.text)
    if not name:
        return None
    known = name.lower() if name.lower() in LICENSES else name
    return License(
        known, maybe_secure(draft, element, element.attributes.get("url")) or _text_of_license(name)
    )


def _text_of_license(name: str) -> str | None:
    found = _COMMONS.fullmatch(name)
    if not found or name.lower() in LICENSES:
        return None
    if not found["kind"]:
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return f"https://creativecommons.org/licenses/{found['kind'].lower()}/{found['version']}/"


def place(draft: Draft, element: Element) -> Place | None:
    """Return where something happens, or was recorded."""
    name = short(draft, element, element.text)
    if not name:
        return None
    rel = plain(element.attributes.get("rel", "")).lower()
    return Place(
        name,
        Rel(rel) if rel in set(Rel) else Rel.SUBJECT,
        _if_sound(draft, element, "geo", is_geo),
        _if_sound(draft, element, "osm", is_osm),
        _if_sound(draft, element, "country", is_country, str.lower),
    )


def _if_sound(
    draft: Draft,
    element: Element,
    name: str,
    is_sound: Callable[[str], bool],
    as_written: Callable[[str], str] = str,
) -> str | None:
    value = as_written(plain(element.attributes.get(name, "")))
    if value and not is_sound(value):
        draft.lose(element, say("its `{name}` means nothing", name=name), value)
    return value if value and is_sound(value) else None


def post(draft: Draft, element: Element) -> SocialInteract:
    """Return the post whose answers are the comments."""
    given = element.attributes
    word, digits = plain(given.get("protocol", "")).lower(), given.get("priority", "").strip()
    if word not in set(Protocol):
        raise ValueError(say("podpub does not know this protocol"))
    protocol = Protocol(word)
    return SocialInteract(
        protocol,
        None if protocol is Protocol.DISABLED else clean(given.get("uri", "")).strip() or None,
        short(draft, element, given.get("accountId", "")) or None,
        maybe_secure(draft, element, given.get("accountUrl")),
        int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _PRIORITY_DIGITS else None,
    )


def txt(_: Draft, element: Element) -> Txt | None:
    """Return a text for machines."""
    text = clean(element.text).strip()
    if len(text) > TXT_CHARACTERS:
        raise ValueError(say("it is longer than {limit} characters", limit=TXT_CHARACTERS))
    return Txt(text, plain(element.attributes.get("purpose", ""))) if text else None


def soundbite(draft: Draft, element: Element) -> Soundbite:
    """Return a passage worth hearing on its own."""
    start_s, duration_s = (seconds(element.attributes.get(name, "")) for name in ("startTime", "duration"))
    return Soundbite(start_s, duration_s, short(draft, element, element.text))


def seconds(text: str) -> float:
    """Return seconds, which may be written as a clock shows them.

    Raises:
        ValueError: It is no time.
    """
    found = _CLOCK.fullmatch(text.strip())
    if not found or not text.isascii():
        raise ValueError(say("it is no time that podpub can read"))
    hours, minutes, rest = found.groups()
    return (int(hours or 0) * 60 + int(minutes or 0)) * 60 + float(rest.replace(",", "."))


def value(draft: Draft, element: Element) -> Value:
    """Return a way to pay."""
    given = element.attributes
    recipients = tuple(_recipient(draft, one) for one in element.all("podcast:valueRecipient"))
    suggested = given.get("suggested", "").strip() or None
    type_, method = (
        short(draft, element, given.get(name, ""), LINE_CHARACTERS) for name in ("type", "method")
    )
    if not type_ or not method:
        raise ValueError(say("it does not say how to pay"))
    return Value(type_, method, recipients, suggested)


def _recipient(draft: Draft, element: Element) -> Recipient:
    def said(name: str) -> str:
        return short(draft, element, element.attributes.get(name, ""), LINE_CHARACTERS)

    split = said("split")
    if not (split.isascii() and split.isdecimal()) or len(split) > _SPLIT_DIGITS:
        raise ValueError(say("a share of it is no whole number"))
    return Recipient(
        said("type"),
        said("address"),
        int(split),
        said("name"),
        said("customKey") or None,
        said("customValue") or None,
        fee=said("fee").lower() in {"true", "yes"},
    )


def frequency(draft: Draft, element: Element) -> UpdateFrequency | None:
    """Return how often episodes appear."""
    text = short(draft, element, element.text)
    if not text:
        return None
    given = element.attributes
    rule = plain(given.get("rrule", "")).upper().removeprefix("RRULE:") or None
    complete = given.get("complete", "").strip().lower() == "true"
    return UpdateFrequency(text, rule, plain(given.get("dtstart", "")) or None, complete)


def podroll(draft: Draft, element: Element) -> list[RemoteItem] | None:
    """Return the shows that this one recommends."""
    shows = []
    for one in element.all("podcast:remoteItem"):
        try:
            shows.append(_remote(draft, one))
        except ValueError as refused:
            draft.lose(one, str(refused))
    return shows or None


def _remote(draft: Draft, element: Element) -> RemoteItem:
    given = element.attributes
    return RemoteItem(
        show_guid(given.get("feedGuid", "")),
        maybe_secure(draft, element, given.get("feedUrl")),
        short(draft, element, given.get("title", "")),
    )


def show_guid(text: str) -> UUID:
    """Return the identity of a show.

    Raises:
        ValueError: It is no UUID.
    """
    try:
        return UUID(text.strip())
    except ValueError as error:
        raise ValueError(say("it is no UUID")) from error
