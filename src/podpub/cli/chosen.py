"""From what a host types to the files that are meant."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.config import EPISODE_FILE, episode_files, find_show, load_all
from podpub.errors import UsageError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Sequence


def episode_file(typed: Path) -> Path:
    """Return the episode.yaml of a folder or file."""
    file = typed / EPISODE_FILE if typed.is_dir() else typed
    if not file.is_file():
        raise UsageError(
            say("there is no {file}", file=file), fix=say("Name an episode.yaml, or the folder it lies in.")
        )
    return Path(os.path.abspath(file))  # noqa: PTH100 - links stay as the host made them


def named_episode(typed: str) -> str:
    """Return the GUID of an episode whose folder or file is named; others are slugs or GUIDs."""
    if not Path(typed).exists():
        return typed
    file = episode_file(Path(typed))
    (episode,) = load_all(find_show(file), (file,)).productions or (None,)
    return episode.episode.guid if episode else file.parent.name


def chosen_episodes(typed: Sequence[Path], *, everything: bool) -> tuple[Path, tuple[Path, ...]]:
    """Return the show.yaml and the episodes that are meant: all, those typed, or the one in this folder."""
    if everything:
        show = find_show(Path.cwd())
        return show, episode_files(show.parent)
    here = [Path(EPISODE_FILE)] if Path(EPISODE_FILE).is_file() else []
    files = tuple(dict.fromkeys(episode_file(path) for path in typed or here))
    if not files:
        raise UsageError(say("no episode is named"), fix=say("Name an episode's folder, or use --all."))
    shows = {find_show(file) for file in files}
    if len(shows) > 1:
        raise UsageError(
            say("these episodes belong to different shows"), fix=say("Release one show at a time.")
        )
    return shows.pop(), files
