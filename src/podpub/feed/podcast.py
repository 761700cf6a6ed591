"""The podcast namespace (podcastindex.org/namespace/1.0): identity, people, transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed.item import Item, public_url
from podpub.feed.table import Namespace, Tag, Tags, text
from podpub.markup import ascii_url

if TYPE_CHECKING:
    from podpub.model import Person, ShowRecord


def _locked(record: ShowRecord) -> Tags:
    show = record.show
    owner = show.owner.email if show.owner else None
    return (Tag("yes" if show.locked else "no", {"owner": owner}),)


def _person(person: Person) -> Tag:
    return Tag(
        person.name,
        {
            "role": person.role,
            "href": ascii_url(person.url) if person.url else None,
            "img": ascii_url(person.image) if person.image else None,
        },
    )


def _transcripts(item: Item) -> Tags:
    return [
        Tag(
            attributes={
                "url": public_url(item.record, transcript.key),
                "type": transcript.type,
                "language": transcript.language,
            }
        )
        for transcript in item.release.transcripts
    ]


PODCAST = Namespace(
    prefix="podcast",
    uri="https://podcastindex.org/namespace/1.0",
    channel=(
        ("guid", lambda record: text(record.show.guid)),
        ("locked", _locked),
        ("person", lambda record: map(_person, record.show.persons)),
    ),
    item=(
        ("person", lambda item: map(_person, item.persons)),
        ("transcript", _transcripts),
    ),
)
