"""Atom's links: the feed itself (RFC 4287, 4.2.7), its hub (WebSub, 4), its older pages (RFC 5005, 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Row, Tag, Tags
from podpub.model.layout import FEED_KEY, public_address

if TYPE_CHECKING:
    from podpub.feed.channel import Channel


def _links(channel: Channel) -> Tags:
    """The page before is not named: it would change with each new one."""
    page, hub = channel.page, channel.show.notify.websub
    yield _link("self", page.key, channel)
    if hub:
        yield Tag(attributes={"href": hub, "rel": "hub"})
    if page.oldest:
        yield _link("first", FEED_KEY, channel)
        yield _link("last", page.oldest, channel)
    if page.older:
        yield _link("next", page.older, channel)


def _link(rel: str, key: str, channel: Channel) -> Tag:
    href = public_address(channel.record.public_url, key)
    return Tag(attributes={"href": href, "rel": rel, "type": "application/rss+xml"})


ATOM = Namespace(
    prefix="atom",
    uri="http://www.w3.org/2005/Atom",
    channel=(
        Row(
            "link",
            "`storage.public_url:`, `notify.websub:`, `episodes_per_page:`",
            "PSP-1; readers that know WebSub; AntennaPod turns pages",
            "RFC 4287, 4.2.7; PSP-1; WebSub, 4; RFC 5005, 3",
            _links,
        ),
    ),
    item=(),
)
