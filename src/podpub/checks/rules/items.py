"""Rules about episodes: their numbers and kinds, how long they are, what is told about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule, taken_care_of
from podpub.checks.words import seconds
from podpub.model import EpisodeType, Level, ShowType, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_NUMBER = re.compile(r"[1-9]\d*")


def _wrong_number(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        for one in item.all("itunes:episode", "itunes:season"):
            if not _NUMBER.fullmatch(one.words):
                yield Complaint(one, message=say("`{tag}` says “{value}”", tag=one.name, value=one.words))


def _is_full(item: Element) -> bool:
    return item.said("itunes:episodeType") in {"", "full"}


def _no_number(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if facts.channel.said("itunes:type").lower() == "serial":
        for item in facts.items:
            if _is_full(item) and not item.said("itunes:episode"):
                yield Complaint(item, "itunes:episode")


def _no_number_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        episode = production.episode
        is_plain = episode.number is None and episode.type is EpisodeType.FULL
        if facts.project.show.type is ShowType.SERIAL and is_plain:
            fix = say("Write `number: …`: apps play a serial show in this order.")
            yield Complaint(production.file, "number", fix=fix)


def _same_number(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    seen: dict[tuple[str, ...], Element] = {}
    for item in facts.items:
        number = item.said("itunes:episode")
        first = seen.setdefault(
            (item.said("itunes:season"), number, item.said("itunes:episodeType") or "full"), item
        )
        if number and first is not item:
            said = say("“{other}” has the number {number}, too", other=first.said("title"), number=number)
            yield Complaint(item, "itunes:episode", said)


def _same_number_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    seen: dict[tuple[object, ...], Path] = {}
    for production in facts.productions:
        episode = production.episode
        place = (episode.season, episode.number, episode.type)
        first = seen.setdefault(place, production.file)
        if episode.number is not None and first != production.file:
            said = say(
                "“{other}” has the number {number}, too", other=first.parent.name, number=str(episode.number)
            )
            yield Complaint(production.file, "number", said)


def _kind(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        for one in item.all("itunes:episodeType"):
            if one.words not in set(EpisodeType):
                yield Complaint(one, message=say("`itunes:episodeType` says “{value}”", value=one.words))


def _no_duration(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    silent = [item for item in facts.items if not item.said("itunes:duration")]
    if silent:
        others = len(silent) - 1
        said = say("no duration (more episodes without one: {count})", count=others)
        yield Complaint(silent[0], "itunes:duration", said if others else None)


def _no_link(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    without = [item for item in facts.items if not item.said("link")]
    if without:
        others = len(without) - 1
        said = say("no web page (more episodes without one: {count})", count=others)
        yield Complaint(without[0], "link", said if others else None)


def _wrong_duration(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        for one in item.all("itunes:duration"):
            if one.words and not seconds(one.words):
                yield Complaint(one, message=say("the duration says “{value}”", value=one.words))


def _nothing_told(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        told = item.first("description", "content:encoded", "itunes:summary")
        if told is None or not any(
            one.words or one.children for one in item.all("description", "content:encoded", "itunes:summary")
        ):
            yield Complaint(item, "description")


def _nothing_told_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        if not (production.episode.summary or production.episode.notes):
            fix = say("Write `summary:` in a sentence or two: it is what people decide by.")
            yield Complaint(production.file, "summary", fix=fix)


def _hidden(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        if item.said("itunes:block").lower() == "yes":
            yield Complaint(item, "itunes:block")


RULES: tuple[Rule, ...] = (
    Rule(
        "number-invalid",
        Level.ERROR,
        say("the number of an episode or a season is no whole number above 0"),
        say("Apple ignores it; other apps sort wrongly."),
        say("Write 1 or more, or leave the tag out."),
        sources.APPLE,
        feed=_wrong_number,
    ),
    Rule(
        "number-missing",
        Level.ERROR,
        say("an episode of a serial show has no number"),
        say("Apps play a serial show in the order of its numbers."),
        say("Number every full episode."),
        f"{sources.APPLE}: itunes:type serial; {sources.PSP1}",
        feed=_no_number,
        show=_no_number_in_show,
    ),
    Rule(
        "number-twice",
        Level.WARNING,
        say("two episodes have the same number"),
        say("Apps show both under it, in any order."),
        say("Give each episode of a season a number of its own."),
        f"{sources.APPLE}: itunes:episode",
        feed=_same_number,
        show=_same_number_in_show,
    ),
    Rule(
        "episode-type",
        Level.ERROR,
        say("`itunes:episodeType` is none of full, trailer and bonus"),
        say("Apple takes the episode for a full one."),
        say("Write `full`, `trailer` or `bonus`, in small letters."),
        f"{sources.APPLE}; {sources.VALIDATOR}",
        feed=_kind,
    ),
    Rule(
        "episode-link-missing",
        Level.WARNING,
        say("an episode has no web page"),
        say("Apps lead people there for more, and share it."),
        say("Write the address of its page, or of the show's, into `<link>`."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_no_link,
        show=taken_care_of,
        levels={Profile.APPLE: Level.WARNING, Profile.PSP1: Level.WARNING},
    ),
    Rule(
        "duration-missing",
        Level.WARNING,
        say("an episode does not say how long it is"),
        say("Apps show no length before they have loaded it."),
        say("Write the seconds into `<itunes:duration>`."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_no_duration,
        show=taken_care_of,
    ),
    Rule(
        "duration-invalid",
        Level.WARNING,
        say("the duration is no duration, or 0"),
        say("Apps show a wrong length, or none."),
        say("Write whole seconds: `3725`."),
        f"{sources.APPLE}; {sources.VALIDATOR}",
        feed=_wrong_duration,
        show=taken_care_of,
    ),
    Rule(
        "summary-missing",
        Level.WARNING,
        say("neither a summary nor show notes are written"),
        say("It is what people decide by."),
        say("Say in a sentence or two what the episode is about."),
        f"{sources.APPLE}; {sources.PSP1}: description",
        feed=_nothing_told,
        show=_nothing_told_in_show,
    ),
    Rule(
        "episode-hidden",
        Level.WARNING,
        say("the episode hides from directories"),
        say("Apple and others do not show it."),
        say("Remove `block` if that is not what you want."),
        f"{sources.APPLE}: itunes:block",
        feed=_hidden,
    ),
)
