"""Whatever happens to any single request to a bucket: the feed is whole, and the next run finishes.

Every command is stopped at its requests in eight ways, alone and with another host who releases an episode
while the request is held. `make proof` stops it at every request in every way; `make test` at every third, at
others for each way. The same walk finds what is wrong with a careless storage.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.support.place import Trial
from tests.support.proxy import Fault
from tests.support.stops import STOPPED

if TYPE_CHECKING:
    from tests.support.place import Place

_BOTO3_TRIES = 5
_FOR_GOOD = 10**6
_EVERY = 1 if os.environ.get("PODPUB_PROOF") == "whole" else 3
_WAYS = [pytest.param(fault, number % _EVERY, id=fault.name.lower()) for number, fault in enumerate(Fault)]
ALONE = [
    pytest.param(command, False, id=command, marks=pytest.mark.xdist_group(f"stops-{command}"))
    for command in STOPPED
]
TOGETHER = [
    pytest.param(command, True, id=f"{command}-two", marks=pytest.mark.xdist_group(f"stops-two-{command}"))
    for command in STOPPED
]


@pytest.mark.parametrize(("fault", "first"), _WAYS)
@pytest.mark.parametrize(("command", "together"), [*ALONE, *TOGETHER])
def test_stopped_at_any_request_the_feed_is_whole_and_the_next_run_finishes(
    place: Place, command: str, fault: Fault, first: int, *, together: bool
) -> None:
    assert place.walk(Trial(command, fault, together=together), first=first, every=_EVERY) == []


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        pytest.param(Fault.UNHEARD, _BOTO3_TRIES, id="each try of boto3 is done, and none is heard of"),
        pytest.param(Fault.REFUSED, _FOR_GOOD, id="nothing arrives any more"),
    ],
)
@pytest.mark.parametrize(("command", "together"), ALONE)
def test_a_fault_that_stays_ends_in_words_and_the_next_run_finishes(
    place: Place, command: str, fault: Fault, times: int, *, together: bool
) -> None:
    assert place.walk(Trial(command, fault, times, together), every=_EVERY) == []


@pytest.mark.xdist_group("stops-two-release")
def test_the_proof_finds_a_feed_that_is_written_over_without_looking(place: Place) -> None:
    wrong = place.walk(Trial("release", Fault.REFUSED, together=True, storage="last write wins"))
    assert any("for theirs the feed shows None" in one for one in wrong)


@pytest.mark.xdist_group("stops-unpublish")
def test_the_proof_finds_a_write_that_takes_its_own_echo_for_somebody_else(place: Place) -> None:
    wrong = place.walk(Trial("unpublish", Fault.UNHEARD, storage="forgetful"))
    assert any("it gave up: ConflictError" in one for one in wrong)
