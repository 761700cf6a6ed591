"""The parts of this benchmark: what is run, in turns, and what was promised about it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.comparison import Spread
from benchmarks.many.arriving import feed_alone
from benchmarks.many.houses import give_past, in_bucket, sample_house, single_house
from benchmarks.marks import Mark
from benchmarks.timing import Command, run
from podpub.catalog import index_catalog
from podpub.model.layout import INDEX_KEY
from podpub.pipeline.publishing.feeds import update_feed
from podpub.pipeline.publishing.pages import update_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.many.houses import House
    from benchmarks.timing import Run
    from tests.support.servers import Server

MANY, MOST, MOVED = 1_000, 10_000, 500
_MOST_RENDERING_S = 3.0
_MOST_RENDERING_MB = 500
_MOST_RELEASE_S = 3.0
_MOST_LOADING_S = 5.0
_MOST_PAGING_S = 10.0
_MOST_MOVING_S = 30.0
_MOST_MOVING_MB = 300
_MOST_OF_FOLDER = 1.15


@dataclass(frozen=True, slots=True)
class Row:
    """What one way of doing something took.

    Attributes:
        seconds: By its own clock, where it has one, else from its start to its end.
        times_first: The same, as a multiple of what the first way took in the same round.
        cpu_s: Of all its processes, from start to end; a busy machine changes it least.
    """

    about: str
    way: str
    seconds: Spread
    times_first: Spread
    cpu_s: Spread
    peak_mb: Spread


@dataclass(frozen=True, slots=True)
class Bench:
    """What the parts share, and what they have found so far."""

    folder: Path
    server: Server
    runs: int
    tell: Callable[[str], None]
    rows: list[Row] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def compare(self, about: str, ways: Mapping[str, Callable[[int], Command]]) -> tuple[Row, ...]:
        """Let every way run so many times, in turns: A B, A B; ratios are those of a round, to the first."""
        rounds: list[list[tuple[float, Run]]] = []
        for number in range(1, self.runs + 1):
            rounds.append([])
            for way, prepare in ways.items():
                done = run(prepare(number))
                seconds = _own_clock(done)
                self.tell(f"  {number}/{self.runs}  {about}, {way}: {seconds:.2f} s, {done.peak_mb:.0f} MB")
                rounds[-1].append((seconds, done))
        found = tuple(_row(about, way, rounds, place) for place, way in enumerate(ways))
        self.rows.extend(found)
        return found

    def mark(self, about: str, promise: str, found: Spread, most: float) -> None:
        """Hold a median against a promise."""
        self.marks.append(Mark(about, promise, str(found), found.median <= most))


def _row(about: str, way: str, rounds: Sequence[Sequence[tuple[float, Run]]], place: int) -> Row:
    return Row(
        about,
        way,
        Spread.of(one[place][0] for one in rounds),
        Spread.of(one[place][0] / one[0][0] for one in rounds),
        Spread.of(one[place][1].cpu_s for one in rounds),
        Spread.of(one[place][1].peak_mb for one in rounds),
    )


def _own_clock(done: Run) -> float:
    """Return the seconds that a program says itself; of podpub, those from its start to its end."""
    return float(json.loads(done.output).get("seconds", done.wall_s))


def rendering(bench: Bench) -> None:
    """Render the feed, in a process that has done nothing before."""
    for count in (MANY, MOST):
        about = f"the feed of {count:,} episodes"
        mine, _ = bench.compare(
            about,
            {
                "podpub, with show notes": _same(_module("rendering", str(count))),
                "feedgen alone, without": _same(_module("rendering", str(count), "--feedgen")),
            },
        )
    bench.mark(about, f"at most {_MOST_RENDERING_S:g} s", mine.seconds, _MOST_RENDERING_S)
    bench.mark(about, f"at most {_MOST_RENDERING_MB} MB, the whole process", mine.peak_mb, _MOST_RENDERING_MB)


def releasing(bench: Bench) -> None:
    """Release other show notes of one episode, in a show that has many."""
    place = bench.folder / "releasing"
    houses = {
        "bucket": single_house(place / "bucket", in_bucket(bench.server, "releasing/")),
        "folder": single_house(place / "folder"),
    }
    for house in houses.values():
        run(_release(house, bench))
        give_past(house, MANY - 1)
        feed = update_feed(house.storage, datetime.now(UTC))
        update_pages(house.storage, feed, before=None)
        index_catalog(house.storage)

    def changed(house: House, version: int) -> Command:
        house.rewrite_notes(version)
        return _release(house, bench)

    about = f"other show notes, {MANY:,} episodes"
    mine, _ = bench.compare(about, {name: partial(changed, house) for name, house in houses.items()})
    bench.mark(about, f"at most {_MOST_RELEASE_S:g} s into a bucket", mine.seconds, _MOST_RELEASE_S)
    bench.compare(
        f"nothing to do, {MANY:,} episodes",
        {name: _same(_release(house, bench)) for name, house in houses.items()},
    )


def paging(bench: Bench) -> None:
    """Make every web page of a show."""

    def fresh(number: int, storage: str | None) -> Command:
        name = f"paging-{'bucket' if storage else 'folder'}-{number}"
        house = single_house(bench.folder / name, *([storage] if storage else []))
        run(_release(house, bench))
        give_past(house, MANY - 1)
        index_catalog(house.storage)
        return _module("paging", str(house.show_file), environ=bench.server.environ)

    about = f"all web pages, {MANY:,} episodes"
    rows = bench.compare(
        about,
        {
            "folder": lambda number: fresh(number, None),
            "bucket": lambda number: fresh(number, in_bucket(bench.server, f"paging-{number}/")),
        },
    )
    for row in rows:
        bench.mark(about, f"at most {_MOST_PAGING_S:g} s into a {row.way}", row.seconds, _MOST_PAGING_S)


def moving_in(bench: Bench) -> None:
    """Let a show move in by its feed, without its sound and what else its old host has."""
    feed = bench.folder / "old.xml"
    feed.write_bytes(feed_alone(MOVED))

    def fresh(number: int) -> Command:
        words = ("import", str(feed), str(bench.folder / f"moved-{number}"), "--no-audio", "--json")
        return Command((sys.executable, "-m", "podpub", *words), {})

    about = f"moving in, {MOVED} episodes"
    (mine,) = bench.compare(about, {"without audio": fresh})
    bench.mark(about, f"at most {_MOST_MOVING_S:g} s", mine.seconds, _MOST_MOVING_S)
    bench.mark(about, f"at most {_MOST_MOVING_MB} MB", mine.peak_mb, _MOST_MOVING_MB)


def loading(bench: Bench) -> None:
    """Read all records."""
    place = bench.folder / "loading"
    folder, bucket = (
        single_house(place / "folder"),
        single_house(place / "bucket", in_bucket(bench.server, "l/")),
    )
    (folder.folder / "public").mkdir()
    for house in (folder, bucket):
        give_past(house, MOST)
    index_catalog(bucket.storage)
    about = f"{MOST:,} records"
    load = {
        "bucket": _same(_module("loading", str(bucket.show_file), environ=bench.server.environ)),
        "folder": _same(_module("loading", str(folder.show_file))),
    }
    for row in bench.compare(about, load):
        bench.mark(about, f"at most {_MOST_LOADING_S:g} s from a {row.way}", row.seconds, _MOST_LOADING_S)
    bucket.storage.delete(INDEX_KEY)
    bench.compare(about, {"bucket, its index lost": load["bucket"]})


def cold(bench: Bench) -> None:
    """Release the sample show for the first time, sound and all."""

    def fresh(number: int, storage: str | None) -> Command:
        name = f"cold-{'bucket' if storage else 'folder'}-{number}"
        return _release(sample_house(bench.folder / name, *([storage] if storage else [])), bench)

    about = "a first release of the sample show"
    _, mine = bench.compare(
        about,
        {
            "folder": lambda number: fresh(number, None),
            "bucket": lambda number: fresh(number, in_bucket(bench.server, f"cold-{number}/")),
        },
    )
    promise = f"at most {_MOST_OF_FOLDER} times as long into a bucket as into a folder"
    bench.mark(about, promise, mine.times_first, _MOST_OF_FOLDER)


PARTS: Mapping[str, Callable[[Bench], None]] = {
    "rendering": rendering,
    "releasing": releasing,
    "loading": loading,
    "paging": paging,
    "moving_in": moving_in,
    "cold": cold,
}


def _same(command: Command) -> Callable[[int], Command]:
    """Return what runs the same command in every round."""
    return lambda _: command


def _release(house: House, bench: Bench) -> Command:
    words = (sys.executable, "-m", "podpub", "release", *map(str, house.episodes), "--json")
    return Command(words, bench.server.environ)


def _module(name: str, *words: str, environ: Mapping[str, str] | None = None) -> Command:
    return Command((sys.executable, "-m", f"benchmarks.many.{name}", *words), environ or {})
