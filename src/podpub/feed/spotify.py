"""Spotify's namespace: where a show is made for, and how much of it is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.table import Namespace, Row, Tag, Tags, text

if TYPE_CHECKING:
    from podpub.feed.channel import Channel


def _countries(channel: Channel) -> Tags:
    """Spotify's rule: one tag, with the codes one after the other."""
    told = channel.show.spotify
    return text(" ".join(told.countries)) if told else ()


def _limit(channel: Channel) -> Tags:
    told = channel.show.spotify
    return (Tag(attributes={"recentCount": str(told.limit)}),) if told and told.limit else ()


_SOURCE = "Spotify, Podcast Delivery Specification"

SPOTIFY = Namespace(
    prefix="spotify",
    uri="http://www.spotify.com/ns/rss",
    channel=(
        Row("countryOfOrigin", "`spotify.countries:`", "Spotify", _SOURCE, _countries),
        Row("limit", "`spotify.limit:`", "Spotify", _SOURCE, _limit),
    ),
    item=(),
)
