"""Every rule about feeds has a feed that breaks it and one that just does not; others are left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from podpub.checks import RULES, FeedFacts, Profile, as_seen_by, check_feed
from podpub.errors import ConfigError
from podpub.feed import read_feed_text
from podpub.model import Level
from tests.unit.checks.mutations import ALSO, BREAKS, PASSES, Change

if TYPE_CHECKING:
    from podpub.model import Finding

FEEDS = Path(__file__).parent / "feeds"
FULL = (FEEDS / "full.xml").read_text(encoding="utf-8")
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
ADDRESS = "https://media.example.org/feed.xml"
_FOUND_IN_READING = {"xml-broken", "xml-entities", "not-rss", "feed-too-large"}
_SHOWN_BELOW = {"not-rss", "feed-too-large", "feed-empty", "namespace-missing"}


def findings(text: str, *, url: str = ADDRESS) -> tuple[Finding, ...]:
    body = text.encode("iso-8859-1" if "ISO-8859-1" in text else "utf-8")
    try:
        return check_feed(FeedFacts(read_feed_text(body, "feed.xml"), NOW, url), "feed.xml")
    except ConfigError as refused:
        return tuple(refused.findings)


def codes(text: str) -> set[str]:
    return {one.code for one in findings(text)}


def mutated(change: Change) -> str:
    before, after = change
    assert before in FULL, f"the feed without fault has no {before}"
    return FULL.replace(before, after, 1)


def _cases(table: dict[str, list[Change]]) -> list[object]:
    return [
        pytest.param(code, change, id=f"{code}-{number}")
        for code, changes in table.items()
        for number, change in enumerate(changes)
    ]


def test_a_feed_without_fault_has_nothing_to_complain_about() -> None:
    assert findings(FULL) == ()


@pytest.mark.parametrize(("code", "change"), _cases(BREAKS))
def test_one_fault_is_found_and_nothing_else(code: str, change: Change) -> None:
    found = codes(mutated(change))
    assert code in found
    assert found - {code} <= ALSO.get(code, set())


@pytest.mark.parametrize(("code", "change"), _cases(PASSES))
def test_what_just_is_no_fault_is_left_alone(code: str, change: Change) -> None:
    assert codes(mutated(change)) == set(), code


def test_every_rule_about_feeds_is_broken_and_just_not_broken() -> None:
    rules = {rule.code for rule in RULES if rule.feed} | _FOUND_IN_READING
    assert rules == set(BREAKS) | _SHOWN_BELOW
    assert rules - _SHOWN_BELOW <= set(PASSES)


def test_a_feed_without_episodes_is_empty() -> None:
    start, end = FULL.index("<item>"), FULL.rindex("</item>") + len("</item>")
    assert codes(FULL[:start] + FULL[end:]) == {"feed-empty"}


def test_a_feed_of_ten_years_ago_declares_no_podcast_namespace() -> None:
    old = (FEEDS / "jekyll.xml").read_text(encoding="utf-8")
    (found,) = (one for one in findings(old) if one.code == "namespace-missing")
    assert "`podcast`" in found.message
    assert found.level is Level.WARNING
    assert "namespace-missing" not in codes(FULL)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><body><p>404</p></body></html>", "web page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<html><body>404<br></body></html>", "web page"),
        (b"", "empty"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "JSON"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title></feed>', "Atom"),
        (b"<rss><item/></rss>", "<rss>"),
        (b"<opml/>", "<opml>"),
    ],
)
def test_what_is_no_rss_is_told_from_what_it_is(body: bytes, said: str) -> None:
    (found,) = findings(body.decode())
    assert found.code == "not-rss"
    assert said in found.message


WELL_KNOWN = {
    "powerpress": {"stylesheet-xsl", "tags-outdated", "locked-missing", "transcript-missing", "notes-tags"},
    "podlove": {"stylesheet-xsl", "tags-outdated", "notes-tags"},
    "buzzsprout": {"stylesheet-xsl", "tags-outdated", "episode-link-missing"},
    "anchor": {"tags-outdated", "locked-missing", "podcast-guid-missing", "transcript-missing"},
    "jekyll": {
        "explicit-old",
        "title-numbered",
        "link-broken",
        "podcast-guid-missing",
        "locked-missing",
        "transcript-missing",
        "namespace-missing",
    },
}
"""What there is to say about feeds in well-known styles; every one of it is true."""


@pytest.mark.parametrize("style", WELL_KNOWN)
def test_feeds_in_well_known_styles_have_no_error_and_no_false_alarm(style: str) -> None:
    found = findings((FEEDS / f"{style}.xml").read_text(encoding="utf-8"), url="")
    assert {one.code for one in found} == WELL_KNOWN[style]
    assert {one.level for one in found} == {Level.WARNING}


def test_a_finding_names_line_title_and_remedy() -> None:
    text = mutated(("guid-3", "guid-2"))
    (found,) = findings(text)
    line = text[: text.index("guid-2", text.index("guid-2") + 1)].count("\n")
    assert found.where.startswith("feed.xml:")
    assert int(found.where.rpartition(":")[2]) <= line + 1
    assert found.message == "“Der erste Schritt”: the GUID is also that of “Vertrauen im Team”"
    assert found.fix


@pytest.mark.parametrize(
    ("profile", "levels"),
    [
        (None, {"date-missing": "warning", "self-missing": "warning", "podcast-guid-missing": "warning"}),
        (Profile.APPLE, {"date-missing": "warning"}),
        (Profile.SPOTIFY, {"date-missing": "error"}),
        (
            Profile.PSP1,
            {"date-missing": "warning", "self-missing": "error", "podcast-guid-missing": "warning"},
        ),
        (Profile.PODCAST2, {"podcast-guid-missing": "warning"}),
    ],
)
def test_a_profile_leaves_what_somebody_minds(profile: Profile | None, levels: dict[str, str]) -> None:
    text = FULL.replace("<pubDate>Tue, 24 Nov 2026 05:00:00 +0000</pubDate>", "").replace(
        'rel="self"', 'rel="alternate"'
    )
    text = text.replace("<podcast:guid>2b43a52a-85a6-4412-b13b-3aa3c820412e</podcast:guid>", "")
    seen = as_seen_by(profile, findings(text))
    assert {one.code: str(one.level) for one in seen} == levels


def test_what_everybody_minds_is_seen_by_every_profile() -> None:
    found = findings(mutated(("guid-3", "guid-2")))
    assert all(as_seen_by(profile, found) == found for profile in (None, *Profile))
