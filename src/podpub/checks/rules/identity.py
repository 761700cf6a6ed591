"""Rules about what episodes are told apart by: titles, GUIDs, dates, and tags that stand there once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule, taken_care_of
from podpub.checks.words import is_address, moment, right_day
from podpub.model import Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.checks.facts import FeedFacts
    from podpub.model import Element

_SOON = timedelta(minutes=10)


def _no_title(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        if not parent.said("title") and not parent.said("itunes:title"):
            yield Complaint(parent, "title")


def _no_guid(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    yield from (Complaint(item, "guid") for item in facts.items if not item.said("guid"))


def _same_guid(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    seen: dict[str, Element] = {}
    for item in facts.items:
        guid = item.said("guid")
        first = seen.setdefault(guid, item)
        if guid and first is not item:
            said = say("the GUID is also that of “{title}”", title=first.said("title"))
            yield Complaint(item, "guid", said)


def _guid_as_link(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        guid = item.first("guid")
        is_link = guid is not None and guid.attributes.get("isPermaLink", "true") != "false"
        if guid is not None and is_link and guid.words and not is_address(guid.words):
            yield Complaint(guid)


def _no_date(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    yield from (Complaint(item, "pubDate") for item in facts.items if not item.said("pubDate"))


def _wrong_date(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("pubDate", "lastBuildDate"):
            if not one.words:
                continue
            if moment(one.words) is None:
                yield Complaint(one, message=say("“{date}” is no date of a feed", date=one.words))
            elif day := right_day(one.words):
                said = say("the day of the week is wrong in “{date}”: it is {day}", date=one.words, day=day)
                yield Complaint(one, message=said)


def _future(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        when = moment(item.said("pubDate"))
        if when and when > facts.now + _SOON:
            yield Complaint(item, "pubDate")


def _repeated(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        counted = Counter(child.name for child in parent.children)
        for name in sorted(_ONCE & {name for name, count in counted.items() if count > 1}):
            second = list(parent.all(name))[1]
            yield Complaint(
                second, message=say("`{tag}` stands there {count} times", tag=name, count=counted[name])
            )


_ONCE = frozenset(
    {
        "title",
        "link",
        "description",
        "language",
        "guid",
        "pubDate",
        "content:encoded",
        "itunes:image",
        "itunes:explicit",
        "itunes:type",
        "itunes:author",
        "itunes:owner",
        "itunes:duration",
        "itunes:episode",
        "itunes:season",
        "itunes:episodeType",
        "itunes:block",
        "itunes:new-feed-url",
    }
)


RULES: tuple[Rule, ...] = (
    Rule(
        "title-missing",
        Level.ERROR,
        say("there is no title"),
        say("Directories refuse a show without a title, and leave out an episode without one."),
        say("Write a title."),
        f"{sources.APPLE}; {sources.PSP1}; {sources.RSS}",
        feed=_no_title,
    ),
    Rule(
        "guid-missing",
        Level.ERROR,
        say("the episode has no GUID"),
        say(
            "Apps take the address of its file instead, and the same episode for a new one when that changes."
        ),
        say("Give each episode a GUID that never changes."),
        f"{sources.APPLE_REQUIREMENTS}; {sources.PSP1}; {sources.SPOTIFY}",
        feed=_no_guid,
    ),
    Rule(
        "guid-twice",
        Level.ERROR,
        say("two episodes have the same GUID"),
        say("Apps take both for one, and show one of them only."),
        say("Give the newer one a GUID of its own; never change the older one's."),
        f"{sources.APPLE_REQUIREMENTS}; {sources.SPOTIFY}",
        feed=_same_guid,
    ),
    Rule(
        "guid-no-link",
        Level.WARNING,
        say("the GUID says that it is an address, and it is none"),
        say("A GUID counts as an address unless it says otherwise; some readers lead people there."),
        say('Write `<guid isPermaLink="false">`; the GUID itself stays as it is.'),
        f"{sources.RSS}: guid; {sources.VALIDATOR}",
        feed=_guid_as_link,
    ),
    Rule(
        "date-missing",
        Level.WARNING,
        say("the episode has no date"),
        say("Apps sort by it; Spotify requires it."),
        say("Write when it appeared: `Tue, 24 Nov 2026 05:00:00 +0000`."),
        f"{sources.SPOTIFY}; {sources.APPLE}",
        feed=_no_date,
        levels={Profile.APPLE: Level.WARNING, Profile.SPOTIFY: Level.ERROR, Profile.PSP1: Level.WARNING},
    ),
    Rule(
        "date-invalid",
        Level.ERROR,
        say("a date is not written as RFC 2822 has it"),
        say("Apps sort the episode to the end, or leave it out."),
        say("Write it like this, in English: `Tue, 24 Nov 2026 05:00:00 +0000`."),
        f"RFC 2822, 3.3; {sources.APPLE_REQUIREMENTS}",
        feed=_wrong_date,
    ),
    Rule(
        "date-future",
        Level.WARNING,
        say("the date of the episode lies in the future"),
        say("Some apps show it now, others then, others never."),
        say("Hold the episode back until then."),
        f"{sources.APPLE}; {sources.VALIDATOR}",
        feed=_future,
        show=taken_care_of,
    ),
    Rule(
        "tag-twice",
        Level.WARNING,
        say("a tag stands there twice that may stand there once"),
        say("Some apps take the first, others the last."),
        say("Keep one of them."),
        f"{sources.RSS}; {sources.VALIDATOR}",
        feed=_repeated,
    ),
)
