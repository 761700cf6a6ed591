"""The podcast namespace (podcastindex.org/namespace/1.0): what stands in the channel, what in an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.feed import pictures
from podpub.feed.enclosures import alternates, trailers
from podpub.feed.namespaced import (
    fundings,
    licenses,
    persons,
    places,
    podroll,
    posts,
    soundbites,
    txts,
    update_frequency,
    values,
)
from podpub.feed.table import Namespace, Row, Tag, Tags, text
from podpub.model.layout import content_type, public_address

if TYPE_CHECKING:
    from podpub.feed.channel import Channel
    from podpub.feed.item import Item


def _locked(channel: Channel) -> Tags:
    show = channel.show
    owner = show.owner.email if show.owner else None
    return (Tag("yes" if show.locked else "no", {"owner": owner}),)


def _podping(channel: Channel) -> Tags:
    return (Tag(attributes={"usesPodping": "true"}),) if channel.show.notify.podping else ()


def _blocks(channel: Channel) -> Tags:
    """Where a service finds itself named, that counts for it; else the tag without a name."""
    show = channel.show
    if show.block:
        yield Tag("yes")
    yield from (Tag("yes", {"id": name}) for name in show.blocked_services)
    yield from (Tag("no", {"id": name}) for name in show.allowed_services)


def _season(item: Item) -> Tags:
    episode = item.episode
    return (
        () if episode.season is None else (Tag(str(episode.season), {"name": episode.season_name or None}),)
    )


def _number(item: Item) -> Tags:
    episode = item.episode
    if episode.number is None:
        return ()
    return (Tag(str(episode.number), {"display": episode.number_display or None}),)


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


_APPS = "apps that know the podcast namespace"

PODCAST = Namespace(
    prefix="podcast",
    uri="https://podcastindex.org/namespace/1.0",
    channel=(
        Row("guid", "`guid:`", "Podcast Index", "NS: guid; PSP-1", lambda channel: text(channel.show.guid)),
        Row(
            "locked",
            "`locked:`, `owner.email:`",
            "hosting companies, before an import",
            "NS: locked",
            _locked,
        ),
        Row(
            "image",
            "`image:`, in every size that is published",
            _APPS,
            "NS: image",
            lambda channel: pictures.of_the_show(channel.record),
        ),
        Row("podping", "`notify.podping:`", "Podcast Index", "NS: podping", _podping),
        Row("medium", "`medium:`", "Podcast Index", "NS: medium", lambda channel: text(channel.show.medium)),
        Row(
            "funding",
            "`funding:`",
            "Podverse, Podfriend, Podcast Guru, Anytime",
            "NS: funding; PSP-1",
            lambda channel: fundings(channel.show.funding),
        ),
        Row(
            "person",
            "`persons:`, `hosts:`, `guests:`",
            "Podfriend, gPodder",
            "NS: person",
            lambda channel: persons(channel.show.persons),
        ),
        Row("license", "`license:`", _APPS, "NS: license", lambda channel: licenses(channel.show.license)),
        Row(
            "location",
            "`locations:`",
            "Podfriend",
            "NS: location",
            lambda channel: places(channel.show.locations),
        ),
        Row(
            "updateFrequency",
            "`update_frequency:`",
            _APPS,
            "NS: update-frequency; RFC 5545, 3.3.10",
            lambda channel: update_frequency(channel.show.update_frequency),
        ),
        Row("podroll", "`podroll:`", _APPS, "NS: podroll", lambda channel: podroll(channel.show.podroll)),
        Row("trailer", "released episodes with `type: trailer`", _APPS, "NS: trailer", trailers),
        Row(
            "socialInteract",
            "`social:`",
            _APPS,
            "NS: social-interact",
            lambda channel: posts(channel.show.social),
        ),
        Row(
            "block",
            "`block:`, `blocked_services:`, `allowed_services:`",
            "the services that it names",
            "NS: block",
            _blocks,
        ),
        Row(
            "txt",
            "`txt:`",
            "Apple Podcasts (applepodcastsverify); whoever asks for a code",
            "NS: txt; PSP-1",
            lambda channel: txts(channel.show.txt),
        ),
        Row("value", "`value:`", _APPS, "NS: value", lambda channel: values(channel.show.value)),
    ),
    item=(
        Row(
            "image",
            "`image:`, in every size that is published",
            _APPS,
            "NS: image",
            pictures.of_the_episode,
        ),
        Row("season", "`season:`, `season_name:`", _APPS, "NS: season", _season),
        Row("episode", "`number:`, `number_display:`", _APPS, "NS: episode", _number),
        Row(
            "person",
            "`persons:`, `hosts:`, `guests:`; the show's hosts beside guests",
            "Podfriend, gPodder",
            "NS: person",
            lambda item: persons(item.persons),
        ),
        Row(
            "transcript",
            "`transcripts:`",
            "Apple Podcasts, Spotify, Podcast Addict, gPodder",
            "NS: transcript; PSP-1",
            _transcripts,
        ),
        Row(
            "chapters",
            "`chapters:`, as JSON 1.2",
            "Apple Podcasts, AntennaPod, Podverse, Fountain",
            "NS: chapters, JSON chapters 1.2",
            _chapters,
        ),
        Row(
            "alternateEnclosure",
            "`audio.formats:`; the record's files",
            _APPS,
            "NS: alternate-enclosure, source, integrity; W3C SRI; RFC 6381",
            alternates,
        ),
        Row(
            "soundbite",
            "`soundbites:`",
            "Podverse",
            "NS: soundbite",
            lambda item: soundbites(item.episode.soundbites),
        ),
        Row("funding", "`funding:`", _APPS, "NS: funding", lambda item: fundings(item.episode.funding)),
        Row("license", "`license:`", _APPS, "NS: license", lambda item: licenses(item.episode.license)),
        Row(
            "location",
            "`locations:`",
            "Podfriend",
            "NS: location",
            lambda item: places(item.episode.locations),
        ),
        Row(
            "socialInteract",
            "`social:`",
            _APPS,
            "NS: social-interact",
            lambda item: posts(item.episode.social),
        ),
        Row("txt", "`txt:`", _APPS, "NS: txt", lambda item: txts(item.episode.txt)),
        Row("value", "`value:`", _APPS, "NS: value", lambda item: values(item.episode.value)),
    ),
)
