"""The feeds that are kept as files, without the version of the program that wrote them."""

from __future__ import annotations

import re
from pathlib import Path

from podpub.feed import render
from tests.unit.feed.feed_records import FULL_SHOW, MINIMAL_SHOW, NOW, full_release, release

GOLDEN = Path(__file__).parent / "golden"
FEEDS = {
    "minimal": (MINIMAL_SHOW, (release(1),)),
    "full": (FULL_SHOW, (release(1), full_release(), release(3))),
    "empty": (MINIMAL_SHOW, ()),
}


def rendered(name: str) -> bytes:
    """Return a feed as it is now."""
    show, releases = FEEDS[name]
    return re.sub(rb"<generator>podpub/[^<]+", b"<generator>podpub/VERSION", render(show, releases, NOW))
