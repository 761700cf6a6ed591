"""What comes over from another host: a show, its episodes, where their files are, and what stays behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.model import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.model import Episode, Show


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a feed says and podpub cannot, or had to change.

    Attributes:
        tag: As the feed writes it, with its usual prefix.
        line: Where it stands in the feed; 0 for what stands nowhere in it.
        said: What it says, cut short.
        why: One sentence without a full stop.
        episode: The title; empty where it is about the show.
    """

    tag: str
    line: int
    said: str
    why: str
    episode: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A transcript of an episode, somewhere on the web; `language` is empty where the feed does not tell."""

    url: str
    type: str
    language: str = ""


_FORMATS = {
    **dict.fromkeys(("audio/mpeg", "audio/mp3", "audio/x-mp3", "mp3"), Format.MP3),
    **dict.fromkeys(("audio/mp4", "audio/m4a", "audio/x-m4a", "audio/aac", "m4a"), Format.M4A),
    **dict.fromkeys(("audio/ogg", "audio/opus", "opus"), Format.OPUS),
}


@dataclass(frozen=True, slots=True)
class Sound:
    """A file of sound somewhere on the web, with the length in bytes that the feed tells; 0 is unknown."""

    url: str
    type: str = ""
    bytes: int = 0

    @property
    def format(self) -> Format | None:
        """The format that its type tells, or else its address; None for one that podpub does not publish."""
        ending = urlsplit(self.url).path.rpartition(".")[2].lower()
        return _FORMATS.get(self.type) or _FORMATS.get(ending)


@dataclass(frozen=True, slots=True)
class ArrivedEpisode:
    """An episode, and the addresses of everything that belongs to it.

    Attributes:
        episode: Its slug is the name of the folder it gets.
        sounds: The enclosure first, then what the feed offers beside it.
        image: Of its own cover; None where it has that of the show.
        chapters: Of its chapters as JSON.
        chapter_images: By the start of the chapter, in seconds.
        line: Where it begins in the feed.
    """

    episode: Episode
    sounds: tuple[Sound, ...] = ()
    image: str | None = None
    chapters: str | None = None
    chapter_images: Mapping[float, str] = field(default_factory=dict)
    transcripts: tuple[Spoken, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A show that has come over.

    Attributes:
        image: The address of its cover.
        episodes: The newest first, as in the feed.
        next_page: The address of the older episodes (RFC 5005).
        own: Tags that podpub writes itself, from what it knows better.
    """

    show: Show
    image: str | None
    episodes: tuple[ArrivedEpisode, ...]
    losses: tuple[Loss, ...]
    next_page: str | None = None
    own: tuple[str, ...] = ()
