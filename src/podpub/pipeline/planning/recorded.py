"""The chapters that recordings bring along: taken where the host asks for it, told where nothing is said.

They are never taken unasked: editors leave marks for themselves in a file, and a host who exports one would
find them in every app.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.errors import SourceError
from podpub.model import Finding, Level, say
from podpub.model.clock import clock
from podpub.tags import recorded_chapters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.model import Chapter, Places, Production

_MOST = 255  # what the table of contents of an MP3 holds (ID3v2 chapter addendum, 3.2)
_MOST_SHOWN = 3


def with_recorded(production: Production, places: Places) -> tuple[Production, tuple[Finding, ...]]:
    """Return an episode with the chapters of its recording, if the host asks for them, and what is wrong.

    Where the recording was put away, the episode keeps those it was released with.
    """
    if not production.recorded_chapters or not all(one.file.is_file() for one in production.tracks):
        return production, ()
    where = places.where(production.file, "chapters")
    try:
        marks = _marks(production)
    except SourceError as error:
        return production, (Finding(Level.ERROR, "recorded-chapters", where, error.message, error.fix),)
    named = tuple(one for one in marks if one.title)
    episode = replace(production.episode, chapters=named[:_MOST])
    return replace(production, episode=episode), tuple(_findings(marks, named, where))


def unused_chapters(production: Production, places: Places) -> Iterator[Finding]:
    """Tell of a recording that has chapters, where the host has not said anything about any."""
    if production.recorded_chapters is not None:
        return
    try:
        named = [one for one in _marks(production) if one.title]
    except SourceError:
        return  # nobody asked for them
    if named:
        yield Finding(
            Level.WARNING,
            "chapters-in-recording",
            places.where(production.file, "audio"),
            say(
                "the recording has chapters in it, from “{title}” on, and none are published",
                title=named[0].title,
            ),
            say("Write `chapters: recording` to publish them, or `chapters: none`."),
        )


def _marks(production: Production) -> tuple[Chapter, ...]:
    """Return the marks of the first track that has any."""
    found = (recorded_chapters(track.file) for track in production.tracks)
    return next((marks for marks in found if marks), ())


def _findings(marks: Sequence[Chapter], named: Sequence[Chapter], where: str) -> Iterator[Finding]:
    code, nameless = "recorded-chapters", [clock(one.start_s) for one in marks if not one.title]
    if len(named) > _MOST:
        said = say(
            "the recording has {count} marks, and a file holds {most} chapters", count=len(named), most=_MOST
        )
        yield Finding(Level.ERROR, code, where, said, say("Remove those that do not help to find a passage."))
    elif not marks:
        fix = say("Set some in your editor and export the recording with them, or write the chapters here.")
        yield Finding(Level.ERROR, code, where, say("the recording has no marks in it"), fix)
    elif nameless:
        shown = ", ".join(nameless[:_MOST_SHOWN]) + (", …" if len(nameless) > _MOST_SHOWN else "")
        yield Finding(
            Level.WARNING if named else Level.ERROR,
            code,
            where,
            say(
                "{count} of the recording's {all} marks have no name: {shown}",
                count=len(nameless),
                all=len(marks),
                shown=shown,
            ),
            say("Name them in your editor, or write the chapters here, with these times."),
        )
