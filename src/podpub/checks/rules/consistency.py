"""Rules about things that are right in themselves and do not fit together."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule
from podpub.checks.words import moment
from podpub.model import EpisodeType, Level, Message, is_language, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

Of = TypeVar("Of")
_TITLED = r"(?:(?:Dr|Prof)\. )*"
_FIRST = r"[^\W\d_a-z][\w'’-]+"
_BETWEEN = r"(?: (?:von|van|de|der|den|zu|du|da|di|la|le|[^\W\d_a-z]\.))*"
_NAME = rf"{_TITLED}{_FIRST}{_BETWEEN}(?: {_FIRST}){{1,2}}"
_GUEST = re.compile(
    r"(?:\b(?:[Mm]it|[Ff]eat\.|[Ff]eaturing|[Ii]nterview with|zu Gast:|[Gg]uest:)|(?:^|[-–—|,:(] ?)[Ww]ith)"
    rf" (?P<name>{_NAME})(?=$|[,.:;!?)–—|/&-]"
    r"|\s(?:[-–—|]|über|about|on|und|and|von|from|zu|zum|zur|vom|aus)(?:\s|$))"
)
# what begins with a capital without being anybody's name, in German above all
_NO_NAMES = re.compile(
    r"^(?:Der|Die|Das|Den|Dem|Ein|Eine|Einem|Einer|Einen|Mein|Meine|Meinem|Meiner|Dein|Deine|Deinem|Deiner|Unser"
    r"|Unsere|Unserem|Unserer|Ihr|Ihre|Ihrem|Ihrer|Viel|Viele|Vielen|Mehr|Gutem|Guten|Großem|Großen|Allen|Alle|Jedem"
    r"|The|A|An|My|Your|Our|His|Her|Their|All|More|Less|No|Every|Some|Any|Great|Good|Big|New)\b"
    r"|^\S+(?:lich|isch|ig|bar|sam|haft|los|voll)(?:e|er|em|en|es) "
)


def guest_in(title: str) -> str:
    """Return the name of a guest that a title announces: two or three capitalised words; else nothing."""
    found = _GUEST.search(title)
    if found is None or _NO_NAMES.match(found["name"]) or not found["name"][0].isupper():
        return ""
    return found["name"]


def _is_known(name: str, known: Iterable[str]) -> bool:
    """Tell whether somebody of this family name, or of this whole name, is listed."""
    words = name.casefold().split()
    return any(words[-1] in one.casefold().split() for one in known)


def _missing_guest(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    uses = any(parent.first("podcast:person") for parent in facts.parents)
    shared = [one.words for one in facts.channel.all("podcast:person")]
    for item in facts.items if uses else ():
        name = guest_in(item.said("title"))
        if name and not _is_known(name, [*shared, *(one.words for one in item.all("podcast:person"))]):
            yield Complaint(item, "podcast:person", _unlisted(name))


def _missing_guest_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    shared = [person.name for person in facts.project.show.persons]
    for production in facts.productions:
        name = guest_in(production.episode.title)
        if name and not _is_known(name, [*shared, *(one.name for one in production.episode.persons)]):
            fix = say("Write them into `guests:`; apps show people with their other episodes.")
            yield Complaint(production.file, "persons", _unlisted(name), fix)


def _unlisted(name: str) -> Message:
    return say("the title announces {name}, who is not among the persons", name=name)


def _nobody_hosts(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        roles = {one.attributes.get("role", "host").lower() for one in item.all("podcast:person")}
        if roles and not any("host" in role for role in roles):
            yield Complaint(item, "podcast:person")


def _nobody_hosts_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    if any(person.role == "host" for person in facts.project.show.persons):
        return  # the feed names them again beside an episode's guests
    for production in facts.productions:
        roles = {person.role for person in production.episode.persons}
        if roles and "host" not in roles:
            fix = say("Name the host as one of the `persons:` here or, for all episodes, in show.yaml.")
            yield Complaint(production.file, "persons", fix=fix)


def _date_order(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    numbered: dict[str, list[tuple[int, datetime, Element]]] = {}
    for item in facts.items:
        number, when = item.said("itunes:episode"), moment(item.said("pubDate"))
        if number.isdecimal() and when and item.said("itunes:episodeType") in {"", "full"}:
            season = item.said("itunes:season")
            numbered.setdefault(season, []).append((int(number), when, item))
    for episodes in numbered.values():
        for item, before in _too_early(episodes):
            yield Complaint(item, "pubDate", _earlier(before.said("itunes:episode"), before.said("title")))


def _date_order_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    numbered: dict[int | None, list[tuple[int, datetime, int]]] = {}
    for at, production in enumerate(facts.productions):
        episode = production.episode
        if episode.number is not None and episode.type is EpisodeType.FULL:
            numbered.setdefault(episode.season, []).append((episode.number, episode.date, at))
    for episodes in numbered.values():
        for at, before in _too_early(episodes):
            other = facts.productions[before].episode
            yield Complaint(facts.productions[at].file, "date", _earlier(str(other.number), other.title))


def _too_early(episodes: Collection[tuple[int, datetime, Of]]) -> Iterator[tuple[Of, Of]]:
    """Yield what is dated before the number before it, each with that one."""
    in_order = sorted(episodes, key=lambda one: one[0])
    for (number, date, before), (next_number, next_date, one) in pairwise(in_order):
        if number < next_number and next_date < date:
            yield one, before


def _earlier(number: str, title: str) -> Message:
    return say("the date lies before that of number {number}, “{title}”", number=number, title=title)


def _foreign_transcripts(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    spoken = _primary(facts.channel.said("language"))
    for item in facts.items:
        told = [one.attributes.get("language", "") for one in item.all("podcast:transcript")]
        if is_language(spoken) and told and all(told) and spoken not in map(_primary, told):
            yield Complaint(item, "podcast:transcript", _foreign(told, spoken))


def _foreign_transcripts_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    spoken = _primary(facts.project.show.language)
    for production in facts.productions:
        told = [one.language for one in production.transcripts]
        if told and spoken not in map(_primary, told):
            yield Complaint(production.file, "transcripts", _foreign(told, spoken))


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _foreign(told: Iterable[str], spoken: str) -> Message:
    languages = ", ".join(dict.fromkeys(told))
    return say(
        "the transcript is in {languages}, and the show speaks {spoken}", languages=languages, spoken=spoken
    )


def _no_transcript(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    without = [item for item in facts.items if item.first("podcast:transcript") is None]
    if without:
        yield Complaint(without[0], "podcast:transcript", _no_transcript_either(len(without) - 1))


def _no_transcript_either(others: int) -> Message | None:
    return say("no transcript (more episodes without one: {count})", count=others) if others else None


RULES: tuple[Rule, ...] = (
    Rule(
        "guest-missing",
        Level.WARNING,
        say("the title announces a guest who is not among the persons"),
        say("Apps show people with all the episodes they can be heard in."),
        say('Name the guest in a `<podcast:person role="guest">`.'),
        f"{sources.NAMESPACE}: person",
        feed=_missing_guest,
        show=_missing_guest_in_show,
    ),
    Rule(
        "host-missing",
        Level.WARNING,
        say("guests are named, and no host is"),
        say("The persons of an episode take the place of the show's: the hosts disappear there."),
        say("Name the host again beside the guests."),
        f"{sources.NAMESPACE}: person",
        feed=_nobody_hosts,
        show=_nobody_hosts_in_show,
    ),
    Rule(
        "date-order",
        Level.WARNING,
        say("an episode is dated before the number before it"),
        say("Apps show the episodes in the wrong order."),
        say("Correct the date or the number."),
        f"{sources.APPLE}: itunes:episode, pubDate",
        feed=_date_order,
        show=_date_order_in_show,
    ),
    Rule(
        "transcript-language",
        Level.WARNING,
        say("no transcript is in the language of the show"),
        say("Apps show it to people who read another language, or not at all."),
        say("Name the right `language`, or add a transcript of what is spoken."),
        f"{sources.NAMESPACE}: transcript",
        feed=_foreign_transcripts,
        show=_foreign_transcripts_in_show,
    ),
    Rule(
        "transcript-missing",
        Level.WARNING,
        say("an episode has no transcript"),
        say("People who cannot hear it, and search engines, find nothing; Apple makes one of its own."),
        say("Publish one as WebVTT."),
        f"{sources.NAMESPACE}: transcript; {sources.PSP1}; Apple Podcasts support 5316",
        feed=_no_transcript,
        levels={Profile.PSP1: Level.WARNING, Profile.PODCAST2: Level.WARNING},
    ),
)
