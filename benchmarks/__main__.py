"""`python -m benchmarks`: make the material, let everybody run, print what came out."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.page import write_page
from benchmarks.programme import PROGRAMME, Hall
from benchmarks.report import Report, as_json, as_text, this_machine
from podpub.audio import find_ffmpeg

_RACE = "stereo"
_SHORT = (_RACE, "jobs", "calm")


def main() -> None:
    """Run what was asked for; results on stdout, progress on stderr."""
    asked = _asked()
    ffmpeg = find_ffmpeg(os.environ)
    with tempfile.TemporaryDirectory(prefix="podpub-bench-") as folder:
        hall = Hall(Path(folder), asked.minutes, asked.runs, ffmpeg, _tell)
        for name in asked.only:
            PROGRAMME[name](hall)
    report = Report(this_machine(ffmpeg), tuple(hall.comparisons), tuple(hall.marks))
    if asked.page:
        write_page(asked.page, report)
    print(json.dumps(as_json(report), indent=2) if asked.json else "\n".join(as_text(report)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="length of the recording (60)")
    parser.add_argument("--runs", type=int, default=3, help="of each contender, in turns (3)")
    parser.add_argument("--only", nargs="+", choices=PROGRAMME, default=_SHORT, metavar="PART", help=_parts())
    parser.add_argument("--all", dest="only", action="store_const", const=tuple(PROGRAMME), help="every part")
    parser.add_argument("--page", type=Path, help="write figures into this page, and the chart beside it")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args()
    if asked.page and asked.only[0] != _RACE:
        parser.error(f"the page's chart shows the part {_RACE}: name it first")
    return asked


def _parts() -> str:
    return f"of {', '.join(PROGRAMME)} ({' '.join(_SHORT)})"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
