"""`python -m benchmarks.many.rendering COUNT`: render one feed, and say how long that took."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.many.episodes import NOW, releases, show_record
from podpub.model.layout import public_address

if TYPE_CHECKING:
    from podpub.model import Release

_PUBLIC_URL = "https://media.example.org/show/"


def main() -> None:
    """Print seconds and bytes; the records are made before the clock runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--feedgen", action="store_true", help="by feedgen alone, without show notes")
    asked = parser.parse_args()
    records = list(releases(asked.count))
    began = time.perf_counter()
    feed = by_feedgen(records) if asked.feedgen else by_podpub(records)
    json.dump({"seconds": time.perf_counter() - began, "bytes": len(feed)}, sys.stdout)


def by_podpub(records: list[Release]) -> bytes:
    """Render as a release does."""
    from podpub.feed import render  # noqa: PLC0415 - loading it belongs to the time

    return render(show_record(_PUBLIC_URL), records, NOW)


def by_feedgen(records: list[Release]) -> bytes:
    """Write the same episodes as far as feedgen knows by itself: no notes, no persons, no transcripts."""
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - as above

    record = show_record(_PUBLIC_URL)
    feed = FeedGenerator()
    feed.title(record.show.title)
    feed.link(href=record.show.link, rel="alternate")
    feed.description(record.show.description)
    feed.lastBuildDate(datetime.now(UTC))
    for release in records:
        entry = feed.add_entry(order="append")
        entry.title(release.episode.title)
        entry.link(href=record.show.link)
        entry.guid(release.episode.guid, permalink=False)
        enclosure = release.enclosure
        entry.enclosure(public_address(_PUBLIC_URL, enclosure.key), str(enclosure.bytes), enclosure.type)
        entry.pubDate(release.episode.date)
        entry.description(release.episode.summary)
    written: bytes = feed.rss_str(pretty=True)
    return written


if __name__ == "__main__":
    main()
