"""The show and its releases → the RSS feed that apps read (feedgen, one extension a namespace)."""

from podpub.feed.conformance import Listed, tags
from podpub.feed.difference import (
    Audio,
    Change,
    FeedDifference,
    ItemDifference,
    Kind,
    compare,
)
from podpub.feed.reading import NOTHING, FeedItem, Seen, cover_address, older_page, parse_back, read_closely
from podpub.feed.rendering import render, render_pages

__all__ = [
    "NOTHING",
    "Audio",
    "Change",
    "FeedDifference",
    "FeedItem",
    "ItemDifference",
    "Kind",
    "Listed",
    "Seen",
    "compare",
    "cover_address",
    "older_page",
    "parse_back",
    "read_closely",
    "render",
    "render_pages",
    "tags",
]
