"""What is known of a show or an episode while its tags are read, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from podpub.arrivals.nouns import Loss
from podpub.model import say, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from podpub.model import Element

_MOST_SHOWN = 80
_CHILDREN = frozenset({"item"})


@dataclass(slots=True)
class Draft:
    """Values by the field that they are for; several of a kind are a list."""

    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    own: set[str] = field(default_factory=set)

    def lose(self, element: Element, why: str, said: str | None = None) -> None:
        """Take down what stays behind."""
        words = " ".join((told(element) if said is None else said).split())
        cut = f"{words[:_MOST_SHOWN]}…" if len(words) > _MOST_SHOWN else words
        self.losses.append(Loss(usual(element.name), element.line, cut, why, self.title))

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever the field takes
        """Return what is known."""
        return self.values.get(key, default)

    def list(self, key: str) -> tuple[Any, ...]:
        """Return everything of a kind."""
        return tuple(self.values.get(key, ()))


Reading: TypeAlias = Callable[[Draft, "Element"], None]
"""Takes an element into the draft."""

Value: TypeAlias = Callable[[Draft, "Element"], Any]
"""Returns what an element says, None where that is nothing; raises ValueError with a reason."""


def read_into(draft: Draft, parent: Element, table: Mapping[str, Reading]) -> None:
    """Read every child of an element, in the order of the table; whatever is in no table stays behind."""
    named: dict[str, list[Element]] = {}
    for child in parent.children:
        named.setdefault(usual(child.name), []).append(child)
    for name, reading in table.items():
        for child in named.get(name, ()):
            try:
                reading(draft, child)
            except ValueError as refused:
                draft.lose(child, words_of(refused))
    for child in parent.children:
        if usual(child.name) not in table and usual(child.name) not in _CHILDREN and told(child):
            draft.lose(child, say("podpub has no place for it"))


def one(key: str, value: Value, attributes: str = "", children: Collection[str] = ()) -> Reading:
    """Read a tag that stands there once; of several, the first counts."""

    def read(draft: Draft, element: Element) -> None:
        _lose_details(draft, element, attributes, children)
        found = value(draft, element)
        if found is None:
            return
        known = draft.values.setdefault(key, found)
        if known != found:
            draft.lose(element, say("there is another one before it, which was taken"))

    return read


def each(key: str, value: Value, attributes: str = "", children: Collection[str] = ()) -> Reading:
    """Read a tag that may stand there several times."""

    def read(draft: Draft, element: Element) -> None:
        _lose_details(draft, element, attributes, children)
        found = value(draft, element)
        if found is not None:
            draft.values.setdefault(key, []).append(found)

    return read


def written_anew(draft: Draft, element: Element) -> None:
    """Pass over a tag that podpub writes from what it knows better."""
    draft.own.add(usual(element.name))


def _lose_details(draft: Draft, element: Element, attributes: str, children: Collection[str]) -> None:
    for name, value in element.attributes.items():
        if value.strip() and name not in attributes.split() and not name.startswith("{"):
            draft.lose(element, say("podpub has no place for its `{name}`", name=name), value)
    for child in element.children:
        if usual(child.name) not in children:
            draft.lose(child, say("podpub has no place for it"))


def told(element: Element) -> str:
    """Return all that an element says, in one line."""
    attributes = (f"{name}={value}" for name, value in element.attributes.items())
    inside = (told(child) for child in element.children)
    return " ".join(part for part in (element.words, *attributes, *inside) if part)


_PREFIXES = {
    "search.yahoo.com/mrss": "media",
    "purl.org/dc/elements/1.1": "dc",
    "www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd": "googleplay",
    "www.rawvoice.com/rawvoicerssmodule": "rawvoice",
    "blubrry.com/developer/rawvoice-rss": "rawvoice",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "purl.org/rss/1.0/modules/slash": "slash",
    "wellformedweb.org/commentapi": "wfw",
    "purl.org/rss/1.0/modules/content": "content",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "podcastindex.org/namespace/1.0": "podcast",
    "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "podlove.org/simple-chapters": "psc",
    "www.w3.org/2005/atom": "atom",
    "www.spotify.com/ns/rss": "spotify",
    "fyyd.de/fyyd-ns": "fyyd",
    "schema.acast.com/1.0": "acast",
    "feeds.feedburner.com/ns/1.0": "feedburner",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.georss.org/georss": "georss",
    "web.resource.org/cc": "cc",
    "backend.userland.com/creativecommonsrssmodule": "creativeCommons",
    "www.itunesu.com/feed": "itunesu",
    "bitlove.org": "bitlove",
}


def usual(name: str) -> str:
    """Return a tag's name with the usual prefix, also where the feed spells the namespace in another way."""
    if not name.startswith("{"):
        return name
    uri, _, local = name[1:].partition("}")
    prefix = _PREFIXES.get(uri.lower().partition("://")[2].rstrip("/#"))
    return f"{prefix}:{local}" if prefix else name
