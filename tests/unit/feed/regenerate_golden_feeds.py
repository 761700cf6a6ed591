"""Write the expected feeds and tags anew, by `python -m tests.unit.feed.regenerate_golden_feeds`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.unit.feed.golden_feeds import FEEDS, GOLDEN, rendered
from tests.unit.feed.golden_pairs import every_place, file_of, written

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in FEEDS:
        (GOLDEN / f"{name}.xml").write_bytes(rendered(name))
    for place in every_place():
        with TemporaryDirectory() as folder:
            file_of(place, ".xml").write_text(written(place, Path(folder)), encoding="utf-8")
