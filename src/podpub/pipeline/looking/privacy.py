"""Whether pages keep to the show's own host, and leave nothing in a browser; and what may be said of that."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.outside.browsing import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podpub.outside.browsing import Visit

_LANGUAGES = ("de", "en")
_POSITION = "localStorage: podpub"
"""What the keys begin with under which a browser keeps where somebody stopped listening."""


@dataclass(frozen=True, slots=True)
class Home:
    """What is the show's own.

    Attributes:
        places: Hosts, with ports, that its pages may ask.
        begins: What the address of each of its pages begins with, and nobody wants to read.
        remembers: Whether the host wants browsers to keep where somebody stopped.
    """

    places: frozenset[str]
    begins: str = ""
    remembers: bool = False


def privacy_findings(visits: Iterable[Visit], home: Home) -> tuple[Finding, ...]:
    """Return everything that a visitor would have to be told of, or asked for."""
    return tuple(dict.fromkeys(finding for one in visits for finding in _findings(one, home)))


def statement(host: str, *, remembers: bool) -> dict[str, str]:
    """Return the paragraph for a privacy statement of pages in which nothing was found, by language.

    It tells what pages do. Who serves them, how long requests are logged and on what legal ground stands in
    brackets, for the host to fill in: no browser sees that.

    Args:
        host: Who is asked.
        remembers: Whether browsers keep where somebody stopped.
    """
    return {language: _statement(language, host, remembers=remembers) for language in _LANGUAGES}


def _statement(language: str, host: str, *, remembers: bool) -> str:
    file = resources.files("podpub.pipeline.looking") / "statements" / f"{language}.txt"
    paragraph, nothing, position = file.read_text("utf-8").split("---\n")
    kept = position if remembers else nothing
    return " ".join(paragraph.format(host=host, kept=kept.strip()).split("\n")).strip()


def _findings(visit: Visit, home: Home) -> Iterator[Finding]:
    where = visit.url.removeprefix(home.begins)
    if visit.failure:
        yield _error(
            "page-unopened",
            where,
            say("the page cannot be opened: {reason}", reason=visit.failure),
            say("Open it in a browser; then look again."),
        )
    for when, asked in (
        (say("when it is opened"), visit.before),
        (say("when it is played or left"), visit.after),
    ):
        for place in _foreign(asked, home):
            yield _error(
                "foreign-request",
                where,
                say("the page asks {place} {when}", place=place, when=when),
                say("Take it out of the template or text that it stands in, or copy the file to the show."),
            )
    for place in _foreign((*visit.refused, *visit.hints), home):
        yield _error(
            "foreign-address",
            where,
            say("the page has something of {place} in it, which its policy holds back", place=place),
            say("Take it out of the template or text that it stands in."),
        )
    yield from _memories(visit, home, where)


def _memories(visit: Visit, home: Home, where: str) -> Iterator[Finding]:
    for name in visit.cookies:
        yield _error(
            "cookie",
            where,
            say("the page leaves the cookie {name}", name=name),
            say("Take out what sets it: a script in a template, or the web server."),
        )
    for kept in visit.kept:
        if home.remembers and kept.startswith(_POSITION):
            continue
        yield _error(
            "kept-in-browser",
            where,
            say("the page leaves something in the visitor's browser ({kept})", kept=kept),
            say("Take out the script that does so, or tell visitors and ask them."),
        )


def _foreign(urls: Iterable[str], home: Home) -> Iterator[str]:
    """Yield each place once that is not the show's."""
    places = dict.fromkeys(map(place_of, urls))
    yield from (place for place in places if place and place not in home.places)


def _error(code: str, where: str, message: str, fix: str) -> Finding:
    return Finding(Level.ERROR, code, where, message, fix)
