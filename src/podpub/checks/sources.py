"""Who asks for what, as rules name it."""

from __future__ import annotations

APPLE = "Apple, A Podcaster's Guide to RSS"
APPLE_REQUIREMENTS = "Apple Podcasts support, podcast RSS feed requirements"
PSP1 = "PSP-1 Podcast RSS Specification"
RSS = "RSS 2.0 Specification"
NAMESPACE = "Podcast namespace"
SPOTIFY = "Spotify, Podcast delivery specification"
VALIDATOR = "W3C Feed Validation Service"
