"""The first files of a show and of an episode; nothing that exists is overwritten."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from podpub.artwork import placeholder_cover
from podpub.config import (
    EPISODE_SCHEMA,
    SHOW_FILE,
    SHOW_SCHEMA,
    episode_files,
    episode_schema,
    load_all,
    scaffold_episode,
    scaffold_show,
    show_schema,
)
from podpub.errors import ConfigError, UsageError
from podpub.model import Slug, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from podpub.config import NewShow

_NUMBER = re.compile(r"(?<=^number: )\d+", re.MULTILINE)
_IGNORED = """\
# made by podpub, and recordings, which are too large for git
.podpub/cache/
.podpub/import*
public/
*.wav
"""
_NOTES = "What this episode is about, in [Markdown](https://commonmark.org/help/).\n\n- a link\n- a list\n"


def start_show(folder: Path, answers: NewShow) -> tuple[Path, ...]:
    """Write show.yaml, a first cover and what editors and git need; return what was written.

    Raises:
        UsageError: A show lives there already, or the folder cannot be written.
        ConfigError: An answer cannot be used; it stands in show.yaml to be corrected.
    """
    show_file = folder / SHOW_FILE
    if show_file.exists():
        raise UsageError(
            say("{show_file} exists already", show_file=show_file),
            fix=say("Name another folder, or edit that file."),
        )
    text = scaffold_show(answers, guid=uuid4())
    with _speaking(folder):
        (folder / "episodes").mkdir(parents=True, exist_ok=True)
        written = [*furnish(folder)]
        if not (folder / "cover.jpg").exists():
            placeholder_cover(answers.title, folder / "cover.jpg")
            written.append(folder / "cover.jpg")
        show_file.write_text(text, encoding="utf-8")
    require_usable(show_file)
    return (show_file, *written)


def require_usable(show_file: Path) -> None:
    """Accept a show.yaml that can be read.

    Raises:
        ConfigError: It has to be corrected; with every mistake as a finding.
    """
    try:
        load_all(show_file, ())
    except ConfigError as error:
        raise ConfigError(
            say("{show_file} is written, and has to be corrected before it can be used", show_file=show_file),
            findings=error.findings,
        ) from error


def start_episode(root: Path, title: str, *, date: datetime, audio: str | None) -> tuple[Path, ...]:
    """Write the folder of a new episode: the next number, a GUID for ever, notes to fill in.

    Args:
        root: The show's folder.
        title: Any text; the folder's name is made of it.
        date: Without an offset it counts in the show's time zone.
        audio: The recording as episode.yaml shall name it; None for a recording.wav to come.

    Raises:
        UsageError: No folder name can be made of the title, or the folder cannot be written.
    """
    number = _next_number(root)
    folder = root / "episodes" / f"{number:03}-{_slug(title)}"
    text = scaffold_episode(
        title=title, number=number, guid=str(uuid4()), date=date, audio=audio or "recording.wav"
    )
    with _speaking(folder):
        folder.mkdir(parents=True)
        return (
            *_write_new(folder / "episode.yaml", text),
            *_write_new(folder / "notes.md", _NOTES),
            *_write_schemas(root),
        )


def furnish(root: Path) -> tuple[Path, ...]:
    """Write what editors and git need in a show's folder; return what was written."""
    return (*_write_new(root / ".gitignore", _IGNORED), *_write_schemas(root))


@contextmanager
def _speaking(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            say("cannot write in {folder}: {reason}", folder=folder, reason=error.strerror or error),
            fix=say("Choose a folder you may write in."),
        ) from error


def _slug(title: str) -> Slug:
    try:
        return Slug.of(title)
    except ValueError as error:
        raise UsageError(
            say("no folder name can be made of “{title}”", title=title),
            fix=say("Use at least one letter or digit in the title."),
        ) from error


def _next_number(root: Path) -> int:
    """Return one more than the highest number that a folder begins with or an episode has."""
    folders = [folder for folder in (root / "episodes").glob("*") if folder.is_dir()]
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in episode_files(root)]
    found = [
        *(re.match(r"\d+", folder.name) for folder in folders),
        *(_NUMBER.search(text) for text in texts),
    ]
    return max((int(one[0]) for one in found if one), default=0) + 1


def _write_schemas(root: Path) -> tuple[Path, ...]:
    """Put the schemas where the first line of each file points an editor to."""
    schemas = {root / SHOW_SCHEMA: show_schema(), root / EPISODE_SCHEMA: episode_schema()}
    for file, schema in schemas.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return tuple(schemas)


def _write_new(file: Path, text: str) -> tuple[Path, ...]:
    """Write a file that is not there yet."""
    if file.exists():
        return ()
    file.write_text(text, encoding="utf-8")
    return (file,)
