"""A host's own templates and words, tried out on a made-up episode before anything is published."""

from __future__ import annotations

import difflib
import string
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.model import (
    Chapter,
    Cue,
    Enclosure,
    Episode,
    Finding,
    Funding,
    Inputs,
    Level,
    License,
    LoudnessReport,
    Person,
    Release,
    Slug,
    Timeline,
    Transcript,
    TranscriptFile,
    say,
)
from podpub.site.language import words_for
from podpub.site.snippet import snippet
from podpub.site.website import website

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podpub.model import ShowRecord

_WORDS_FOLDER = "site/languages"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_WEB = "https://example.org/"
_SPOKEN = Transcript((Cue(0.0, 1.0, "Words", "A"),))


def own_findings(record: ShowRecord) -> tuple[Finding, ...]:
    """Return everything that is wrong with what lies in the folder `site/` beside show.yaml."""
    site = record.show.site
    if site is None or not (site.templates or site.words):
        return ()
    wrong = tuple(_about_words(site.words))
    return wrong or tuple(dict.fromkeys(_about_templates(record)))


def _about_words(words: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    known = words_for("en").known
    for name, text in words:
        if name not in known and not name.startswith("role_"):
            near = difflib.get_close_matches(name, known, n=1)
            fix = say("Did you mean `{near}`?", near=near[0]) if near else say("Remove the line.")
            message = say("no page says `{name}`", name=name)
            yield Finding(Level.WARNING, "words", _WORDS_FOLDER, message, fix)
        elif name in known and not _holes(text) <= _holes(known[name]):
            message = say("`{name}` has a placeholder that nothing fills: {text}", name=name, text=text)
            fix = say("In English it says: {text}", text=known[name])
            yield Finding(Level.ERROR, "words", _WORDS_FOLDER, message, fix)


def _holes(text: str) -> set[str]:
    """Return the names of the placeholders; one that cannot be read is like one that nothing fills."""
    try:
        return {hole for _, hole, _, _ in string.Formatter().parse(text) if hole is not None}
    except ValueError:
        return {text}


def _about_templates(record: ShowRecord) -> Iterator[Finding]:
    """Make every kind of page, of a show that has something to say everywhere."""
    show = record.show
    full = replace(
        show,
        site=show.site and replace(show.site, about="Text", imprint="Text", privacy="Text"),
        persons=(Person("A", url=_WEB), Person("B", "guest")),
        funding=(Funding(_WEB, "C"),),
        copyright=show.copyright or "D",
    )
    several = [_made_up(number) for number in (1, 2, 3)]
    for told, releases in ((full, several), (show, ())):
        site = website(replace(record, show=told), releases, several[:1])
        for key, page in site.pages.items():
            yield from _about(partial(site.body, key, dict.fromkeys(page.texts, _SPOKEN)))
    yield from _about(partial(snippet, several[0], replace(record, show=full), _SPOKEN))


def _about(make: Callable[[], object]) -> tuple[Finding, ...]:
    try:
        make()
    except InvalidResultError as error:
        return error.findings
    return ()


def _made_up(number: int) -> Release:
    slug = Slug(f"made-up-{number}")
    episode = Episode(
        guid=str(slug),
        slug=slug,
        title="Title",
        date=_LONG_AGO.replace(day=number),
        number=number,
        season=number // 2 + 1,
        summary="Summary",
        notes="Notes",
        persons=(Person("A", url=_WEB), Person("B", "guest")),
        tags=("Tag",),
        chapters=(Chapter(0.0, "Chapter", _WEB), Chapter(9.0, "Another")),
        funding=(Funding(_WEB, "C"),),
        license=License("cc-by-4.0"),
    )
    return Release(
        episode=episode,
        enclosure=Enclosure(f"media/{slug}.mp3", 1_000_000, "audio/mpeg", 60.0, ""),
        loudness=LoudnessReport(0.0, 0.0, 0.0, 0.0, 0.0, limited=False),
        timeline=Timeline(0.0, 60.0, 0.0, 60.0),
        inputs=Inputs("", None, None, "", "", ""),
        tools=(),
        changed=_LONG_AGO,
        transcripts=(TranscriptFile(f"assets/{slug}.vtt", "text/vtt", "en"),),
    )
