"""Whatever happens to any single request to a bucket: the feed is whole, and the next run finishes.

Every command is stopped at each of its requests in eight ways; and in four while another host publishes, who
sees no more than whether the request had its effect, and whether podpub lives on. After 503 or half a request
it had none, as after a dropped connection; with 500 or half an answer it had, as with a lost one; and podpub
does after each of them what it does alone. The same walk finds what is wrong with a careless storage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.storage.s3 import Patience
from tests.support.place import Trial
from tests.support.proxy import Fault
from tests.support.stops import STOPPED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.place import Place

_FOR_GOOD = 10**6
_SEEN_BY_OTHERS = (Fault.REFUSED, Fault.UNHEARD, Fault.KILLED_BEFORE, Fault.KILLED_AFTER)
_WALKS = [
    pytest.param(command, fault, together, id=f"{command}{'-two' * together}-{fault.name.lower()}")
    for command in (*STOPPED, "upload")
    for together, faults in ((False, tuple(Fault)), (True, _SEEN_BY_OTHERS))
    for fault in faults
]


@pytest.mark.parametrize(("command", "fault", "together"), _WALKS)
def test_stopped_at_any_request_the_feed_is_whole_and_the_next_run_finishes(
    place: Place,
    command: str,
    fault: Fault,
    record_property: Callable[[str, object], None],
    *,
    together: bool,
) -> None:
    walked = place.walk(Trial(command, fault, together=together))
    record_property("walked", walked.requests)
    assert walked.wrong == []


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        pytest.param(Fault.UNHEARD, Patience().tries, id="each try is done, and none is heard of"),
        pytest.param(Fault.REFUSED, _FOR_GOOD, id="nothing arrives any more"),
    ],
)
@pytest.mark.parametrize("command", [*STOPPED, "upload"])
def test_a_fault_that_stays_ends_in_words_and_the_next_run_finishes(
    place: Place, command: str, fault: Fault, times: int
) -> None:
    assert place.walk(Trial(command, fault, times)).wrong == []


def test_the_proof_finds_a_feed_that_is_written_over_without_looking(place: Place) -> None:
    wrong = place.walk(Trial("release", Fault.REFUSED, together=True, storage="last write wins")).wrong
    assert any("for theirs the feed shows None" in one for one in wrong)


def test_the_proof_finds_a_write_that_takes_its_own_echo_for_somebody_else(place: Place) -> None:
    wrong = place.walk(Trial("unpublish", Fault.UNHEARD, storage="forgetful")).wrong
    assert any("it gave up: ConflictError" in one for one in wrong)
