"""A million random schedules of several hosts, with lost answers, late writes and killed hosts.

They are played on a model of the protocol; `test_interleavings.py` holds the real code to the same truths.
The seed is printed; set it as PODPUB_SEED to play the same schedules again, and their number as
PODPUB_SCHEDULES.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from tests.support.protocol_model import Kind, Weather, play

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.xdist_group("schedules")

SEED = int(os.environ.get("PODPUB_SEED") or random.SystemRandom().randrange(1 << 32))
COUNT = int(os.environ.get("PODPUB_SCHEDULES") or 1_000_000)
CALM, ROUGH = Weather(), Weather(lost=0.1, late=0.3, crash=0.02)
_PORTION = 5000


@dataclass(frozen=True)
class Case:
    """A share of all schedules, on one kind of server."""

    share: float
    kind: Kind
    weather: Weather
    stamped: bool = True


SOUND = {
    "calm": Case(0.3, Kind.KEPT, CALM),
    "answers are lost": Case(0.1, Kind.KEPT, Weather(lost=0.1)),
    "hosts are killed": Case(0.1, Kind.KEPT, Weather(crash=0.02)),
    "everything": Case(0.3, Kind.KEPT, ROUGH),
    "no conditions, calm": Case(0.1, Kind.IGNORED, CALM),
    "no conditions, everything": Case(0.1, Kind.IGNORED, ROUGH),
}
UNSOUND = {
    "naive": Case(0.01, Kind.NAIVE, CALM),
    "naive, hosts are killed": Case(0.01, Kind.NAIVE, Weather(crash=0.02)),
    "feeds that return to old bytes": Case(0.03, Kind.KEPT, CALM, stamped=False),
}


def played(case: Case, seeds: range) -> Counter[str]:
    """Play schedules; return what was wrong, and with the first seed of each fault."""
    found: Counter[str] = Counter()
    for seed in seeds:
        if broken := play(seed, case.kind, case.weather, stamped=case.stamped):
            found[f"{broken[0]} (seed {seed})"] += 1
    return found


@pytest.fixture(scope="module")
def found() -> dict[str, Counter[str]]:
    """What was wrong in each case, all of them shared out over all cores."""
    cases = {**SOUND, **UNSOUND}
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        running = {
            name: workers.map(
                partial(played, case),
                [
                    range(start, start + _PORTION)
                    for start in range(SEED, SEED + round(COUNT * case.share), _PORTION)
                ],
            )
            for name, case in cases.items()
        }
        return {name: sum(portions, Counter()) for name, portions in running.items()}


def test_a_million_schedules_break_no_promise(
    found: dict[str, Counter[str]], record_property: Callable[[str, object], None]
) -> None:
    counts = ", ".join(f"{name} {wrong.total()}" for name, wrong in found.items())
    record_property("proof", f"{COUNT:,} schedules from PODPUB_SEED={SEED}; broken: {counts}")
    assert {name: found[name].most_common(3) for name in SOUND if found[name]} == {}


@pytest.mark.parametrize("name", UNSOUND)
def test_the_same_schedules_find_the_fault_where_there_is_one(
    found: dict[str, Counter[str]], name: str
) -> None:
    assert found[name]
