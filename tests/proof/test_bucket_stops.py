"""Whatever happens to any single request to a bucket: the feed is whole, and the next run finishes.

Every command is stopped at each of its requests in eight ways, alone and with another host who publishes
while the request is held. The same walk finds what is wrong with a careless storage.
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
_WAYS = [pytest.param(fault, id=fault.name.lower()) for fault in Fault]
_COMMANDS = [
    pytest.param(command, together, id=f"{command}{'-two' * together}")
    for command in (*STOPPED, "upload")
    for together in (False, True)
]


@pytest.mark.parametrize("fault", _WAYS)
@pytest.mark.parametrize(("command", "together"), _COMMANDS)
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
