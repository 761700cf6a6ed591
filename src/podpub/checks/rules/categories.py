"""Rules about the categories that a show is listed in."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Rule
from podpub.model import CATEGORIES, Level, Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_CATEGORIES_READ = 2


def _no_category(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if facts.channel.first("itunes:category") is None:
        yield Complaint(facts.channel, "itunes:category")


def _unknown_category(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for category in facts.channel.all("itunes:category"):
        name = category.attributes.get("text", "").strip()
        if name not in CATEGORIES:
            yield _unknown(category, name, [*CATEGORIES])
            continue
        for sub in category.all("itunes:category"):
            named = sub.attributes.get("text", "").strip()
            if named not in CATEGORIES[name]:
                yield _unknown(sub, named, [*CATEGORIES[name]])


def _unknown(at: Element, name: str, names: list[str]) -> Complaint[Element]:
    folded = {one.lower(): one for one in names}
    near = difflib.get_close_matches(name.lower().replace("&amp;", "&"), folded, n=1, cutoff=0.6)
    fix = say("Did you mean “{name}”?", name=folded[near[0]]) if near else None
    return Complaint(at, message=say("no directory knows the category “{name}”", name=name), fix=fix)


def _many_categories(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    yield from _many(facts.channel, len(list(facts.channel.all("itunes:category"))), "itunes:category")


def _many_categories_of_show(facts: Facts) -> Iterator[Complaint[Path]]:
    if len(facts.project.show.categories) > _CATEGORIES_READ:
        count = len(facts.project.show.categories)
        yield Complaint(facts.show_file, "categories", _so_many(count))


def _many(channel: Element, count: int, tag: str) -> Iterator[Complaint[Element]]:
    if count > _CATEGORIES_READ:
        yield Complaint(channel, tag, _so_many(count))


def _so_many(count: int) -> Message:
    return say("{count} categories are named, directories read the first two", count=count)


RULES: tuple[Rule, ...] = (
    Rule(
        "category-missing",
        Level.ERROR,
        say("the show has no category"),
        say("Directories refuse it."),
        say("Choose one of Apple's categories."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_no_category,
    ),
    Rule(
        "category-unknown",
        Level.ERROR,
        say("no directory knows the category"),
        say("It counts as none; capitals and `&` matter."),
        say("Choose one of Apple's categories."),
        f"{sources.APPLE}; Apple Podcasts categories",
        feed=_unknown_category,
    ),
    Rule(
        "categories-many",
        Level.WARNING,
        say("more than two categories are named"),
        say("Directories read the first two."),
        say("Put the two that fit best on top, or leave out the others."),
        sources.APPLE,
        feed=_many_categories,
        show=_many_categories_of_show,
    ),
)
