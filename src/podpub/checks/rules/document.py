"""Rules about the feed as a document: its XML, its namespaces, its size, and the order of its episodes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule, taken_care_of
from podpub.checks.words import moment
from podpub.model import NAMESPACES, Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.checks.facts import FeedFacts
    from podpub.model import Element

_MOST_BYTES = 3_000_000
_ASKED_FOR = ("itunes", "podcast", "atom")


def _encoding(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if facts.feed.encoding not in {"UTF-8", "US-ASCII", "ASCII"}:
        yield Complaint(
            facts.channel,
            message=say("the feed is written in {encoding}, and not in UTF-8", encoding=facts.feed.encoding),
        )


def _misspelt_namespace(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    known = {_plain(uri): (prefix, uri) for prefix, uri in NAMESPACES.items()}
    for prefix, uri in facts.feed.namespaces.items():
        usual, meant = known.get(_plain(uri), (prefix, NAMESPACES.get(prefix, uri)))
        if uri != meant and usual in NAMESPACES and not _is_old_podcast(uri):
            yield Complaint(
                facts.channel,
                message=say("the namespace of `{prefix}:` is written `{uri}`", prefix=prefix, uri=uri),
                fix=say(
                    'Write it exactly like this: `xmlns:{prefix}="{meant}"`.', prefix=prefix, meant=meant
                ),
            )


def _plain(uri: str) -> str:
    """Return an address as those remember it who do not look closely."""
    return uri.lower().replace("https://", "http://").replace("http://www.", "http://").rstrip("/#")


def _is_old_podcast(uri: str) -> bool:
    return "podcast-namespace" in uri.lower()


def _no_namespace(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    declared = set(facts.feed.namespaces.values())
    missing = [prefix for prefix in _ASKED_FOR if NAMESPACES[prefix] not in declared]
    if missing:
        names = ", ".join(f"`{prefix}`" for prefix in missing)
        yield Complaint(facts.channel, message=say("`<rss>` does not declare {names}", names=names))


def _heavy(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if facts.feed.bytes > _MOST_BYTES:
        yield Complaint(
            facts.channel,
            message=say("the feed has {megabytes:.1f} MB", megabytes=facts.feed.bytes / 1e6),
        )


def _stylesheet(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if any("xsl" in one for one in facts.feed.stylesheets):
        yield Complaint(facts.channel)


def _empty(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if not facts.items:
        yield Complaint(facts.channel, "item")


def _order(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    dated = [(item, moment(item.said("pubDate"))) for item in facts.items]
    known = [(item, when) for item, when in dated if when]
    if any(above[1] < below[1] for above, below in pairwise(known)):
        wrong = next(below[0] for above, below in pairwise(known) if above[1] < below[1])
        yield Complaint(wrong, "pubDate")


RULES: tuple[Rule, ...] = (
    Rule(
        "xml-broken",
        Level.ERROR,
        say("the feed is no well-formed XML"),
        say("No app reads beyond the fault; subscribers get no new episodes, often for months unnoticed."),
        say("Let a program write the feed that escapes what it writes."),
        "XML 1.0, 2.1",
    ),
    Rule(
        "xml-entities",
        Level.ERROR,
        say("the feed declares entities of its own"),
        say("Entities can grow to gigabytes, so apps refuse feeds that have some."),
        say("Write the characters themselves."),
        "XML 1.0, 4.2",
    ),
    Rule(
        "not-rss",
        Level.ERROR,
        say("this is no RSS feed"),
        say("Directories accept nothing else, Atom feeds neither."),
        say("Give them the address of an RSS 2.0 feed."),
        sources.APPLE_REQUIREMENTS,
    ),
    Rule(
        "feed-too-large",
        Level.ERROR,
        say("the feed is larger than 32 MB"),
        say("No app reads it."),
        say("Leave old episodes out, or move them to archive pages."),
        "podpub",
    ),
    Rule(
        "feed-heavy",
        Level.WARNING,
        say("the feed is larger than 3 MB"),
        say("Every app loads all of it for each new episode, and some stop at about 3 MB."),
        say("Shorten old show notes, or keep them on their web pages only."),
        "Pocket Casts and others: size of a feed",
        feed=_heavy,
    ),
    Rule(
        "encoding",
        Level.WARNING,
        say("the feed is not written in UTF-8"),
        say("Directories ask for UTF-8; umlauts may break elsewhere."),
        say("Write the feed in UTF-8."),
        f"{sources.APPLE_REQUIREMENTS}; {sources.PSP1}",
        feed=_encoding,
        levels={Profile.APPLE: Level.ERROR, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "namespace-misspelt",
        Level.ERROR,
        say("the address of a namespace is not written as it has to be"),
        say("Every letter counts: apps do not see any tag of it, neither cover nor category."),
        say("Copy the address of the namespace from its documentation."),
        f"{sources.APPLE_REQUIREMENTS}; XML Namespaces, 2.3",
        feed=_misspelt_namespace,
    ),
    Rule(
        "namespace-missing",
        Level.WARNING,
        say("`<rss>` does not declare a namespace that PSP-1 asks for"),
        say("A feed by PSP-1 declares `itunes`, `podcast` and `atom`."),
        say("Declare the three namespaces at `<rss>`."),
        sources.PSP1,
        feed=_no_namespace,
        show=taken_care_of,
        levels={Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "stylesheet-xsl",
        Level.WARNING,
        say("the feed names an XSL style sheet"),
        say("Browsers are giving up XSLT; then people who open the feed see nothing."),
        say("Use a CSS style sheet, or remove it."),
        "Chrome, removal of XSLT",
        feed=_stylesheet,
    ),
    Rule(
        "feed-empty",
        Level.WARNING,
        say("there is no episode in the feed"),
        say("Directories accept a show with at least one episode."),
        say("Publish a first episode or a trailer before you submit the show."),
        f"{sources.APPLE_REQUIREMENTS}; {sources.SPOTIFY}",
        feed=_empty,
        show=taken_care_of,
        levels={Profile.APPLE: Level.WARNING, Profile.SPOTIFY: Level.ERROR},
    ),
    Rule(
        "items-order",
        Level.WARNING,
        say("the episodes do not stand in the order of their dates, newest first"),
        say("Some readers show them as they stand, or take the first for the newest."),
        say("Put the newest episode on top."),
        "common practice",
        feed=_order,
        show=taken_care_of,
    ),
)
