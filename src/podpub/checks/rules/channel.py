"""Rules about the show, as the feed's channel tells of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule, taken_care_of
from podpub.checks.words import html
from podpub.markup import to_html
from podpub.model import Level, Message, is_language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_DESCRIPTION_BYTES = 4000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SEGMENTS_OF_A_NAME = 2
_YES = frozenset({"true", "false"})
_WAS_YES = frozenset({"yes", "no", "clean", "explicit"})


def lacks(tag: str) -> Callable[[FeedFacts], Iterator[Complaint[Element]]]:
    """Return a look for a tag that the channel does not have, or that is empty."""

    def look(facts: FeedFacts) -> Iterator[Complaint[Element]]:
        if not facts.channel.said(tag):
            yield Complaint(facts.channel, tag)

    return look


def _no_cover(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    cover = facts.channel.first("itunes:image")
    if cover is None or not cover.attributes.get("href", "").strip():
        yield Complaint(facts.channel, "itunes:image")


def _explicit_old(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("itunes:explicit"):
            if one.words.lower() in _WAS_YES:
                message = say("`itunes:explicit` says “{value}”", value=one.words)
                yield Complaint(one, message=message)


def _explicit_value(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("itunes:explicit"):
            if (
                one.words not in _YES
                and one.words.lower() not in _WAS_YES
                and (one.words or parent.name == "item")
            ):
                yield Complaint(one, message=say("`itunes:explicit` says “{value}”", value=one.words))


def _language(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    language = facts.channel.said("language")
    if language and not (_LANGUAGE.fullmatch(language) and is_language(language)):
        yield Complaint(
            facts.channel,
            "language",
            say("“{language}” is no language that directories know", language=language),
        )


def _long_description(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    length = len(facts.channel.said("description").encode())
    if length > _DESCRIPTION_BYTES:
        yield Complaint(facts.channel, "description", _so_long(length))


def _long_description_of_show(facts: Facts) -> Iterator[Complaint[Path]]:
    length = len(to_html(facts.project.show.description).encode())
    if length > _DESCRIPTION_BYTES:
        yield Complaint(facts.show_file, "description", _so_long(length))


def _so_long(length: int) -> Message:
    return say("the description has {length} bytes as HTML, directories read 4000", length=length)


def _type(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in facts.channel.all("itunes:type"):
        if one.words not in {"episodic", "serial"}:
            yield Complaint(one, message=say("`itunes:type` says “{value}”", value=one.words))


def _keywords(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if facts.channel.said("title").count("|") >= _SEGMENTS_OF_A_NAME:
        yield Complaint(facts.channel, "title")


def _markup_in_description(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("description", "content:encoded", "itunes:summary", "title"):
            if one.children:
                yield Complaint(one, message=say("`{tag}` has elements in it", tag=one.name))


def _html_in_title(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("title"):
            if html(one.words).tags & {"b", "i", "em", "strong", "br", "p", "span", "a"} or _DOUBLE.search(
                one.words
            ):
                yield Complaint(one, message=say("the title reads “{title}” in apps", title=one.words))


_DOUBLE = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);")


RULES: tuple[Rule, ...] = (
    Rule(
        "description-missing",
        Level.ERROR,
        say("the show has no description"),
        say("Directories refuse the show."),
        say("Say in a few sentences what the show is about."),
        f"{sources.APPLE}; {sources.PSP1}; {sources.RSS}",
        feed=lacks("description"),
    ),
    Rule(
        "description-long",
        Level.ERROR,
        say("the description has more than 4000 bytes as HTML"),
        say("Directories cut it, or refuse the show. Umlauts count twice."),
        say("Shorten it; details belong on the show's own page."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_long_description,
        show=_long_description_of_show,
    ),
    Rule(
        "description-markup",
        Level.ERROR,
        say("HTML stands in the feed as XML elements"),
        say("Apps see no text there, or only what stands before the first element."),
        say("Put HTML into `<![CDATA[…]]>`, and no markup into titles."),
        sources.APPLE,
        feed=_markup_in_description,
        show=taken_care_of,
    ),
    Rule(
        "title-markup",
        Level.WARNING,
        say("a title has HTML, or an entity, in it"),
        say("Titles are plain text: people read `&amp;` and `<b>` as they stand."),
        say("Write the characters themselves, and escape them once."),
        f"{sources.APPLE}; {sources.VALIDATOR}",
        feed=_html_in_title,
    ),
    Rule(
        "title-keywords",
        Level.WARNING,
        say("the title of the show is a list"),
        say("Apple rejects shows whose title carries keywords."),
        say("Write the show's name alone."),
        sources.APPLE,
        feed=_keywords,
    ),
    Rule(
        "language-missing",
        Level.ERROR,
        say("the show does not say its language"),
        say("Directories refuse it, or sort it into the wrong country."),
        say("Write it in two letters: `de`."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=lacks("language"),
    ),
    Rule(
        "language-invalid",
        Level.ERROR,
        say("the language is none that directories know"),
        say("Apple refuses the whole feed."),
        say("Write two letters of ISO 639, with a country behind a hyphen if need be: `de`, `de-at`."),
        f"{sources.APPLE}; ISO 639-1; BCP 47",
        feed=_language,
    ),
    Rule(
        "cover-missing",
        Level.ERROR,
        say("the show has no cover"),
        say("Directories refuse it."),
        say('Name a square picture of 3000 x 3000 pixels in `<itunes:image href="…"/>`.'),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_no_cover,
    ),
    Rule(
        "explicit-missing",
        Level.ERROR,
        say("the show does not say whether it is for adults only"),
        say("Directories refuse it."),
        say("Write `<itunes:explicit>false</itunes:explicit>`, or `true`."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=lacks("itunes:explicit"),
    ),
    Rule(
        "explicit-value",
        Level.ERROR,
        say("`itunes:explicit` says neither true nor false"),
        say("Apple refuses it."),
        say("Write `true` or `false`, in small letters."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_explicit_value,
    ),
    Rule(
        "explicit-old",
        Level.WARNING,
        say("`itunes:explicit` is answered in the old way"),
        say("Since 2019 it is true or false; not every app knows yes, no and clean any more."),
        say("Write `true` or `false`, in small letters."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_explicit_old,
        levels={Profile.APPLE: Level.ERROR, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "link-missing",
        Level.ERROR,
        say("the show has no web page"),
        say("RSS requires it, and apps lead people there."),
        say("Write the address of the show's page into `<link>`."),
        f"{sources.RSS}; {sources.PSP1}; {sources.APPLE}",
        feed=lacks("link"),
        levels={Profile.APPLE: Level.WARNING, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "type-value",
        Level.ERROR,
        say("`itunes:type` says neither episodic nor serial"),
        say("Apple takes the show for episodic, and plays a serial from its end."),
        say("Write `episodic` or `serial`, in small letters."),
        sources.APPLE,
        feed=_type,
    ),
)
