"""A feed as it was written, whoever wrote it: elements with their lines, nothing mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
    "spotify": "http://www.spotify.com/ns/rss",
}
"""The namespaces that rules know, by their usual prefix."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element.

    Attributes:
        name: `title`, `itunes:image`; the usual prefix, whatever the feed calls the namespace. Of a namespace
            that rules do not know, `{uri}name`.
        line: Where it begins.
        text: What stands directly in it, as written.
    """

    name: str
    line: int = 0
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()

    @property
    def words(self) -> str:
        """Its text without the space around it."""
        return self.text.strip()

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the children of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> Element | None:
        """Return the first child of these names."""
        return next(self.all(*names), None)

    def said(self, name: str) -> str:
        """Return the words of the first child of this name; nothing where there is none."""
        child = self.first(name)
        return child.words if child else ""

    def below(self) -> Iterator[Element]:
        """Yield the element itself and all that is in it."""
        yield self
        for child in self.children:
            yield from child.below()


@dataclass(frozen=True, slots=True, eq=False)
class FeedText:
    """A feed that is well-formed RSS.

    Attributes:
        bytes: How long it is.
        encoding: As it declares, in capitals.
        namespaces: What its root declares: by prefix, as written.
        stylesheets: The types of the style sheets that it names.
    """

    channel: Element
    bytes: int
    encoding: str = "UTF-8"
    namespaces: Mapping[str, str] = field(default_factory=dict)
    stylesheets: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Element, ...]:
        """The episodes, in the feed's order."""
        return tuple(self.channel.all("item"))
