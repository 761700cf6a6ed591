"""A namespace as a table: a row a tag, and the function that says what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

    from podpub.feed.channel import Channel
    from podpub.feed.item import Item

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Tag:
    """One occurrence of a tag; attributes that are None are left out.

    Attributes:
        children: Tags of the same namespace, by name.
        cdata: The text is HTML and stands in a CDATA section, as Apple asks for.
    """

    text: str = ""
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    children: tuple[tuple[str, Tag], ...] = ()
    cdata: bool = False


Tags: TypeAlias = Iterable[Tag]


@dataclass(frozen=True, slots=True)
class Told:
    """A tag as the conformance table has it.

    Attributes:
        tag: Its name without the prefix.
        origin: Where its value comes from: keys in `code:`, or facts of the record.
        used_by: Who is known to read it.
        source: Where it is defined.
    """

    tag: str
    origin: str
    used_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Row(Told, Generic[Subject]):
    """A tag, and the function that says what stands in each of its occurrences."""

    say: Callable[[Subject], Tags]


Rows: TypeAlias = tuple[Row[Subject], ...]


def text(value: object) -> Tags:
    """Return a tag with `value` in it, or none where there is no value."""
    stripped = "" if value is None else str(value).strip()
    return (Tag(stripped),) if stripped else ()


def when(condition: bool, word: str) -> Tags:  # noqa: FBT001 - a table reads `when(show.block, "Yes")`
    """Return a tag that says `word` where the condition holds, or none: these tags have no opposite."""
    return (Tag(word),) if condition else ()


def html(fragment: str) -> Tags:
    """Return a tag with HTML in it, or none where there is nothing to say."""
    return (Tag(fragment, cdata=True),) if fragment else ()


@dataclass(frozen=True, slots=True)
class Namespace:
    """What stands in the channel and in each item; the namespace of RSS itself has an empty `uri`."""

    prefix: str
    uri: str
    channel: Rows[Channel]
    item: Rows[Item]


@dataclass(frozen=True, slots=True)
class Extension(Generic[Subject]):
    """Rows about one subject, as feedgen wants to call them (its `BaseExtension`)."""

    namespace: Namespace
    rows: Rows[Subject]
    subject: Subject

    def extend_ns(self) -> dict[str, str]:
        """Return the prefix that the root element declares."""
        return {self.namespace.prefix: self.namespace.uri} if self.namespace.uri else {}

    def extend_rss(self, element: _Element) -> None:
        """Write the rows into an item, or into the channel of the root element."""
        parent = element[0] if element.tag == "rss" else element
        for row in self.rows:
            if not self.namespace.uri:  # RSS's own tags are those that feedgen writes, too
                _forget(parent, row.tag)
            for tag in row.say(self.subject):
                _write(parent, self.namespace, row.tag, tag)


def _forget(parent: _Element, name: str) -> None:
    """Remove what feedgen wrote itself: a row owns its tag."""
    for element in list(parent.iterchildren(name)):
        parent.remove(element)


def _write(parent: _Element, namespace: Namespace, name: str, tag: Tag) -> None:
    element = etree.SubElement(parent, _qualified(namespace, name))
    for attribute, value in tag.attributes.items():
        if value is not None:
            element.set(attribute, value)
    if tag.text:
        element.text = etree.CDATA(tag.text) if tag.cdata else tag.text
    for child_name, child in tag.children:
        _write(element, namespace, child_name, child)


def _qualified(namespace: Namespace, name: str) -> str:
    return f"{{{namespace.uri}}}{name}" if namespace.uri else name
