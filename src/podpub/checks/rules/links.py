"""Rules about where links lead: those of show notes and descriptions, and of the pages of the web site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule
from podpub.checks.rules.texts import read_notes
from podpub.checks.words import html, is_address, is_open
from podpub.markup import is_moment, to_html
from podpub.model import Level, Site, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_OTHER_SCHEMES = re.compile(r"(?:mailto|tel|sms|podcast|feed|itms|spotify|magnet|xmpp|geo):", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[[^\]\n]{1,300}\]\([ \t]{0,9}<?([^)\s>]{0,2000})[^)\n]{0,300}\)")


def _open_links(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for notes, content in read_notes(facts):
        found = [link.strip() for link in content.links if is_open(link.strip())]
        if found:
            said = say("{count} links lead to http addresses, such as {url}", count=len(found), url=found[0])
            yield Complaint(notes, message=said)


def _is_link(text: str) -> bool:
    link = text.strip()
    if not link or _OTHER_SCHEMES.match(link):
        return bool(link)
    scheme, _, rest = link.partition("://")
    return scheme.lower() in {"http", "https"} and is_address(f"https://{_as_ascii(rest)}") and "." in rest


def _as_ascii(text: str) -> str:
    """Return an address as browsers take it: letters of other alphabets are no mistake in HTML."""
    return "".join(letter if letter.isascii() else "x" for letter in text).replace("|", "x").replace("^", "x")


def _broken_links(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for notes, content in read_notes(facts):
        for link in content.links:
            if not _is_link(link):
                yield Complaint(notes, message=say("a link in the show notes leads to “{link}”", link=link))


def _broken_links_in_show(facts: Facts) -> Iterator[Complaint[Path]]:
    written = [(facts.show_file, "description", facts.project.show.description)]
    written += [(one.file, "notes", one.episode.notes) for one in facts.productions]
    has_pages = facts.project.show.site is not None
    for file, key, text in written:
        for link in _links_of(text):
            is_heard = has_pages and key == "notes" and is_moment(link)
            if not (is_heard or _is_link(link)):
                yield Complaint(file, key, say("a link in the show notes leads to “{link}”", link=link))
    yield from _broken_links_on_pages(facts)


def _broken_links_on_pages(facts: Facts) -> Iterator[Complaint[Path]]:
    site = facts.project.show.site or Site()
    for name in ("about", "imprint", "privacy"):
        for link in _links_of(getattr(site, name)):
            if not _is_link(link):
                yield Complaint(
                    facts.show_file, "site", say("a link in `{name}` leads to “{link}”", name=name, link=link)
                )


def _links_of(markdown: str) -> Iterable[str]:
    """Return where the links of a text lead, also those that nobody would see."""
    return dict.fromkeys((*html(to_html(markdown)).links, *_MARKDOWN_LINK.findall(markdown)))


RULES: tuple[Rule, ...] = (
    Rule(
        "notes-http",
        Level.WARNING,
        say("links in the show notes lead to http addresses"),
        say("Spotify removes such links."),
        say("Write https where the page has it."),
        sources.SPOTIFY,
        feed=_open_links,
        levels={Profile.SPOTIFY: Level.WARNING},
    ),
    Rule(
        "link-broken",
        Level.WARNING,
        say("a link in a text leads nowhere"),
        say("In an app it has no page that it could belong to."),
        say("Write the whole address: https://example.org/page."),
        "RFC 3986; HTML in feeds has no base address",
        feed=_broken_links,
        show=_broken_links_in_show,
    ),
)
