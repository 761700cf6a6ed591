"""Atom's links in RSS (RFC 4287, 4.2.7): the feed's own address, and its WebSub hub (WebSub, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Tag, Tags
from podpub.model.layout import FEED_KEY, public_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.model import ShowRecord


def _links(record: ShowRecord) -> Tags:
    return tuple(Tag(attributes=one) for one in _addresses(record))


def _addresses(record: ShowRecord) -> Iterator[dict[str, str | None]]:
    own = public_address(record.public_url, FEED_KEY)
    yield {"href": own, "rel": "self", "type": "application/rss+xml"}
    if record.show.notify.websub:
        yield {"href": record.show.notify.websub, "rel": "hub"}


ATOM = Namespace(prefix="atom", uri="http://www.w3.org/2005/Atom", channel=(("link", _links),), item=())
