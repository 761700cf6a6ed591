"""The table of rules: one row a complaint that can be made before any work begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.checks.facts import Complaint, Facts
from podpub.markup import to_html
from podpub.model import EpisodeType, Finding, Format, Level, ShowType
from podpub.model.chapter import FEWEST_IN_NOTES, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CHANNEL_DESCRIPTION_BYTES = 4000
_CATEGORIES_READ = 2
_CHAPTER_TITLE_CHARACTERS = 45
_NUMBER_IN_TITLE = re.compile(r"^\s*(?:#|(?:ep(?:isode)?|folge|teil)\b\.?\s*#?)\s*\d+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that somebody would complain about.

    Attributes:
        source: Who asks for it, and where it is written.
        look: Finds every case.
    """

    code: str
    level: Level
    source: str
    look: Callable[[Facts], Iterator[Complaint]]


def check(facts: Facts) -> tuple[Finding, ...]:
    """Hold every rule against the facts."""
    return tuple(
        Finding(rule.level, rule.code, facts.places.where(one.file, one.key), one.message, one.fix)
        for rule in RULES
        for one in rule.look(facts)
    )


def _covers(facts: Facts) -> Iterator[tuple[Path, Path]]:
    """Yield every cover that can be read, with the file that names it."""
    named = [(facts.show_file, facts.project.image), *((one.file, one.image) for one in facts.productions)]
    for file, image in named:
        if image and image in facts.pictures:
            yield file, image


def _cover_shape(facts: Facts) -> Iterator[Complaint]:
    for file, image in _covers(facts):
        picture = facts.pictures[image]
        if not picture.is_usable:
            yield Complaint(
                file,
                "image",
                f"{image.name} is {picture.width} x {picture.height} pixels",
                "Make it square, between 1400 x 1400 and 3000 x 3000 pixels; 3000 is best.",
            )


def _cover_repairs(facts: Facts) -> Iterator[Complaint]:
    for file, image in _covers(facts):
        if repairs := facts.pictures[image].repairs:
            yield Complaint(
                file,
                "image",
                f"{image.name} is published {', '.join(repairs)}",
                "Your file stays as it is. Save it like this yourself, and nothing has to be mended.",
            )


def _long_description(facts: Facts) -> Iterator[Complaint]:
    length = len(to_html(facts.project.show.description).encode())
    if length > _CHANNEL_DESCRIPTION_BYTES:
        yield Complaint(
            facts.show_file,
            "description",
            f"the description has {length} bytes as HTML, directories read 4000",
            "Shorten it; details belong on the show's own page.",
        )


def _many_categories(facts: Facts) -> Iterator[Complaint]:
    if len(facts.project.show.categories) > _CATEGORIES_READ:
        yield Complaint(
            facts.show_file,
            "categories",
            f"{len(facts.project.show.categories)} categories are named, directories read the first two",
            "Put the two that fit best on top, or leave out the others.",
        )


def _no_owner(facts: Facts) -> Iterator[Complaint]:
    if facts.project.show.owner is None:
        yield Complaint(
            facts.show_file,
            "owner",
            "no owner is named",
            "Write `owner: {name: …, email: …}`: Spotify and YouTube mail their claim code there.",
        )


def _hidden_show(facts: Facts) -> Iterator[Complaint]:
    hints = {
        "block": "directories hide the show",
        "complete": "directories may stop looking for new episodes",
    }
    for key, effect in hints.items():
        if getattr(facts.project.show, key):
            yield Complaint(
                facts.show_file, key, f"`{key}: true` is set: {effect}", f"Write `{key}: false` to undo it."
            )


def _duplicate_number(facts: Facts) -> Iterator[Complaint]:
    seen: dict[tuple[object, ...], Path] = {}
    for production in facts.productions:
        episode = production.episode
        place = (episode.season, episode.number, episode.type)
        first = seen.setdefault(place, production.file)
        if episode.number is not None and first != production.file:
            yield Complaint(
                production.file,
                "number",
                f"{first.parent.name} has the number {episode.number}, too",
                "Give each episode of a season a number of its own.",
            )


def _serial_without_number(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        episode = production.episode
        is_plain = episode.number is None and episode.type is EpisodeType.FULL
        if facts.project.show.type is ShowType.SERIAL and is_plain:
            yield Complaint(
                production.file,
                "number",
                "an episode of a serial show has no number",
                "Write `number: …`: apps play a serial show in this order.",
            )


def _number_in_title(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        if _NUMBER_IN_TITLE.match(production.episode.title):
            yield Complaint(
                production.file,
                "title",
                "the title begins with the episode's number",
                "Leave it to `number:`; apps show it themselves.",
            )


def _nothing_told(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        if not (production.episode.summary or production.episode.notes):
            yield Complaint(
                production.file,
                "summary",
                "neither a summary nor show notes are written",
                "Write `summary:` in a sentence or two: it is what people decide by.",
            )


def _long_chapter_title(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        for chapter in listed(production.episode.chapters):
            if len(chapter.title) > _CHAPTER_TITLE_CHARACTERS:
                yield Complaint(
                    production.file,
                    "chapters",
                    f"the chapter “{chapter.title}” has {len(chapter.title)} characters",
                    "Shorten it to 45 or less; apps cut the rest.",
                )


def _late_first_chapter(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        chapters = listed(production.episode.chapters)
        if chapters and chapters[0].start_s > 0:
            yield Complaint(
                production.file,
                "chapters",
                f"the first chapter begins at {chapters[0].start_s:g} s",
                "Begin with one at 00:00:00; some apps show no chapters otherwise.",
            )


def _few_chapters_for_notes(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        count = len(listed(production.episode.chapters))
        if facts.project.show.chapters_in_notes and 0 < count < FEWEST_IN_NOTES:
            yield Complaint(
                production.file,
                "chapters",
                f"with {count} the chapters are too few for the notes: apps read three or more",
                "Add some, or leave it: they stand everywhere else, and not in these notes.",
            )


def _nobody_hosts(facts: Facts) -> Iterator[Complaint]:
    if any(person.role == "host" for person in facts.project.show.persons):
        return  # the feed names them again beside an episode's guests
    for production in facts.productions:
        roles = {person.role for person in production.episode.persons}
        if roles and "host" not in roles:
            yield Complaint(
                production.file,
                "persons",
                "guests are named, and no host is",
                "Name the host as one of the `persons:` here or, for all episodes, in show.yaml.",
            )


def _opus_first(facts: Facts) -> Iterator[Complaint]:
    for production in facts.productions:
        if production.mastering.formats[0] is Format.OPUS:
            own = (production.file, "mastering") in facts.places.lines
            yield Complaint(
                production.file if own else facts.show_file,
                "mastering" if own else "audio",
                "the first of the formats is opus, which Apple Podcasts and Spotify do not play",
                "Begin `formats:` with mp3 or m4a; opus can be an alternate.",
            )


RULES: tuple[Rule, ...] = (
    Rule("cover-shape", Level.ERROR, "Apple, A Podcaster's Guide to RSS: artwork", _cover_shape),
    Rule("cover-repaired", Level.WARNING, "Apple, A Podcaster's Guide to RSS: artwork", _cover_repairs),
    Rule("description-long", Level.ERROR, "Apple and PSP-1: description, 4000 bytes", _long_description),
    Rule("categories-many", Level.WARNING, "Apple: only the first categories are used", _many_categories),
    Rule("owner-missing", Level.WARNING, "Spotify, YouTube: ownership code", _no_owner),
    Rule("show-hidden", Level.WARNING, "Apple: itunes:block, itunes:complete", _hidden_show),
    Rule("number-twice", Level.WARNING, "Apple: itunes:episode", _duplicate_number),
    Rule("number-missing", Level.ERROR, "Apple: itunes:type serial", _serial_without_number),
    Rule("title-numbered", Level.WARNING, "Apple: title", _number_in_title),
    Rule("summary-missing", Level.WARNING, "Apple, PSP-1: description", _nothing_told),
    Rule("chapter-title-long", Level.WARNING, "Apple: chapters", _long_chapter_title),
    Rule("chapters-late", Level.WARNING, "Apple, Spotify: chapters", _late_first_chapter),
    Rule("chapters-few", Level.WARNING, "Apple, Spotify, YouTube: time stamps", _few_chapters_for_notes),
    Rule("format-first", Level.WARNING, "Apple, A Podcaster's Guide to RSS: enclosure", _opus_first),
    Rule("host-missing", Level.WARNING, "Podcast namespace: person", _nobody_hosts),
)
