"""Nouns → tags of the podcast namespace, the same in the channel and in an item.

Source: podcastindex.org/namespace/1.0, docs/tags, a file a tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Tag, Tags
from podpub.model import LICENSES, group_of
from podpub.model.taxonomy import CAST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podpub.model import (
        Funding,
        License,
        Person,
        Place,
        Recipient,
        RemoteItem,
        SocialInteract,
        Soundbite,
        Txt,
        UpdateFrequency,
        Value,
    )


def fundings(told: Iterable[Funding]) -> Tags:
    """Where listeners can give money."""
    return (Tag(one.text, {"url": one.url}) for one in told)


def persons(told: Iterable[Person]) -> Tags:
    """Who can be heard; the group is left out where it is the one that apps expect."""
    for one in told:
        group = one.group or group_of(one.role) or CAST
        yield Tag(
            one.name,
            {
                "role": one.role,
                "group": None if group == CAST else group,
                "href": one.url or None,
                "img": one.image or None,
            },
        )


def licenses(told: License | None) -> Tags:
    """What others may do; an identifier of the list in lower case, as the tag's own page asks."""
    if told is None:
        return ()
    name = told.name.lower() if told.name.lower() in LICENSES else told.name
    return (Tag(name, {"url": told.url}),)


def places(told: Iterable[Place]) -> Tags:
    """Where it happens, or was recorded."""
    return (
        Tag(one.name, {"rel": one.rel, "geo": one.geo, "osm": one.osm, "country": one.country})
        for one in told
    )


def update_frequency(told: UpdateFrequency | None) -> Tags:
    """How often episodes appear."""
    if told is None:
        return ()
    attributes = {"rrule": told.rrule, "dtstart": told.dtstart, "complete": _true(told.complete)}
    return (Tag(told.text, attributes),)


def podroll(told: tuple[RemoteItem, ...]) -> Tags:
    """Shows that this one recommends, in one tag."""
    if not told:
        return ()
    items = tuple(("remoteItem", _remote(one)) for one in told)
    return (Tag(children=items),)


def _remote(one: RemoteItem) -> Tag:
    return Tag(attributes={"feedGuid": str(one.guid), "feedUrl": one.feed_url, "title": one.title or None})


def posts(told: Iterable[SocialInteract]) -> Tags:
    """The posts whose answers are the comments."""
    return (
        Tag(
            attributes={
                "protocol": one.protocol,
                "uri": one.uri,
                "accountId": one.account,
                "accountUrl": one.account_url,
                "priority": None if one.priority is None else str(one.priority),
            }
        )
        for one in told
    )


def soundbites(told: Iterable[Soundbite]) -> Tags:
    """Passages worth hearing on their own, in the time of the published file."""
    return (
        Tag(one.title, {"startTime": _seconds(one.start_s), "duration": _seconds(one.duration_s)})
        for one in told
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def txts(told: Iterable[Txt]) -> Tags:
    """Texts for machines."""
    return (Tag(one.text, {"purpose": one.purpose or None}) for one in told)


def values(told: Iterable[Value]) -> Tags:
    """Ways to pay, as they were written."""
    for one in told:
        paid = tuple(("valueRecipient", _recipient(recipient)) for recipient in one.recipients)
        attributes = {"type": one.type, "method": one.method, "suggested": one.suggested}
        yield Tag(attributes=attributes, children=paid)


def _recipient(one: Recipient) -> Tag:
    return Tag(
        attributes={
            "name": one.name or None,
            "type": one.type,
            "address": one.address,
            "split": str(one.split),
            "customKey": one.custom_key,
            "customValue": one.custom_value,
            "fee": _true(one.fee),
        }
    )


def _true(condition: bool) -> str | None:  # noqa: FBT001 - the attribute's whole content
    return "true" if condition else None
