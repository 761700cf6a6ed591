"""The show and its releases → the RSS feed that apps read (feedgen, one extension a namespace)."""

from podpub.feed.chapters import chapters_json
from podpub.feed.closely import MOST_BYTES, read_feed_text
from podpub.feed.conformance import Listed, tags
from podpub.feed.difference import (
    Audio,
    Change,
    FeedDifference,
    ItemDifference,
    Kind,
    compare,
)
from podpub.feed.mending import read_any_feed
from podpub.feed.opml import opml
from podpub.feed.reading import NOTHING, FeedItem, Seen, cover_address, older_page, parse_back, read_closely
from podpub.feed.rendering import render, render_former_page, render_pages

__all__ = [
    "MOST_BYTES",
    "NOTHING",
    "Audio",
    "Change",
    "FeedDifference",
    "FeedItem",
    "ItemDifference",
    "Kind",
    "Listed",
    "Seen",
    "chapters_json",
    "compare",
    "cover_address",
    "older_page",
    "opml",
    "parse_back",
    "read_any_feed",
    "read_closely",
    "read_feed_text",
    "render",
    "render_former_page",
    "render_pages",
    "tags",
]
