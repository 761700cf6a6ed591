"""The show, and the project a host keeps it in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - records are validated at run time
from uuid import UUID  # noqa: TC003
from zoneinfo import ZoneInfo

from podpub.model.category import Category  # noqa: TC001
from podpub.model.episode import Person  # noqa: TC001


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
    """What listeners and directories are told about the show; `description` is Markdown."""

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
class Project:
    """The show as it lies on the host's disk.

    Attributes:
        root: The folder that holds show.yaml.
        image: The cover, a file.
    """

    root: Path
    show: Show
    image: Path
    storage: FolderLocation
