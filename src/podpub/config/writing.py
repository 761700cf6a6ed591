"""Nouns → the texts of show.yaml and episode.yaml, which read back as the same nouns."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml

from podpub.config.audio import written_as
from podpub.config.chapters import seconds
from podpub.config.scaffold import EPISODE_SCHEMA, MODELINE, SHOW_SCHEMA
from podpub.config.tree import Text
from podpub.model import PLAIN, PLAIN_SITE, FolderLocation
from podpub.model.clock import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from podpub.model import Chapter, Episode, Location, Mastering, Show, Site, Soundbite

_OF_BOTH = ("persons", "funding", "license", "locations", "social", "txt", "value")
_OF_SHOWS = (
    *("medium", "update_frequency", "podroll", "blocked_services", "allowed_services"),
    *("spotify", "episodes_per_page", "chapters_in_notes", "notify"),
)
_IN_FILES = ("templates", "words")
_CHECKSUMS = {None: None, True: "plain", False: "trailing"}


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside an episode.yaml, by name.

    Attributes:
        notes: Holds the show notes; None where there are none.
        transcripts: Each with its language.
        chapter_images: The picture of a chapter, by its storage key.
    """

    audio: str
    notes: str | None = None
    image: str | None = None
    transcripts: tuple[tuple[str, str], ...] = ()
    chapter_images: Mapping[str, str] = field(default_factory=dict)


def show_text(  # noqa: PLR0913 - all that stands in the file
    show: Show,
    *,
    image: str,
    storage: Location,
    root: Path,
    audio: Mastering = PLAIN,
    remark: str = "",
) -> str:
    """Return a show.yaml.

    Args:
        show: What it says.
        image: The cover's file name.
        storage: Where the show is published; a folder inside `root` is named from there.
        root: The folder that the show.yaml lies in.
        audio: How episodes are mastered.
        remark: A line that only people read.
    """
    return _text(
        SHOW_SCHEMA,
        {
            "title": show.title,
            "description": show.description,
            "link": show.link,
            "language": show.language,
            "author": show.author,
            "owner": show.owner and asdict(show.owner),
            "categories": [str(one) for one in show.categories],
            "image": image,
            "explicit": show.explicit,
            "type": str(show.type),
            "guid": str(show.guid),
            "timezone": show.timezone,
            "copyright": show.copyright,
            "locked": show.locked,
            "new_feed_url": show.new_feed_url,
            "block": show.block,
            "complete": show.complete,
            **{key: _plain(getattr(show, key)) for key in (*_OF_BOTH, *_OF_SHOWS)},
            "directories": {one.directory: one.url for one in show.directories},
            "audio": written_as(audio, over=PLAIN),
            "site": _site(show.site, storage),
            "storage": _storage(storage, root),
        },
        remark=remark,
    )


def episode_text(
    episode: Episode,
    beside: Beside,
    *,
    mastering: Mastering = PLAIN,
    audio: Mastering = PLAIN,
    remark: str = "",
) -> str:
    """Return an episode.yaml; its slug is the folder's name, its notes stand in a file.

    Args:
        episode: What it says.
        beside: The files that it names.
        mastering: How it is mastered; what differs from the show's `audio` stands in the file.
        audio: The show's.
        remark: A line that only people read.
    """
    return _text(
        f"../../{EPISODE_SCHEMA}",
        {
            "title": episode.title,
            "number": episode.number,
            "number_display": episode.number_display,
            "season": episode.season,
            "season_name": episode.season_name,
            "date": episode.date.isoformat(" ", "seconds"),
            "guid": episode.guid,
            "audio": beside.audio,
            "summary": episode.summary,
            "notes": beside.notes,
            "chapters": [_chapter(one, beside.chapter_images) for one in episode.chapters],
            "soundbites": [_soundbite(one) for one in episode.soundbites],
            "transcripts": [{"file": name, "language": spoken} for name, spoken in beside.transcripts],
            **{key: _plain(getattr(episode, key)) for key in _OF_BOTH},
            "image": beside.image,
            "link": episode.link,
            "explicit": episode.explicit,
            "type": str(episode.type),
            "tags": list(episode.tags),
            "block": episode.block,
            "mastering": written_as(mastering, over=audio),
        },
        remark=remark,
    )


class _Writer(yaml.SafeDumper):
    """Writes a text of several lines as a block where YAML can."""


def _string(writer: _Writer, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Writer.add_representer(str, _string)


def _text(schema: str, content: Mapping[str, object], *, remark: str = "") -> str:
    known = _given(content)
    body: str = yaml.dump(known, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=math.inf)
    said = f"# {remark}\n" if remark else ""
    return f"{MODELINE}{schema}\n{said}{body}"


def _given(content: Mapping[str, object]) -> dict[str, object]:
    """Leave out what has nothing to say."""
    return {key: value for key, value in content.items() if value not in (None, "", [], {})}


def _plain(value: object) -> object:
    """Return a noun by its fields, which are named as its keys are, without those that are as always."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not is_dataclass(value):
        return str(value) if isinstance(value, StrEnum | UUID) else value
    said = {one.name: getattr(value, one.name) for one in fields(value)}
    return {one.name: _plain(said[one.name]) for one in fields(value) if said[one.name] != one.default}


def _chapter(chapter: Chapter, images: Mapping[str, str]) -> dict[str, object]:
    told = {
        "start": _start(chapter.start_s),
        "title": chapter.title,
        "url": chapter.url,
        "image": images.get(chapter.image) if chapter.image else None,
        "toc": None if chapter.toc else False,
    }
    return _given(told)


def _soundbite(soundbite: Soundbite) -> dict[str, object]:
    start, duration = _start(soundbite.start_s), _start(soundbite.duration_s)
    return _given({"start": start, "duration": duration, "title": soundbite.title})


def _start(start_s: float) -> str:
    """Return `00:03:12.500`, or plain seconds where only those read back as the very same number."""
    text = clock(start_s)
    return text if seconds(Text(text)) == start_s else f"{Decimal(repr(start_s)):f}"


def _site(site: Site | None, location: Location) -> object:
    """Return what differs from what a host gets who says nothing; `false` for no pages."""
    if site is None:
        return False
    usual = replace(PLAIN_SITE, pretty_urls=isinstance(location, FolderLocation))
    names = [one.name for one in fields(site) if one.name not in _IN_FILES]
    return {name: value for name in names if (value := getattr(site, name)) != getattr(usual, name)}


def _storage(location: Location, root: Path) -> dict[str, Any]:
    if isinstance(location, FolderLocation):
        inside = location.path.is_relative_to(root)
        path = location.path.relative_to(root).as_posix() if inside else str(location.path)
        return {"path": path, "public_url": location.public_url}
    return _given(
        {
            "bucket": location.bucket,
            "prefix": location.prefix,
            "endpoint_url": location.endpoint_url,
            "region": location.region,
            "profile": location.profile,
            "addressing": location.addressing,
            "checksums": _CHECKSUMS[location.plain_checksums],
            "public_url": location.public_url,
        }
    )
