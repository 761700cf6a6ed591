"""Where a show that moves in gets its folders, and whether there is room for it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from podpub.config import SHOW_FILE, identities
from podpub.errors import UsageError
from podpub.model import say
from podpub.pipeline.arriving.downloads import part_of
from podpub.pipeline.arriving.landing import audio_file

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.arrivals import Arrival

_SPARE_BYTES = 50_000_000


def require_room(root: Path, arrival: Arrival, *, sounds: bool) -> None:
    """Accept a folder that has no other show in it, on a disk that holds what is to come.

    Raises:
        UsageError: It is another show's, or its disk is too small.
    """
    file = root / SHOW_FILE
    guid = str(arrival.show.guid)
    if file.is_file() and guid not in file.read_text("utf-8", errors="replace"):
        raise UsageError(
            say(
                "{file} is another show's, not that of “{title}”",
                file=file,
                title=arrival.show.title,
            ),
            fix=say("Import into a folder of its own."),
        )
    if not sounds:
        return
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    free, needed = shutil.disk_usage(there).free, still_needed_bytes(root, arrival) + _SPARE_BYTES
    if free < needed:
        raise UsageError(
            say(
                "the audio needs {needed} MB, and {free} MB are free on that disk",
                needed=needed // 1_000_000,
                free=free // 1_000_000,
            ),
            fix=say("Choose a folder on another disk, or leave the audio out for now: --no-audio."),
        )


def still_needed_bytes(root: Path, arrival: Arrival) -> int:
    """Return how much sound is to come, by what the feed promises; unknown lengths count as the average."""
    told = [one.sounds[0].bytes for one in arrival.episodes if one.sounds[0].bytes]
    average = sum(told) // len(told) if told else 0
    workbench, folders = root / ".podpub" / "import", folders_of(root, arrival)
    needed = 0
    for one in arrival.episodes:
        sound = one.sounds[0]
        if not audio_file(sound, folders[one.episode.guid]).exists():
            part = part_of(sound, workbench).file
            needed += max(0, (sound.bytes or average) - (part.stat().st_size if part.exists() else 0))
    return needed


def folders_of(root: Path, arrival: Arrival) -> dict[str, Path]:
    """Return the folder of each episode by its GUID: the one that it has already, or a new one."""
    known = identities(root)
    taken = {path.name for path in known.values()}
    folders: dict[str, Path] = {}
    for one in arrival.episodes:
        guid, name = one.episode.guid, str(one.episode.slug)
        if guid in known:
            folders[guid] = known[guid]
            continue
        number, free = 2, name
        while free in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free)
        folders[guid] = root / "episodes" / free
    return folders
