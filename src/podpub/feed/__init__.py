"""The show and its releases → the RSS feed that apps read (feedgen, one extension a namespace)."""

from podpub.feed.reading import FeedItem, cover_address, parse_back
from podpub.feed.rendering import render

__all__ = ["FeedItem", "cover_address", "parse_back", "render"]
