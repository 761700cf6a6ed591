"""The show, and the project a host keeps it in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - records are validated at run time
from uuid import UUID  # noqa: TC003
from zoneinfo import ZoneInfo

from podpub.model.audio import PLAIN, Mastering
from podpub.model.category import Category  # noqa: TC001
from podpub.model.directory import DirectoryLink  # noqa: TC001
from podpub.model.episode import Person  # noqa: TC001
from podpub.model.notify import NOBODY, Notify
from podpub.model.podcasting import (
    Funding,
    License,
    Medium,
    Place,
    RemoteItem,
    SocialInteract,
    Spotify,
    Txt,
    UpdateFrequency,
)
from podpub.model.site import PLAIN_SITE, Site
from podpub.model.value import Value  # noqa: TC001


class ShowType(StrEnum):
    """The order in which a show wants to be heard."""

    EPISODIC = "episodic"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who may claim the show at a directory."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Show:
    """What listeners and directories are told about the show; `description` is Markdown.

    Attributes:
        chapters_in_notes: Whether an episode's notes end with its chapters, for apps that read them there.
        block: Hide the show from all directories, but for the `allowed_services`.
        blocked_services, allowed_services: By their names in `SERVICES`.
        podroll: Shows that this one recommends.
        directories: Its own pages where podcasts are listed and heard.
        episodes_per_page: How many an older page of the feed has (RFC 5005); None is a feed in one piece.
        site: Its web pages; None where there are none.
    """

    title: str
    description: str
    link: str
    language: str
    author: str
    categories: tuple[Category, ...]
    guid: UUID
    timezone: str
    explicit: bool = False
    type: ShowType = ShowType.EPISODIC
    owner: Owner | None = None
    copyright: str | None = None
    locked: bool = True
    persons: tuple[Person, ...] = ()
    new_feed_url: str | None = None
    block: bool = False
    complete: bool = False
    chapters_in_notes: bool = False
    notify: Notify = NOBODY
    funding: tuple[Funding, ...] = ()
    txt: tuple[Txt, ...] = ()
    medium: Medium = Medium.PODCAST
    license: License | None = None
    locations: tuple[Place, ...] = ()
    update_frequency: UpdateFrequency | None = None
    podroll: tuple[RemoteItem, ...] = ()
    social: tuple[SocialInteract, ...] = ()
    blocked_services: tuple[str, ...] = ()
    allowed_services: tuple[str, ...] = ()
    value: tuple[Value, ...] = ()
    spotify: Spotify | None = None
    episodes_per_page: int | None = None
    directories: tuple[DirectoryLink, ...] = ()
    site: Site | None = PLAIN_SITE

    @property
    def zone(self) -> ZoneInfo:
        """The time zone by its name; `zoneinfo.ZoneInfoNotFoundError` where nobody knows it."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class FolderLocation:
    """A plain folder as storage, and the URL under which the world sees it (ends with a slash)."""

    path: Path
    public_url: str


@dataclass(frozen=True, slots=True)
class BucketLocation:
    """A bucket of an S3-compatible provider as storage.

    Attributes:
        bucket: Its name.
        public_url: Under which the world sees `prefix` in it; ends with a slash.
        prefix: Stands before every key; empty, or ends with a slash.
        endpoint_url: Of the provider's S3 interface; None is AWS.
        region: None leaves it to the provider's preset.
        profile: Of the AWS configuration on this computer, for the credentials.
        addressing: `path` or `virtual`; None leaves it to the provider's preset.
        plain_checksums: Whether uploads go without a checksum at their end; None leaves it to the preset.
    """

    bucket: str
    public_url: str
    prefix: str = ""
    endpoint_url: str | None = None
    region: str | None = None
    profile: str | None = None
    addressing: str | None = None
    plain_checksums: bool | None = None


Location = FolderLocation | BucketLocation


@dataclass(frozen=True, slots=True)
class Project:
    """The show as it lies on the host's disk.

    Attributes:
        root: The folder that holds show.yaml.
        image: The cover, a file.
        audio: How episodes are mastered that say nothing else.
    """

    root: Path
    show: Show
    image: Path
    storage: Location
    audio: Mastering = PLAIN
