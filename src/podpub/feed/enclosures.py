"""Files → tags of the podcast namespace: the formats beside the enclosure, and trailers in the channel."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from podpub.feed.table import Tag, Tags
from podpub.model.layout import public_address
from podpub.model.podcasting import SHORT_CHARACTERS

if TYPE_CHECKING:
    from podpub.feed.channel import Channel
    from podpub.feed.item import Item
    from podpub.model import Enclosure, Release


def alternates(item: Item) -> Tags:
    """The same sound in several formats, that of the enclosure among them; nothing where there is but one.

    Source: docs/tags/alternate-enclosure.md, source.md, integrity.md; W3C Subresource Integrity, 3.1.
    """
    if not item.release.alternates:
        return
    for one in item.release.enclosures:
        source = Tag(attributes={"uri": public_address(item.record.public_url, one.key)})
        integrity = Tag(attributes={"type": "sri", "value": sri(one.sha256)})
        yield Tag(
            attributes={
                "type": one.type,
                "length": str(one.bytes),
                "bitrate": _bitrate_bps(one),
                "codecs": one.format.codecs,
                "default": "true" if one is item.release.enclosure else None,
            },
            children=(("source", source), ("integrity", integrity)),
        )


def sri(sha256: str) -> str:
    """Return hexadecimal digits of a SHA-256 as browsers compare it."""
    return f"sha256-{b64encode(bytes.fromhex(sha256)).decode()}"


def _bitrate_bps(enclosure: Enclosure) -> str | None:
    """Return the average of the whole file; of one without a length, none."""
    return str(round(enclosure.bytes * 8 / enclosure.duration_s)) if enclosure.duration_s else None


def trailers(channel: Channel) -> Tags:
    """The episodes that announce the show or a season, the newest first."""
    return (_trailer(one, channel.record.public_url) for one in channel.trailers)


def _trailer(release: Release, public_url: str) -> Tag:
    episode, file = release.episode, release.enclosure
    title = episode.title.strip()
    return Tag(
        title if len(title) <= SHORT_CHARACTERS else f"{title[: SHORT_CHARACTERS - 1]}…",
        {
            "url": public_address(public_url, file.key),
            "pubdate": format_datetime(episode.date.astimezone(UTC)),
            "length": str(file.bytes),
            "type": file.type,
            "season": None if episode.season is None else str(episode.season),
        },
    )
