"""`python -m benchmarks.many.loading SHOW.YAML`: read all records of a show, and say how long that took."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from podpub.catalog import read_catalog
from podpub.config import load_all
from podpub.storage import open_location


def main() -> None:
    """Print seconds and how many records there are."""
    location = load_all(Path(sys.argv[1]), ()).project.storage
    began = time.perf_counter()
    catalog = read_catalog(open_location(location))
    json.dump({"seconds": time.perf_counter() - began, "records": len(catalog.releases)}, sys.stdout)


if __name__ == "__main__":
    main()
