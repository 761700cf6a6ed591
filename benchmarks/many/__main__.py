"""`python -m benchmarks.many`: what a show of a thousand or ten thousand episodes costs."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.many.parts import PARTS, Bench
from benchmarks.many.report import as_markdown, as_text
from benchmarks.page import put_figures
from tests.support.servers import seaweedfs


def main() -> None:
    """Run what was asked for; results on stdout, progress on stderr."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="podpub-many-") as name, seaweedfs(Path(name)) as server:
        os.environ.update(server.environ)
        bench = Bench(Path(name), server, asked.runs, _tell)
        for part in asked.only:
            PARTS[part](bench)
    if asked.page:
        put_figures(asked.page, as_markdown(bench))
    found = {"rows": [asdict(one) for one in bench.rows], "marks": [asdict(one) for one in bench.marks]}
    print(json.dumps(found, indent=2) if asked.json else "\n".join(as_text(bench)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="of each way, in turns (3)")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=tuple(PARTS), metavar="PART", help=_parts()
    )
    parser.add_argument("--page", type=Path, help="write figures into this page")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser.parse_args()


def _parts() -> str:
    return f"of {', '.join(PARTS)} (all)"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
