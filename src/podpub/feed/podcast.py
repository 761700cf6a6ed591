"""The podcast namespace (podcastindex.org/namespace/1.0): identity, people, transcripts, chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed import pictures
from podpub.feed.table import Namespace, Tag, Tags, text
from podpub.model.layout import content_type, public_address

if TYPE_CHECKING:
    from podpub.feed.item import Item
    from podpub.model import Person, ShowRecord


def _locked(record: ShowRecord) -> Tags:
    show = record.show
    owner = show.owner.email if show.owner else None
    return (Tag("yes" if show.locked else "no", {"owner": owner}),)


def _podping(record: ShowRecord) -> Tags:
    return (Tag(attributes={"usesPodping": "true"}),) if record.show.notify.podping else ()


def _person(person: Person) -> Tag:
    return Tag(
        person.name,
        {
            "role": person.role,
            "href": person.url or None,
            "img": person.image or None,
        },
    )


def _transcripts(item: Item) -> Tags:
    return [
        Tag(
            attributes={
                "url": public_address(item.record.public_url, transcript.key),
                "type": transcript.type,
                "language": transcript.language,
                "rel": "captions" if transcript.is_timed else None,
            }
        )
        for transcript in item.release.transcripts
    ]


def _chapters(item: Item) -> Tags:
    key = item.release.chapters_file
    if key is None:
        return ()
    type_ = content_type(key)
    return (Tag(attributes={"url": public_address(item.record.public_url, key), "type": type_}),)


PODCAST = Namespace(
    prefix="podcast",
    uri="https://podcastindex.org/namespace/1.0",
    channel=(
        ("guid", lambda record: text(record.show.guid)),
        ("locked", _locked),
        ("image", pictures.of_the_show),
        ("podping", _podping),
        ("person", lambda record: map(_person, record.show.persons)),
    ),
    item=(
        ("image", pictures.of_the_episode),
        ("person", lambda item: map(_person, item.persons)),
        ("transcript", _transcripts),
        ("chapters", _chapters),
    ),
)
