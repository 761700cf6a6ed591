"""From files to nouns: the show, its episodes, and everything that is wrong with them at once."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from podpub.config.audio import mastering
from podpub.config.desk import Desk
from podpub.config.episode import WrittenEpisode
from podpub.config.mistake import Mistake
from podpub.config.own import NOTHING_OWN, read_own
from podpub.config.sheet import read_sheet
from podpub.config.show import WrittenShow
from podpub.config.source import read_text
from podpub.config.tree import Text, read_tree
from podpub.errors import ConfigError
from podpub.model import Finding, Level, Mastering, Places, Production, Project, Slug, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from podpub.config.keys import Written
    from podpub.config.tree import Section

SHOW_FILE = "show.yaml"
EPISODE_FILE = "episode.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A show as the host wrote it.

    Attributes:
        productions: Those without a mistake, in the order of the files that were asked for.
        findings: Mistakes in episodes, and warnings.
        absent: By episode.yaml, the audio files that are not on this disk; nobody needs them any more once
            the episode is released.
    """

    project: Project
    productions: tuple[Production, ...]
    findings: tuple[Finding, ...]
    absent: Mapping[Path, tuple[Finding, ...]]
    places: Places


def find_show(start: Path) -> Path:
    """Return the show.yaml of the folder that `start` lies in, or of one above it.

    Raises:
        ConfigError: There is none.
    """
    here = _absolute(start)
    for folder in (here, *here.parents):
        if (folder / SHOW_FILE).is_file():
            return folder / SHOW_FILE
        if (folder / "show.yml").is_file():
            raise ConfigError(
                say("{file} has another name", file=folder / "show.yml"), fix=say("Rename it to show.yaml.")
            )
    raise ConfigError(
        say("there is no show.yaml in {folder} or above it", folder=here if here.is_dir() else here.parent),
        fix=say("Change to your show's folder, or start a show with `podpub init`."),
    )


def episode_files(root: Path) -> tuple[Path, ...]:
    """Return the episode.yaml of every folder in `episodes/`, 9 before 10."""
    return tuple(sorted(root.glob(f"episodes/*/{EPISODE_FILE}"), key=_natural))


def _natural(file: Path) -> tuple[str, str]:
    name = file.parent.name
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), name), name


def identities(root: Path) -> dict[str, Path]:
    """Return the folder of each episode by its GUID, as far as their files can be read."""
    found: dict[str, Path] = {}
    for file in episode_files(root):
        try:
            tree = read_tree(read_text(file)[0])
        except Mistake:
            continue
        guid = tree.root.get("guid") if tree.root else None
        if isinstance(guid, Text):
            found.setdefault(guid.strip(), file.parent)
    return found


def load_all(show_file: Path, episode_files: Sequence[Path]) -> Loaded:
    """Read a show and some of its episodes, as far as they can be read.

    Args:
        show_file: The show.yaml.
        episode_files: The episode.yaml of each.

    Raises:
        ConfigError: The show itself cannot be used; with every mistake of all files as a finding.
    """
    file = _absolute(show_file)
    desk = Desk(root=file.parent, file=file)
    sheet = read_sheet(desk, WrittenShow)
    inherited = _inherited(desk, sheet.written)
    own = read_own(desk, sheet.written.language) if sheet.written else NOTHING_OWN
    readings = [
        _episode(replace(inherited, file=file, findings=[], absent=[]))
        for file in dict.fromkeys(_absolute(file) for file in episode_files)
    ]
    findings = (
        *desk.findings,
        *(f for reading in readings for f in reading.desk.findings),
        *_twins(readings),
    )
    absent = {one.desk.file: (*desk.absent, *one.desk.absent) for one in readings}
    if sheet.written is None:
        missing = dict.fromkeys(one for missed in absent.values() for one in missed)
        raise ConfigError(say("{name} cannot be used", name=SHOW_FILE), findings=(*findings, *missing))
    lines = dict(_lines(file, WrittenShow, sheet.root))
    for reading in readings:
        lines.update(_lines(reading.desk.file, WrittenEpisode, reading.root))
    return Loaded(
        project=sheet.written.project(desk.root, own),
        productions=tuple(reading.production for reading in readings if reading.production),
        findings=findings,
        absent=absent,
        places=Places(desk.root, lines),
    )


def _lines(file: Path, model: type[Written], root: Section) -> Iterator[tuple[tuple[Path, str], int]]:
    for key, value in root.items():
        name = model.aliases.get(key, key)
        yield (file, name), value.line
        if name in {"hosts", "guests"}:
            yield (file, "persons"), value.line


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the host made them


@dataclass(frozen=True, slots=True)
class _Reading:
    """An episode as far as it could be read; `guid` and `slug` are compared with those of others."""

    desk: Desk
    production: Production | None
    guid: object
    slug: object
    root: Section


def _inherited(desk: Desk, show: WrittenShow | None) -> Desk:
    if show is None:
        return desk
    return replace(
        desk,
        zone=ZoneInfo(show.timezone),
        language=show.language,
        mastering=mastering(show.audio, over=Mastering()),
    )


def _episode(desk: Desk) -> _Reading:
    sheet = read_sheet(desk, WrittenEpisode)
    slug = sheet.written.slug if sheet.written else None
    slug = slug or _slug_of_folder(desk, sheet.root)
    production = sheet.written.production(desk, slug) if sheet.written and slug else None
    return _Reading(desk, production, sheet.root.get("guid"), slug, sheet.root)


def _slug_of_folder(desk: Desk, root: Section) -> Slug | None:
    try:
        return Slug.of(desk.folder.name)
    except ValueError:
        if "slug" not in root:
            desk.error(
                "slug",
                1,
                say("no web address can be made of the folder's name {name}", name=desk.folder.name),
                say("Write `slug:` with a name of the letters a-z, digits and hyphens."),
            )
        return None


def _twins(readings: Sequence[_Reading]) -> Iterator[Finding]:
    """Find episodes that share what has to be theirs alone."""
    for key, remedy in _IDENTITIES.items():
        first: dict[str, str] = {}
        for reading in readings:
            value = getattr(reading, key)
            if value is None:
                continue
            where = reading.desk.place(value)
            if str(value) in first:
                message = say("the {key} is also that of {place}", key=key, place=first[str(value)])
                yield Finding(Level.ERROR, f"same-{key}", where, message, remedy)
            first.setdefault(str(value), where)


_IDENTITIES = {
    "guid": say("Give the newer episode a GUID of its own: podcast apps take both for one."),
    "slug": say("Rename the newer episode's folder, or write another `slug:`."),
}
