"""Write the expected feeds anew, by `python -m tests.unit.feed.regenerate_golden_feeds`."""

from __future__ import annotations

from tests.unit.feed.golden_feeds import FEEDS, GOLDEN, rendered

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in FEEDS:
        (GOLDEN / f"{name}.xml").write_bytes(rendered(name))
