"""`python -m benchmarks.many.paging SHOW.YAML`: make every web page of a show, and say how long that took."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.many.episodes import NOW
from podpub.config import load_all
from podpub.pipeline.publishing.feeds import update_feed
from podpub.pipeline.publishing.pages import update_pages
from podpub.storage import open_location


def main() -> None:
    """Print seconds and how many pages were written; the feed is there before the clock runs."""
    storage = open_location(load_all(Path(sys.argv[1]), ()).project.storage)
    feed = update_feed(storage, NOW)
    began = time.perf_counter()
    done = update_pages(storage, feed, before=None)
    took = time.perf_counter() - began
    if done.findings:
        sys.exit(str(done.findings[0].message))
    json.dump({"seconds": took, "pages": len(done.written)}, sys.stdout)


if __name__ == "__main__":
    main()
