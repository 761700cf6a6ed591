"""Whatever a host can write, other people's readers read the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

import feedparser
import podcastparser
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from podpub.feed import render
from podpub.markup import fit, to_html
from podpub.model import (
    LICENSES,
    Enclosure,
    EpisodeType,
    Funding,
    License,
    Person,
    Place,
    Protocol,
    Recipient,
    Rel,
    RemoteItem,
    SocialInteract,
    Soundbite,
    Txt,
    UpdateFrequency,
    Value,
    group_of,
)
from tests.support.nouns import IN_XML, episodes, shows
from tests.unit.feed.feed_records import MINIMAL_SHOW, release

if TYPE_CHECKING:
    from podpub.model import Episode, Release, Show, ShowRecord

NS = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "spotify": "http://www.spotify.com/ns/rss",
}
_FILES = (
    Enclosure("media/042-0a.mp3", 1_000_000, "audio/mpeg", 62.5, "0a" * 32),
    Enclosure("media/042-1b.m4a", 900_000, "audio/x-m4a", 62.5, "1b" * 32),
    Enclosure("media/042-2c.opus", 700_000, "audio/ogg", 62.5, "2c" * 32),
)
_feeds = st.tuples(shows(IN_XML), episodes(IN_XML), st.integers(1, len(_FILES)))
# To shrink a whole show and an episode takes minutes
_few = settings(max_examples=40, phases=[Phase.explicit, Phase.generate])


def _rendered(show: Show, episode: Episode, formats: int) -> tuple[bytes, ShowRecord, Release]:
    record = replace(MINIMAL_SHOW, show=show)
    one = replace(release(), episode=episode, enclosure=_FILES[0], alternates=_FILES[1:formats])
    return render(record, [one], episode.date), record, one


def _page(episode: Episode, record: ShowRecord) -> str:
    """Return where an episode leads: where the host says, to its own page, or else to the show's."""
    site = record.show.site
    if episode.link or site is None:
        return episode.link or record.show.link
    return f"{record.public_url}episodes/{episode.slug}/{'' if site.pretty_urls else 'index.html'}"


def _squeezed(text: str) -> str:
    """Podcast apps show titles in one line."""
    return re.sub(r"\s+", " ", text).strip()


@given(told=_feeds)
@_few
def test_a_podcast_client_reads_what_was_written(told: tuple[Show, Episode, int]) -> None:
    feed, record, one = _rendered(*told)
    show, episode = record.show, one.episode
    second_name = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    read = podcastparser.parse(
        "https://media.example.org/kurz/feed.xml", BytesIO(feed.replace(NS["podcast"].encode(), second_name))
    )
    assert read["title"] == _squeezed(show.title)
    assert read["link"] == show.link
    assert read["language"] == show.language
    assert read["itunes_author"] == _squeezed(show.author)
    assert read["type"] == show.type
    assert read["explicit"] == show.explicit
    assert read["import_prohibited"] == show.locked
    assert read.get("new_url") == show.new_feed_url
    assert read.get("funding_url") == (show.funding[-1].url if show.funding else None)
    assert read["itunes_categories"] == [[c.name, *([c.sub] if c.sub else [])] for c in show.categories]
    assert read["cover_url"] == f"{record.public_url}{record.image}"
    if show.owner:
        assert read["itunes_owner"] == {"name": _squeezed(show.owner.name), "email": show.owner.email}
    (item,) = read["episodes"]
    assert item["title"] == _squeezed(episode.title)
    assert item["guid"] == episode.guid
    assert item["published"] == int(episode.date.timestamp())
    assert item["total_time"] == round(one.enclosure.duration_s)
    assert (item.get("number"), item.get("season")) == (episode.number, episode.season)
    assert item["type"] == episode.type
    assert item["link"] == _page(episode, record)
    assert item["explicit"] == (show.explicit if episode.explicit is None else episode.explicit)
    assert [(p["name"], p["role"]) for p in item.get("persons", ())] == [
        (p.name, p.role) for p in _expected_persons(show, episode)
    ]


@given(told=_feeds)
@_few
def test_a_feed_reader_reads_what_was_written(told: tuple[Show, Episode, int]) -> None:
    feed, record, one = _rendered(*told)
    show, episode = record.show, one.episode
    read = feedparser.parse(feed, sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    channel = read.feed
    _require(channel.title, show.title)
    assert channel.link == show.link
    assert channel.language == show.language
    _require(channel.get("rights", ""), show.copyright or "")
    assert channel.image.href == f"{record.public_url}{record.image}"
    assert channel.get("itunes_type") == show.type
    (entry,) = read.entries
    _require(entry.title, episode.title)
    _require(entry.id, episode.guid)
    assert entry.published_parsed[:6] == episode.date.astimezone(UTC).timetuple()[:6]
    assert entry.enclosures == [
        {"href": f"{record.public_url}{_FILES[0].key}", "length": "1000000", "type": "audio/mpeg"}
    ]
    assert entry.itunes_duration == str(round(one.enclosure.duration_s))
    assert entry.get("itunes_episode") == (str(episode.number) if episode.number else None)
    assert entry.get("itunes_season") == (str(episode.season) if episode.season else None)
    assert entry.itunes_episodetype == episode.type


def _require(read: str, written: str) -> None:
    """Insist on the same text, but for what feedparser takes for mistakes of others and mends.

    That are references, Windows' letters in the place of control characters, and UTF-8 in UTF-8.
    """
    if "&" not in written and not _TAKEN_FOR_WINDOWS.search(written) and not _was_encoded_twice(written):
        assert read == written


_TAKEN_FOR_WINDOWS = re.compile("[\x80-\x9f]")


def _was_encoded_twice(text: str) -> bool:
    try:
        return text.encode("iso-8859-1").decode("utf-8") != text
    except UnicodeError:
        return False


@given(told=_feeds)
@_few
def test_the_namespaces_say_what_was_written(told: tuple[Show, Episode, int]) -> None:
    feed, record, one = _rendered(*told)
    show, episode = record.show, one.episode
    channel = etree.fromstring(feed).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    for parent, noun in ((channel, show), (item, episode)):
        assert _fundings(parent) == noun.funding
        assert _txts(parent) == noun.txt
        assert _license(parent) == noun.license
        assert _places(parent) == noun.locations
        assert _posts(parent) == noun.social
        assert _values(parent) == noun.value
    assert _text(channel, "itunes:author") == show.author
    assert _text(channel, "podcast:guid") == str(show.guid)
    assert _text(channel, "podcast:medium") == show.medium
    assert _update_frequency(channel) == show.update_frequency
    assert _podroll(channel) == show.podroll
    assert _persons(channel) == tuple(_grouped(person) for person in show.persons)
    assert _persons(item) == tuple(_grouped(person) for person in _expected_persons(show, episode))
    assert _blocks(channel) == _expected_blocks(show)
    assert _soundbites(item) == episode.soundbites
    assert [e.text for e in channel.findall("podcast:trailer", NS)] == (
        [episode.title] if episode.type is EpisodeType.TRAILER else []
    )
    assert _sources(item) == ([] if len(one.enclosures) == 1 else [file.key for file in one.enclosures])
    assert channel.findtext("description") == (fit(to_html(show.description), 4000) or None)


def _of(parent: etree._Element, tag: str) -> list[etree._Element]:
    return parent.findall(f"podcast:{tag}", NS)


def _text(parent: etree._Element, path: str) -> str:
    return parent.findtext(path, "", NS)


def _fundings(parent: etree._Element) -> tuple[Funding, ...]:
    return tuple(Funding(e.get("url", ""), e.text or "") for e in _of(parent, "funding"))


def _txts(parent: etree._Element) -> tuple[Txt, ...]:
    return tuple(Txt(e.text or "", e.get("purpose", "")) for e in _of(parent, "txt"))


def _license(parent: etree._Element) -> License | None:
    found = [License(e.text or "", e.get("url")) for e in _of(parent, "license")]
    assert all(one.name == one.name.lower() for one in found if one.name.lower() in LICENSES)
    return found[0] if found else None


def _places(parent: etree._Element) -> tuple[Place, ...]:
    return tuple(
        Place(e.text or "", Rel(e.get("rel", "")), e.get("geo"), e.get("osm"), e.get("country"))
        for e in _of(parent, "location")
    )


def _posts(parent: etree._Element) -> tuple[SocialInteract, ...]:
    return tuple(
        SocialInteract(
            Protocol(e.get("protocol", "")),
            e.get("uri"),
            e.get("accountId"),
            e.get("accountUrl"),
            int(e.get("priority", "")) if e.get("priority") is not None else None,
        )
        for e in _of(parent, "socialInteract")
    )


def _values(parent: etree._Element) -> tuple[Value, ...]:
    return tuple(
        Value(
            e.get("type", ""),
            e.get("method", ""),
            tuple(_recipient(one) for one in _of(e, "valueRecipient")),
            e.get("suggested"),
        )
        for e in _of(parent, "value")
    )


def _recipient(e: etree._Element) -> Recipient:
    return Recipient(
        e.get("type", ""),
        e.get("address", ""),
        int(e.get("split", "")),
        e.get("name", ""),
        e.get("customKey"),
        e.get("customValue"),
        e.get("fee") == "true",
    )


def _update_frequency(channel: etree._Element) -> UpdateFrequency | None:
    found = [
        UpdateFrequency(e.text or "", e.get("rrule"), e.get("dtstart"), e.get("complete") == "true")
        for e in _of(channel, "updateFrequency")
    ]
    return found[0] if found else None


def _podroll(channel: etree._Element) -> tuple[RemoteItem, ...]:
    return tuple(
        RemoteItem(UUID(e.get("feedGuid", "")), e.get("feedUrl"), e.get("title", ""))
        for e in channel.findall("podcast:podroll/podcast:remoteItem", NS)
    )


def _persons(parent: etree._Element) -> tuple[Person, ...]:
    return tuple(
        Person(e.text or "", e.get("role", ""), e.get("href"), e.get("img"), e.get("group", "cast"))
        for e in _of(parent, "person")
    )


def _grouped(person: Person) -> Person:
    return replace(person, group=person.group or group_of(person.role))


def _expected_persons(show: Show, episode: Episode) -> tuple[Person, ...]:
    hosts = tuple(person for person in show.persons if person.role == "host")
    own = episode.persons
    return own if not own or any(person.role == "host" for person in own) else hosts + own


def _blocks(channel: etree._Element) -> dict[Any, str | None]:
    """Read as the tag's page says: the first that names a service counts for it."""
    said: dict[Any, str | None] = {}
    for e in sorted(_of(channel, "block"), key=lambda one: one.text != "no"):
        said.setdefault(e.get("id"), e.text)
    return said


def _expected_blocks(show: Show) -> dict[str | None, str]:
    everybody: dict[str | None, str] = {None: "yes"} if show.block else {}
    return (
        everybody | dict.fromkeys(show.blocked_services, "yes") | dict.fromkeys(show.allowed_services, "no")
    )


def _soundbites(item: etree._Element) -> tuple[Soundbite, ...]:
    return tuple(
        Soundbite(float(e.get("startTime", "")), float(e.get("duration", "")), e.text or "")
        for e in _of(item, "soundbite")
    )


def _sources(item: etree._Element) -> list[str]:
    found = item.findall("podcast:alternateEnclosure/podcast:source", NS)
    return [e.get("uri", "").removeprefix(MINIMAL_SHOW.public_url) for e in found]
