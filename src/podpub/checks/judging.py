"""Holds the rules against what there is to look at, and tells what they found where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.checks.table import BY_CODE, RULES
from podpub.model import Finding, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from podpub.checks.facts import Facts, FeedFacts, SoundFacts
    from podpub.checks.rule import At, Complaint, Profile, Rule
    from podpub.model import Element, Message, Places


def check(facts: Facts) -> tuple[Finding, ...]:
    """Hold every rule about shows against one."""
    return tuple(
        _finding(rule, one, facts.places.where(one.at, one.key))
        for rule in RULES
        if rule.show
        for one in rule.show(facts)
    )


def check_sound(facts: SoundFacts, places: Places) -> tuple[Finding, ...]:
    """Hold every rule about recordings against one."""
    return tuple(
        _finding(rule, one, places.where(facts.production.file, one.key))
        for rule in RULES
        if rule.sound
        for one in rule.sound(facts)
    )


def check_feed(facts: FeedFacts, name: str) -> tuple[Finding, ...]:
    """Hold every rule about feeds against one, whoever made it.

    Args:
        facts: The feed.
        name: Of it, before the line in which something stands.
    """
    owners = _owners(facts)
    return tuple(
        _finding(rule, one, f"{name}:{one.at.line}", about=_title(owners.get(one.at)))
        for rule in RULES
        if rule.feed
        for one in rule.feed(facts)
    )


def check_foreseen(
    facts: FeedFacts, where: Callable[[Element | None, str], str | None]
) -> tuple[Finding, ...]:
    """Hold those rules against the feed of a show that look at nothing else of it.

    Args:
        facts: The feed, as it would be published.
        where: Returns the place that an item, or the channel, took a tag from; None where nobody asked.
    """
    owners = _owners(facts)
    found = []
    for rule in RULES:
        for one in rule.feed(facts) if rule.feed and not rule.show else ():
            place = where(owners.get(one.at), one.key or one.at.name)
            found += [_finding(rule, one, place)] if place else []
    return tuple(dict.fromkeys(found))


def as_seen_by(profile: Profile | None, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that somebody minds, as bad as they are for them."""
    return tuple(_seen(profile, findings))


def _seen(profile: Profile | None, findings: Iterable[Finding]) -> Iterator[Finding]:
    for one in findings:
        rule = BY_CODE.get(one.code)
        level = rule.level_for(profile) if rule and profile else one.level
        if level:
            yield replace(one, level=level)


def _finding(rule: Rule, one: Complaint[At], where: str, about: str = "") -> Finding:
    message: Message = one.message or rule.what
    if about:
        message = say("“{title}”: {what}", title=about, what=message)
    return Finding(rule.level, rule.code, where, message, one.fix or rule.remedy)


def _owners(facts: FeedFacts) -> dict[Element, Element]:
    """Return the item that each element of an item is in."""
    return {element: item for item in facts.items for element in item.below()}


def _title(item: Element | None) -> str:
    return (item.said("title") or item.said("guid")) if item else ""
