"""Rules about the podcast namespace, held against its table, and about Spotify's own tags."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.namespace import LICENSES, ROLES, TAGS
from podpub.checks.rule import Complaint, Profile, Rule
from podpub.checks.words import moment
from podpub.model import Level, is_language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.checks.facts import FeedFacts
    from podpub.checks.namespace import PodcastTag
    from podpub.model import Element

_COUNTRIES = re.compile(r"[A-Za-z]{2}(?:[ ,]+[A-Za-z]{2})*|global", re.IGNORECASE)
_SOUNDBITE_S = (15.0, 120.0)
_THREE_LETTERS = re.compile(r"[A-Za-z]{3}(?:-[A-Za-z0-9]+)*")
_NEEDS_NO_URI = "disabled"


def _known(facts: FeedFacts) -> Iterator[tuple[Element, Element, PodcastTag]]:
    """Yield every tag of the namespace that the table knows, with its parent."""
    for parent in facts.channel.below():
        for child in parent.children:
            if child.name in TAGS:
                yield parent, child, TAGS[child.name]


def _misplaced(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent, child, tag in _known(facts):
        if parent.name not in tag.parents and not parent.name.startswith("{"):
            said = say("`{tag}` has no place in `{parent}`", tag=child.name, parent=parent.name)
            yield Complaint(child, message=said)


def _repeated(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.channel.below():
        counted = Counter(child.name for child in parent.children if child.name in TAGS)
        for name, count in counted.items():
            if TAGS[name].once and count > 1:
                second = list(parent.all(name))[1]
                yield Complaint(
                    second, message=say("`{tag}` stands there {count} times", tag=name, count=count)
                )


def _incomplete(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, child, tag in _known(facts):
        for name in tag.required:
            if not child.attributes.get(name, "").strip():
                said = say("`{tag}` has no `{attribute}`", tag=child.name, attribute=name)
                yield Complaint(child, message=said)
        if tag.needs_text and not child.words:
            yield Complaint(child, message=say("`{tag}` is empty", tag=child.name))
        if tag.inside and child.first(*tag.inside) is None:
            said = say("`{tag}` has no `{child}` in it", tag=child.name, child=tag.inside[0])
            yield Complaint(child, message=said)


def _wrong_value(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, child, tag in _known(facts):
        for name, pattern in tag.attributes.items():
            value = child.attributes.get(name, "").strip()
            if value and not pattern.fullmatch(value):
                yield _says(child, name, value)
        if tag.text and child.words and not tag.text.fullmatch(child.words):
            yield Complaint(child, message=say("`{tag}` says “{value}”", tag=child.name, value=child.words))
        language = child.attributes.get("language", child.attributes.get("lang", "")).strip()
        if language and not (is_language(language) or _THREE_LETTERS.fullmatch(language)):
            yield _says(child, "language", language)
    yield from _wrong_trailer(facts)


def _wrong_trailer(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in facts.channel.all("podcast:trailer"):
        date = one.attributes.get("pubdate", "").strip()
        if date and moment(date) is None:
            yield _says(one, "pubdate", date)


def _says(element: Element, attribute: str, value: str) -> Complaint[Element]:
    said = say("`{attribute}` of `{tag}` says “{value}”", attribute=attribute, tag=element.name, value=value)
    return Complaint(element, message=said)


def _long(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for _, child, tag in _known(facts):
        count = max(len(child.words), len(child.attributes.get("purpose", "")) if tag.longest == 128 else 0)  # noqa: PLR2004
        if count > tag.longest:
            said = say("`{tag}` has {count} characters", tag=child.name, count=count)
            yield Complaint(child, message=said)


def _license(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("podcast:license"):
            if one.words and one.words.lower() not in LICENSES and not one.attributes.get("url"):
                yield Complaint(one, message=say("nobody knows the license “{name}”", name=one.words))


def _role(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("podcast:person"):
            role = one.attributes.get("role", "host").strip()
            if role.lower() not in ROLES:
                yield Complaint(one, message=say("no app knows the role “{role}”", role=role))


def _soundbite(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        for one in item.all("podcast:soundbite"):
            told = one.attributes.get("duration", "")
            if re.fullmatch(r"\d+(?:\.\d+)?", told) and not _SOUNDBITE_S[0] <= float(told) <= _SOUNDBITE_S[1]:
                yield Complaint(one, message=say("the soundbite is {duration} s long", duration=told))


def _counted(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in facts.channel.all("podcast:updateFrequency"):
        if "COUNT=" in one.attributes.get("rrule", "") and not one.attributes.get("dtstart"):
            yield Complaint(
                one, message=say("`{tag}` has no `{attribute}`", tag=one.name, attribute="dtstart")
            )


def _interaction(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("podcast:socialInteract"):
            if one.attributes.get("protocol") != _NEEDS_NO_URI and not one.attributes.get("uri"):
                yield Complaint(
                    one, message=say("`{tag}` has no `{attribute}`", tag=one.name, attribute="uri")
                )


def _incomplete_in_all_ways(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    yield from _incomplete(facts)
    yield from _counted(facts)
    yield from _interaction(facts)


def _old_images(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        yield from (Complaint(one) for one in parent.all("podcast:images"))


def _spotify(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in facts.channel.all("spotify:countryOfOrigin"):
        if not _COUNTRIES.fullmatch(one.words):
            yield Complaint(one, message=say("`{tag}` says “{value}”", tag=one.name, value=one.words))
    for one in facts.channel.all("spotify:limit"):
        count = one.attributes.get("recentCount", "")
        if not count.isdecimal() or int(count) == 0:
            yield _says(one, "recentCount", count)


_ERROR_IN_PODCAST2 = {Profile.PODCAST2: Level.ERROR}

RULES: tuple[Rule, ...] = (
    Rule(
        "podcast-place",
        Level.WARNING,
        say("a tag of the podcast namespace has no place where it stands"),
        say("Apps do not look for it there."),
        say("Move it to where the namespace has it."),
        sources.NAMESPACE,
        feed=_misplaced,
        levels=_ERROR_IN_PODCAST2,
    ),
    Rule(
        "podcast-twice",
        Level.ERROR,
        say("a tag of the podcast namespace stands there more often than once"),
        say("Apps take one of them, and nobody knows which."),
        say("Keep one of them."),
        sources.NAMESPACE,
        feed=_repeated,
        levels=_ERROR_IN_PODCAST2,
    ),
    Rule(
        "podcast-incomplete",
        Level.ERROR,
        say("a tag of the podcast namespace lacks what it cannot be without"),
        say("Apps leave it out."),
        say("Add what is missing, or leave the tag out."),
        sources.NAMESPACE,
        feed=_incomplete_in_all_ways,
        levels={**_ERROR_IN_PODCAST2, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "podcast-value",
        Level.ERROR,
        say("a tag of the podcast namespace says what the namespace does not know"),
        say("Apps leave it out, or take it for something else."),
        say("Write one of the values that the namespace names; small letters matter."),
        sources.NAMESPACE,
        feed=_wrong_value,
        levels={**_ERROR_IN_PODCAST2, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "podcast-long",
        Level.WARNING,
        say("a text of the podcast namespace is too long"),
        say("Apps cut it after 128 characters; `podcast:txt` has room for 4000."),
        say("Shorten it."),
        sources.NAMESPACE,
        feed=_long,
        levels=_ERROR_IN_PODCAST2,
    ),
    Rule(
        "license-unknown",
        Level.ERROR,
        say("a license of one's own has no address"),
        say("Nobody can read what it allows."),
        say("Write its `url`, or the identifier of a known license: `cc-by-4.0`."),
        f"{sources.NAMESPACE}: license",
        feed=_license,
        levels=_ERROR_IN_PODCAST2,
    ),
    Rule(
        "role-unknown",
        Level.WARNING,
        say("a role is none of the podcast taxonomy"),
        say("Apps cannot sort people by it."),
        say("Write a role of the taxonomy: host, guest, producer, audio engineer, …"),
        f"{sources.NAMESPACE}: person, taxonomy",
        feed=_role,
        levels={Profile.PODCAST2: Level.WARNING},
    ),
    Rule(
        "soundbite-length",
        Level.WARNING,
        say("a soundbite is shorter than 15 s or longer than 120 s"),
        say("The namespace recommends what lies between."),
        say("Choose another passage."),
        f"{sources.NAMESPACE}: soundbite",
        feed=_soundbite,
        levels={Profile.PODCAST2: Level.WARNING},
    ),
    Rule(
        "images-outdated",
        Level.WARNING,
        say("`podcast:images` is given up"),
        say("Apps read `podcast:image`."),
        say('Write a `<podcast:image href="…"/>` for each picture.'),
        f"{sources.NAMESPACE}: image",
        feed=_old_images,
        levels={Profile.PODCAST2: Level.WARNING},
    ),
    Rule(
        "spotify-value",
        Level.WARNING,
        say("one of Spotify's own tags says what Spotify does not know"),
        say("Spotify ignores it."),
        say("Write countries in two letters with spaces between, and a number of episodes above 0."),
        "Spotify namespace",
        feed=_spotify,
        levels={Profile.SPOTIFY: Level.WARNING},
    ),
)
