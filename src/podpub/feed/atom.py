"""Atom's links: where the feed itself is (RFC 4287, 4.2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Row, Tag, Tags
from podpub.model.layout import FEED_KEY, public_address

if TYPE_CHECKING:
    from podpub.feed.channel import Channel


def _links(channel: Channel) -> Tags:
    href = public_address(channel.record.public_url, FEED_KEY)
    return (Tag(attributes={"href": href, "rel": "self", "type": "application/rss+xml"}),)


ATOM = Namespace(
    prefix="atom",
    uri="http://www.w3.org/2005/Atom",
    channel=(Row("link", "`storage.public_url:`", "PSP-1; AntennaPod", "RFC 4287, 4.2.7; PSP-1", _links),),
    item=(),
)
