"""What the podcast namespace, and Spotify's, let a show and its episodes tell beside their texts.

Source: podcastindex.org/namespace/1.0, docs/tags; a field is named as its key in show.yaml and episode.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID  # noqa: TC003 - records are validated at run time

from podpub.model.country import is_country
from podpub.model.message import say
from podpub.model.recurrence import require_rule, takes_count

SHORT_CHARACTERS = 128
TXT_CHARACTERS = 4000
DISPLAY_CHARACTERS = 32
LICENSES = ("arr", "cc-by-4.0", "cc-by-nc-4.0", "cc-by-nc-nd-4.0", "pod-v4v-1.0")
"""The licences that need no address (licenses.json), in lower case."""

_DEGREES = r"-?\d+(?:\.\d+)?"
_GEO = re.compile(
    rf"geo:(?P<latitude>{_DEGREES}),(?P<longitude>{_DEGREES})(?:,{_DEGREES})?"
    r"(?:;crs=wgs84)?(?:;u=\d+(?:\.\d+)?)?"
)
_LATITUDE, _LONGITUDE = 90, 180
_POST = re.compile(r"(?:https://|(?:at|hive|lightning|matrix|nostr):)[!-;=?-~]+", re.IGNORECASE)
_OSM = re.compile(r"[NWR]\d+(?:#\d+)?")


def require_short(text: str, limit: int = SHORT_CHARACTERS) -> None:
    """Accept a text that aggregators do not cut.

    Raises:
        ValueError: It is longer.
    """
    if len(text) > limit:
        raise ValueError(say("at most {limit} characters are read: {text}…", limit=limit, text=text[:limit]))


def require_secure(url: str | None) -> None:
    """Accept an address that the namespace allows: https, or none (docs/1.0.md).

    Raises:
        ValueError: It is another one.
    """
    if url is not None and not url.lower().startswith("https://"):
        raise ValueError(say("the podcast namespace takes https addresses only: {url}", url=url))


class Medium(StrEnum):
    """What the episodes are; the lists of other feeds that the namespace knows have none."""

    PODCAST = "podcast"
    MUSIC = "music"
    VIDEO = "video"
    FILM = "film"
    AUDIOBOOK = "audiobook"
    NEWSLETTER = "newsletter"
    BLOG = "blog"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Funding:
    """Where listeners can give money, and the words of the link."""

    url: str
    text: str = ""

    def __post_init__(self) -> None:
        require_secure(self.url)
        require_short(self.text)


@dataclass(frozen=True, slots=True)
class Txt:
    """A text for machines, such as the code that claims a show."""

    text: str
    purpose: str = ""

    def __post_init__(self) -> None:
        require_short(self.text, TXT_CHARACTERS)
        require_short(self.purpose)
        if self.purpose == "ai-content" and self.text not in ("true", "false"):
            raise ValueError(say("a txt about AI content says true or false: {text}", text=self.text))


@dataclass(frozen=True, slots=True)
class License:
    """What others may do with the recordings: a licence by its identifier, or one's own with its address."""

    name: str
    url: str | None = None

    def __post_init__(self) -> None:
        require_short(self.name)
        require_secure(self.url)
        if self.url is None and self.name.lower() not in LICENSES:
            raise ValueError(
                say("a licence that is not in the list needs an address: {name}", name=self.name)
            )


class Rel(StrEnum):
    """What a place is to a show or an episode."""

    SUBJECT = "subject"
    CREATOR = "creator"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens, or was recorded.

    Attributes:
        geo: `geo:latitude,longitude` (RFC 5870).
        osm: N, W or R and a number: a node, way or relation of OpenStreetMap.
        country: Two letters (ISO 3166-1), in lower case.
    """

    name: str
    rel: Rel = Rel.SUBJECT
    geo: str | None = None
    osm: str | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        require_short(self.name)
        if self.geo is not None and not is_geo(self.geo):
            raise ValueError(say("not a place on the globe: {geo}", geo=self.geo))
        if self.osm is not None and not is_osm(self.osm):
            raise ValueError(say("not a place of OpenStreetMap: {osm}", osm=self.osm))
        if self.country is not None and not is_country(self.country):
            raise ValueError(say("not a country: {country}", country=self.country))


def is_geo(text: str) -> bool:
    """Tell whether a text is a `geo:` URI with a place that is on the globe (RFC 5870, 3.3)."""
    found = _GEO.fullmatch(text)
    return (
        found is not None
        and abs(float(found["latitude"])) <= _LATITUDE
        and abs(float(found["longitude"])) <= _LONGITUDE
    )


def is_osm(text: str) -> bool:
    """Tell whether a text names a place of OpenStreetMap, with or without a version."""
    return _OSM.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class UpdateFrequency:
    """How often episodes appear.

    Attributes:
        rrule: RFC 5545, 3.3.10.
        dtstart: ISO 8601; when the rule begins.
        complete: There will be no more.
    """

    text: str
    rrule: str | None = None
    dtstart: str | None = None
    complete: bool = False

    def __post_init__(self) -> None:
        require_short(self.text)
        if self.dtstart is not None:
            datetime.fromisoformat(self.dtstart)
        if self.rrule is not None:
            require_rule(self.rrule)
            if takes_count(self.rrule) and self.dtstart is None:
                raise ValueError(say("a rule that counts needs a beginning, `dtstart`"))


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """Another show, by its `podcast:guid`; the rest helps apps that do not know it yet."""

    guid: UUID
    feed_url: str | None = None
    title: str = ""

    def __post_init__(self) -> None:
        require_secure(self.feed_url)
        require_short(self.title)


@dataclass(frozen=True, slots=True)
class Soundbite:
    """A passage worth hearing on its own, in seconds of the same time as the chapters beside it."""

    start_s: float
    duration_s: float
    title: str = ""

    def __post_init__(self) -> None:
        require_short(self.title)
        if self.start_s < 0 or self.duration_s <= 0:
            raise ValueError(
                say(
                    "a soundbite has a beginning and a length: {start_s}, {duration_s}",
                    start_s=self.start_s,
                    duration_s=self.duration_s,
                )
            )


class Protocol(StrEnum):
    """How a post can be answered (socialprotocols.txt); `disabled` asks apps to show no comments."""

    DISABLED = "disabled"
    ACTIVITYPUB = "activitypub"
    ATPROTO = "atproto"
    BLUESKY = "bluesky"
    HIVE = "hive"
    LIGHTNING = "lightning"
    MATRIX = "matrix"
    NOSTR = "nostr"
    TWITTER = "twitter"


@dataclass(frozen=True, slots=True)
class SocialInteract:
    """The post whose answers are the comments; of several, the lowest priority is shown first."""

    protocol: Protocol = Protocol.ACTIVITYPUB
    uri: str | None = None
    account: str | None = None
    account_url: str | None = None
    priority: int | None = None

    def __post_init__(self) -> None:
        require_secure(self.account_url)
        if (self.protocol is Protocol.DISABLED) != (self.uri is None):
            raise ValueError(say("comments have the address of a post, or are disabled"))
        if self.uri is not None and not is_post(self.uri):
            raise ValueError(say("not the address of a post: {uri}", uri=self.uri))


def is_post(uri: str) -> bool:
    """Tell whether a post can have this address: https, or the scheme of one of the protocols."""
    return _POST.fullmatch(uri) is not None


@dataclass(frozen=True, slots=True)
class Spotify:
    """What is told to Spotify alone: where the show is made for, and how many episodes it may list."""

    countries: tuple[str, ...] = ()
    limit: int | None = None

    def __post_init__(self) -> None:
        for country in self.countries:
            if not is_country(country):
                raise ValueError(say("not a country: {country}", country=country))
        if self.limit is not None and self.limit < 1:
            raise ValueError(say("one episode is the least: {limit}", limit=self.limit))
