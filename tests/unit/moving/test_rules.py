"""Every rule about moves has two feeds that break it and two that just do not; a good move has no fault."""

from __future__ import annotations

import pytest

from podpub.cli.language import language
from podpub.model import Level
from podpub.moving import MOVE_RULES
from tests.unit.moving.twins import BREAKS, PASSES, Case, codes, move, verdicts

_ALSO = {"guid-changed": {"title-changed"}}


def _cases(table: dict[str, list[Case]]) -> list[object]:
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code, cases in table.items()
        for number, case in enumerate(cases)
    ]


def test_a_move_that_changes_addresses_alone_has_no_fault() -> None:
    assert codes(Case()) == []


@pytest.mark.parametrize(("code", "case"), _cases(BREAKS))
def test_one_difference_is_found_and_nothing_else(code: str, case: Case) -> None:
    found = codes(case)
    assert code in found
    assert set(found) - {code} <= _ALSO.get(code, set())


@pytest.mark.parametrize(("code", "case"), _cases(PASSES))
def test_what_just_is_no_difference_is_left_alone(code: str, case: Case) -> None:
    assert codes(case) == [], code


def test_every_rule_is_broken_has_a_code_of_its_own_and_a_source() -> None:
    known = [rule.code for rule in MOVE_RULES]
    assert set(known) == set(BREAKS)
    assert set(PASSES) <= set(known)
    assert len(set(known)) == len(known)
    assert all(rule.source and rule.why and rule.remedy for rule in MOVE_RULES)


def test_what_loads_an_episode_again_or_loses_one_is_an_error() -> None:
    errors = {rule.code for rule in MOVE_RULES if rule.level is Level.ERROR}
    assert errors == {
        "episode-lost",
        "guid-changed",
        "guid-shared",
        "file-missing",
        "new-file-gone",
        "show-guid-changed",
        "show-hidden",
        "new-feed-url-away",
        "new-feed-url-astray",
        "redirect-temporary",
    }


def test_a_finding_names_the_episode_its_place_both_guids_and_the_remedy() -> None:
    (one,) = verdicts(Case({"guid-3<": "guid-3a<"}))
    line = next(item.where for item in move(Case()).new.entries if item.guid == "guid-3")
    assert one.finding.where == line
    assert one.finding.message == (
        "“Vertrauen im Team”: its GUID was 'guid-3' and is 'guid-3a'; it is the same by its file"
    )
    assert one.finding.fix
    assert one.entry
    assert one.entry.guid == "guid-3a"


def test_what_is_wrong_with_the_old_feed_names_the_old_feed() -> None:
    (one,) = verdicts(BREAKS["old-feed-locked"][0])
    assert one.finding.where.startswith("old.xml:")


def test_every_rule_speaks_german() -> None:
    german = language("de")
    for rule in MOVE_RULES:
        assert all(german.tell(text) != text for text in (rule.what, rule.why, rule.remedy)), rule.code
