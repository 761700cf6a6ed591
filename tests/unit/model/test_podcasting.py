"""A noun of the podcast namespace that exists is one that apps can read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from podpub.model import (
    ROLES,
    Funding,
    License,
    Place,
    Protocol,
    Recipient,
    RemoteItem,
    SocialInteract,
    Soundbite,
    Spotify,
    Txt,
    UpdateFrequency,
    Value,
    group_of,
)
from podpub.model.recurrence import require_rule
from tests.support.samples import episode

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = "a" * 129


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Funding("http://x.org"), id="an address without https"),
        pytest.param(lambda: Funding("https://x.org", LONG), id="a long text"),
        pytest.param(lambda: Txt("a" * 4001), id="a txt of more than 4000 characters"),
        pytest.param(lambda: Txt("perhaps", "ai-content"), id="an undecided answer"),
        pytest.param(lambda: License("mine"), id="an unknown licence without an address"),
        pytest.param(lambda: Place(LONG), id="a long place"),
        pytest.param(lambda: Place("x", geo="geo:91,0"), id="north of the pole"),
        pytest.param(lambda: Place("x", geo="geo:0,181"), id="around the globe"),
        pytest.param(lambda: Place("x", geo="52,13"), id="no geo URI"),
        pytest.param(lambda: Place("x", osm="Q64"), id="another database"),
        pytest.param(lambda: Place("x", country="UK"), id="no country"),
        pytest.param(lambda: UpdateFrequency("x", "FREQ=WEEKLY;COUNT=3"), id="a count from nowhere"),
        pytest.param(lambda: UpdateFrequency("x", dtstart="soon"), id="no date"),
        pytest.param(lambda: RemoteItem(UUID(int=1), "http://x.org"), id="a feed without https"),
        pytest.param(lambda: Soundbite(-1, 5), id="before the beginning"),
        pytest.param(lambda: Soundbite(1, 0), id="no length"),
        pytest.param(SocialInteract, id="no post"),
        pytest.param(lambda: SocialInteract(Protocol.DISABLED, "https://x.org"), id="a post that is none"),
        pytest.param(lambda: SocialInteract(uri="javascript:alert(1)"), id="a script"),
        pytest.param(lambda: Spotify(("germany",)), id="a country in words"),
        pytest.param(lambda: Spotify((), 0), id="no episode at all"),
        pytest.param(lambda: Recipient("", "a", 1), id="a recipient without a type"),
        pytest.param(lambda: Recipient("node", "a", -1), id="a negative share"),
        pytest.param(lambda: Value("a", "b", ()), id="nobody is paid"),
        pytest.param(lambda: Value("a", "b", (Recipient("a", "b", 1),), "1,5"), id="no amount"),
        pytest.param(lambda: episode(number_display="a" * 33), id="a long number"),
        pytest.param(lambda: episode(season_name=LONG), id="a long name of a season"),
    ],
)
def test_what_apps_would_drop_cannot_exist(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=WEEKLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYDAY=+4TH;BYMONTH=11",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=10",
        "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z;BYDAY=MO",
        "FREQ=WEEKLY;UNTIL=20231231T000000Z",
        "FREQ=YEARLY;BYYEARDAY=-366,001,99;BYWEEKNO=53;BYMONTHDAY=-31;BYMONTH=01,12;BYHOUR=23;BYSECOND=60",
    ],
)
def test_the_rules_of_the_documents_are_rules(rule: str) -> None:
    require_rule(rule)


@pytest.mark.parametrize(
    "rule",
    [
        *(
            "",
            "WEEKLY",
            "FREQ=OFTEN",
            "BYDAY=MO",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;COUNT=0",
            "freq=daily",
        ),
        *(
            "FREQ=DAILY;BYMONTH=13",
            "FREQ=DAILY;BYHOUR=24",
            "FREQ=DAILY;BYYEARDAY=367",
            "FREQ=DAILY;BYWEEKNO=0",
        ),
        *("FREQ=DAILY;UNTIL=20231301", "FREQ=DAILY;UNTIL=20231231T250000Z", "FREQ=DAILY;BYMONTHDAY=32"),
        *(f"FREQ=DAILY;COUNT={'9' * 20}", "FREQ=DAILY;INTERVAL=1\u0662"),
        *("FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;COUNT=1;UNTIL=20231231", "FREQ=DAILY;", "FREQ=DAILY\n"),
    ],
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="rule of recurrence"):
        require_rule(rule)


def test_the_taxonomy_has_the_roles_and_groups_of_its_file() -> None:
    assert (sum(map(len, ROLES.values())), len(ROLES)) == (63, 11)
    assert all(name == name.lower() for group, roles in ROLES.items() for name in (group, *roles))
    assert (group_of("host"), group_of("editor"), group_of("juggler")) == ("cast", "writing", None)
