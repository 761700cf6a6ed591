"""Rules about chapters: those in the feed (Podlove Simple Chapters), and those that the host wrote."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Rule
from podpub.checks.words import seconds
from podpub.model import Level, Message, say
from podpub.model.chapter import FEWEST_IN_NOTES, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_TITLE_CHARACTERS = 45
_SOON_S = 1  # programs that detect chapters begin a few frames late
_NPT = re.compile(r"(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d+)?)")


def _start_s(chapter: Element) -> float | None:
    found = _NPT.fullmatch(chapter.attributes.get("start", "").strip())
    if not found:
        return None
    return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3])


def _lists(facts: FeedFacts) -> Iterator[tuple[Element, Element, list[Element]]]:
    for item in facts.items:
        for chapters in item.all("psc:chapters"):
            yield item, chapters, list(chapters.all("psc:chapter"))


def _empty(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    yield from (Complaint(chapters) for _, chapters, marks in _lists(facts) if not marks)


def _incomplete(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, _, marks in _lists(facts):
        for mark in marks:
            if _start_s(mark) is None:
                start = mark.attributes.get("start", "")
                yield Complaint(mark, message=say("a chapter begins at “{start}”", start=start))
            elif not mark.attributes.get("title", "").strip():
                yield Complaint(mark, message=say("a chapter has no title"))


def _plain_seconds(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, _, marks in _lists(facts):
        plain = [one for one in marks if _is_plain(one)]
        if plain:
            start = plain[0].attributes["start"]
            yield Complaint(plain[0], message=say("a chapter begins at “{start}”", start=start))


def _is_plain(mark: Element) -> bool:
    return bool(_start_s(mark)) and ":" not in mark.attributes["start"]


def _order(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, _, marks in _lists(facts):
        known = [(mark, start) for mark in marks if (start := _start_s(mark)) is not None]
        for (_, before), (mark, start) in pairwise(known):
            if start <= before:
                yield Complaint(mark, message=_told(mark, say("does not begin after the one above it")))


def _after_the_end(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item, _, marks in _lists(facts):
        length_s = seconds(item.said("itunes:duration"))
        for mark in marks:
            start = _start_s(mark)
            if length_s and start is not None and start >= length_s:
                yield Complaint(mark, message=_told(mark, say("begins after the end of the episode")))


def _told(mark: Element, what: Message) -> Message:
    return say("the chapter “{title}” {what}", title=mark.attributes.get("title", ""), what=what)


def _late(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, _, marks in _lists(facts):
        start = _start_s(marks[0]) if marks else None
        if start is not None and start >= _SOON_S:
            yield Complaint(
                marks[0], message=say("the first chapter begins at {start} s", start=f"{start:g}")
            )


def _late_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        chapters = listed(production.episode.chapters)
        if chapters and chapters[0].start_s > 0:
            said = say("the first chapter begins at {start} s", start=f"{chapters[0].start_s:g}")
            yield Complaint(production.file, "chapters", said)


def _long_title(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, _, marks in _lists(facts):
        for mark in marks:
            title = mark.attributes.get("title", "").strip()
            if len(title) > _TITLE_CHARACTERS:
                yield Complaint(mark, message=_so_long(title))


def _long_title_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        for chapter in listed(production.episode.chapters):
            if len(chapter.title) > _TITLE_CHARACTERS:
                yield Complaint(production.file, "chapters", _so_long(chapter.title))


def _few_for_notes(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        count = len(listed(production.episode.chapters))
        if facts.project.show.chapters_in_notes and 0 < count < FEWEST_IN_NOTES:
            yield Complaint(production.file, "chapters")


def _so_long(title: str) -> Message:
    return say("the chapter “{title}” has {count} characters", title=title, count=len(title))


RULES: tuple[Rule, ...] = (
    Rule(
        "chapters-empty",
        Level.ERROR,
        say("a list of chapters is empty"),
        say("Podlove Simple Chapters asks for one at least."),
        say("Fill it, or leave it out."),
        "Podlove Simple Chapters 1.2",
        feed=_empty,
    ),
    Rule(
        "chapter-incomplete",
        Level.ERROR,
        say("a chapter has no start that can be read, or no title"),
        say("Apps leave out the chapter, or all of them."),
        say('Write `start="00:03:12.500"` and a title.'),
        "Podlove Simple Chapters 1.2; RFC 2326, 3.6",
        feed=_incomplete,
    ),
    Rule(
        "chapter-seconds",
        Level.WARNING,
        say("a chapter begins at a bare number of seconds"),
        say("AntennaPod reads such a start as 0."),
        say("Write hours, minutes and seconds: `00:03:12.500`."),
        "AntennaPod: simple chapters",
        feed=_plain_seconds,
    ),
    Rule(
        "chapter-order",
        Level.ERROR,
        say("a chapter does not begin after the one above it"),
        say("Apps jump to the wrong place, or show no chapters."),
        say("Put the chapters into the order of time, no two at the same moment."),
        f"Podlove Simple Chapters 1.2; {sources.NAMESPACE}: chapters",
        feed=_order,
    ),
    Rule(
        "chapter-after-end",
        Level.ERROR,
        say("a chapter begins after the end of the episode"),
        say("It cannot be reached; often the chapters belong to another version of the recording."),
        say("Correct its start, or remove it."),
        f"Podlove Simple Chapters 1.2; {sources.NAMESPACE}: chapters",
        feed=_after_the_end,
    ),
    Rule(
        "chapter-title-long",
        Level.WARNING,
        say("the title of a chapter has more than 45 characters"),
        say("Apps cut the rest."),
        say("Shorten it to 45 or less; apps cut the rest."),
        "Apple Podcasts support 5482: chapters",
        feed=_long_title,
        show=_long_title_in_show,
    ),
    Rule(
        "chapters-late",
        Level.WARNING,
        say("the first chapter does not begin at the beginning"),
        say("Some apps show no chapters then."),
        say("Begin with one at 00:00:00; some apps show no chapters otherwise."),
        "Apple, Spotify: chapters",
        feed=_late,
        show=_late_in_show,
    ),
    Rule(
        "chapters-few",
        Level.WARNING,
        say("the chapters are too few for the notes"),
        say("Apps take lines with a time for chapters when there are three or more."),
        say("Add some, or leave it: they stand everywhere else, and not in these notes."),
        "Apple, Spotify, YouTube: time stamps",
        show=_few_for_notes,
    ),
)
