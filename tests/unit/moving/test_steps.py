"""The check list of a move is in order, has dates, and ticks what is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from podpub.cli.language import language
from podpub.model import Message
from podpub.moving import HOSTS, Step, Way, host_of, judge, steps
from tests.unit.moving.twins import DAY, NEW_URL, OLD, OLD_URL, Case, move, read

_NEW_FEED_URL = f"</language><itunes:new-feed-url>{NEW_URL}</itunes:new-feed-url>"


def listed(case: Case) -> dict[str, Step]:
    whole = move(case)
    return {one.code: one for one in steps(whole, judge(whole))}


def done(case: Case) -> dict[str, bool]:
    return {code: one.done for code, one in listed(case).items() if one.done is not None}


def test_before_the_switch_all_is_ready_and_the_switch_is_to_do() -> None:
    assert done(Case()) == {
        "complete": True,
        "unlock": True,
        "publish": True,
        "old-new-feed-url": False,
        "redirect": False,
        "new-feed-url": False,
    }


def test_after_the_switch_what_can_be_seen_is_ticked() -> None:
    case = Case({"</language>": _NEW_FEED_URL}, way=Way((NEW_URL,), (301,)))
    assert set(done(case).values()) == {True}


def test_a_lost_episode_unticks_the_first_line() -> None:
    assert not done(Case({"guid-3<": "guid-4<"}))["complete"]


def test_what_is_still_to_be_made_is_not_published() -> None:
    assert not done(Case(unmade=frozenset({"guid-3"})))["publish"]


def test_a_lock_is_to_be_taken_off_until_the_switch() -> None:
    locked = {"<podcast:locked>no": "<podcast:locked>yes"}
    assert not done(Case(old=locked))["unlock"]
    assert done(Case(old=locked, way=Way((NEW_URL,), (301,))))["unlock"]


def test_a_redirect_for_a_while_is_none() -> None:
    assert not done(Case(way=Way((NEW_URL,), (302,))))["redirect"]


def test_the_tag_in_the_old_feed_counts() -> None:
    assert done(Case(old={"</language>": _NEW_FEED_URL}))["old-new-feed-url"]


def test_days_go_forward_and_the_old_host_is_kept_for_four_weeks() -> None:
    found = listed(Case())
    assert next(iter(found.values())).day == DAY
    assert min(one.day for one in found.values()) == DAY
    assert found["keep"].day == found["tidy"].day == found["cancel"].day == DAY + timedelta(weeks=4)


def test_a_host_that_wants_longer_gets_longer() -> None:
    old = {"<generator>Handarbeit": "<generator>Podigee (https://podigee.com)"}
    assert listed(Case(old=old))["keep"].day == DAY + timedelta(weeks=5)


@pytest.mark.parametrize(
    ("url", "generator", "name"),
    [
        ("https://mut.podigee.io/feed/mp3", "", "Podigee"),
        ("https://anchor.fm/s/1/podcast/rss", "", "Spotify for Creators"),
        ("https://mut.libsyn.com/rss", "", "Libsyn"),
        ("https://feeds.buzzsprout.com/1.rss", "", "Buzzsprout"),
        ("https://mut.example/feed/mp3", "Podlove Podcast Publisher v4.2.7", "Podlove Publisher"),
        ("https://mut.example/feed", "https://wordpress.org/?v=6.7 Blubrry PowerPress/11", "PowerPress"),
        ("https://mut.example/@mut/feed.xml", "Castopod - https://castopod.org/", "Castopod"),
        ("https://feeds.castos.com/x", "", "Seriously Simple Podcasting"),
        ("https://nolibsyn.com.example/rss", "", None),
        ("", "", None),
    ],
)
def test_hosts_are_known_by_address_and_program(url: str, generator: str, name: str | None) -> None:
    feed = read(OLD.replace("Handarbeit", generator), "old.xml", url)
    found = host_of(feed)
    assert (found and found.name) == name


def test_hosts_are_known_by_where_their_files_lie() -> None:
    text = OLD.replace("https://media.example.org/3.mp3", "https://traffic.libsyn.com/mut/3.mp3")
    found = host_of(read(text, "old.xml", OLD_URL))
    assert found
    assert found.name == "Libsyn"


def test_every_hint_has_a_source_and_speaks_german() -> None:
    german = language("de")
    assert all(one.source and german.tell(one.switch) != one.switch for one in HOSTS)
    for step in listed(Case()).values():
        assert isinstance(step.what, Message)
        assert german.tell(step.what) != step.what
