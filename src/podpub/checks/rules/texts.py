"""Rules about what people read: lengths, broken letters, show notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule
from podpub.checks.words import Html, html
from podpub.model import Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_NOTES_BYTES = 4000
_LONGEST = 255
_SHORT_TEXTS = frozenset(
    {
        "title",
        "copyright",
        "category",
        "generator",
        "language",
        "itunes:author",
        "itunes:title",
        "itunes:name",
        "itunes:email",
        "itunes:subtitle",
    }
)
_NUMBER_IN_TITLE = re.compile(
    r"^\s*(?:#|(?:ep(?:isode)?|folge|teil)\b\.?\s*#?)\s*\d+\b|^\s*s\d+\s*e\d+\b", re.IGNORECASE
)
# what apps leave out with all that is in it; the look of anything else may go, its words stay
_LOST = frozenset(
    {"img", "iframe", "script", "style", "table", "form", "audio", "video", "object", "embed", "svg", "input",
     "button", "canvas", "math", "select", "textarea", "link", "meta"}
)  # fmt: skip
_MOJIBAKE = re.compile("Ã[\x80-\xbf¤¶¼Ÿ„–œ©¨ª«¡³±]|â€[™œžš\x9d“”¦\x93\x94]|\ufffd|Â[\xa0«»©®°]")
_STAMP = re.compile(r"\(?((?:\d{1,2}:)?\d{1,3}:[0-5]\d)(?:[.,]\d+)?\)?\s*(?:[-–—:|]\s*)?\S")
_FEWEST_STAMPS = 3
_SHORTEST_NAME = 5


def notes_of(item: Element) -> Element | None:
    """Return the fullest text about an episode."""
    texts = [one for one in item.all("content:encoded", "description") if one.words]
    return max(texts, key=lambda one: len(one.words), default=None)


def read_notes(facts: FeedFacts) -> Iterator[tuple[Element, Html]]:
    """Yield the fullest text about each episode, with what stands in it."""
    for item in facts.items:
        notes = notes_of(item)
        if notes is not None:
            yield notes, html(notes.words)


def _long_notes(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        length = len(item.said("description").encode())
        if length > _NOTES_BYTES:
            said = say("the description has {length} bytes as HTML, directories read 4000", length=length)
            yield Complaint(item, "description", said)


def _long_text(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for element in facts.channel.below():
        if element.name in _SHORT_TEXTS and len(element.words) > _LONGEST:
            count = len(element.words)
            yield Complaint(
                element, message=say("`{tag}` has {count} characters", tag=element.name, count=count)
            )


def _spaces(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    padded = [one for one in facts.channel.below() if one.words and one.text != one.words and _is_plain(one)]
    if padded:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(one.name for one in padded))
        yield Complaint(padded[0], message=say("there is space around the text of {names}", names=names))


def _is_plain(element: Element) -> bool:
    return not element.children and element.name not in _MAY_BE_PADDED and not element.name.startswith("{")


_MAY_BE_PADDED = frozenset({"description", "content:encoded", "itunes:summary"})


def _broken_letters(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("title", "description", "content:encoded", "itunes:author"):
            found = _MOJIBAKE.search(one.text)
            if found:
                around = one.text[max(found.start() - 12, 0) : found.end() + 12].strip()
                yield Complaint(one, message=say("broken letters: “…{around}…”", around=around))
                break


def _lost_tags(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for notes, content in read_notes(facts):
        lost = sorted(content.tags & _LOST)
        if lost:
            names = ", ".join(f"<{name}>" for name in lost)
            yield Complaint(notes, message=say("the show notes have {names} in them", names=names))


def _stamps(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for notes, content in read_notes(facts):
        found = [match[1] for match in map(_STAMP.match, content.lines) if match]
        starts = [_start_s(stamp) for stamp in found]
        few = len(starts) < _FEWEST_STAMPS
        if len(starts) > 1 and (few or starts[0] or starts != sorted(starts)):
            yield Complaint(
                notes, message=say("the show notes have {count} times of chapters", count=len(starts))
            )


def _start_s(stamp: str) -> int:
    total = 0
    for part in stamp.split(":"):
        total = total * 60 + int(part)
    return total


def _numbered(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        if _NUMBER_IN_TITLE.match(item.said("title")) and not item.said("itunes:title"):
            yield Complaint(item, "title")


def _numbered_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        if _NUMBER_IN_TITLE.match(production.episode.title):
            fix = say("Leave it to `number:`; apps show it themselves.")
            yield Complaint(production.file, "title", fix=fix)


def _show_in_title(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    name = facts.channel.said("title").lower()
    if len(name) < _SHORTEST_NAME:
        return
    for item in facts.items:
        title = item.said("title").lower()
        if title != name and re.match(
            rf"{re.escape(name)}\s*[-–—:|#]|.*[-–—:|(]\s*{re.escape(name)}\W*$", title
        ):
            yield Complaint(item, "title")


RULES: tuple[Rule, ...] = (
    Rule(
        "notes-long",
        Level.WARNING,
        say("the description of an episode has more than 4000 bytes as HTML"),
        say("Directories may cut it. Umlauts count twice."),
        say(
            "Shorten it, or put the whole text into `<content:encoded>` and a short one into `<description>`."
        ),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_long_notes,
        levels={Profile.APPLE: Level.WARNING, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "text-long",
        Level.WARNING,
        say("a text has more than 255 characters"),
        say("Directories cut it."),
        say("Shorten it."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_long_text,
        levels={Profile.APPLE: Level.WARNING, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "text-spaces",
        Level.WARNING,
        say("there is space around a text"),
        say("Some apps take it for a part of the text."),
        say("Write the text directly between its tags."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_spaces,
        levels={Profile.APPLE: Level.WARNING, Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "text-broken",
        Level.WARNING,
        say("letters are broken"),
        say("Somewhere a text was read in another encoding than it was written in; everybody sees it."),
        say("Write the text again, and save its source as UTF-8."),
        "UTF-8 read as Windows-1252",
        feed=_broken_letters,
    ),
    Rule(
        "notes-tags",
        Level.WARNING,
        say("the show notes have HTML in them that apps leave out"),
        say("Apps show paragraphs, lists, links and emphasis; pictures, tables and players are lost there."),
        say("Say it in words, or link to it."),
        f"{sources.APPLE}; {sources.PSP1}; {sources.SPOTIFY}",
        feed=_lost_tags,
    ),
    Rule(
        "timestamps-ignored",
        Level.WARNING,
        say("the times in the show notes do not become chapters"),
        say("Apple and Spotify make chapters of at least three times that ascend, the first at 00:00."),
        say("Begin with 00:00, write three or more, each on a line of its own."),
        "Apple Podcasts support 5482; Spotify: chapters",
        feed=_stamps,
        levels={Profile.APPLE: Level.WARNING, Profile.SPOTIFY: Level.WARNING},
    ),
    Rule(
        "title-numbered",
        Level.WARNING,
        say("the title begins with the episode's number"),
        say("Apps show the number themselves, and cut long titles."),
        say("Write the number into `<itunes:episode>`, and the title alone into `<itunes:title>` at least."),
        f"{sources.APPLE}: title",
        feed=_numbered,
        show=_numbered_in_show,
    ),
    Rule(
        "title-show",
        Level.WARNING,
        say("the title of the episode repeats the name of the show"),
        say("Apps show it above already, and cut long titles."),
        say("Leave it out."),
        f"{sources.APPLE}: title",
        feed=_show_in_title,
    ),
)
