"""The first files of a show and of an episode; nothing that exists is overwritten."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from podpub.artwork import placeholder_cover
from podpub.config import episode_files, episode_schema, scaffold_episode, scaffold_show, show_schema
from podpub.errors import UsageError
from podpub.model import Slug

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_IGNORED = (
    "# made by podpub, and recordings, which are too large for git\n.podpub/cache/\npublic/\n*.wav\n*.flac\n"
)
_NOTES = "What this episode is about, in [Markdown](https://commonmark.org/help/).\n\n- a link\n- a list\n"


@dataclass(frozen=True, slots=True)
class NewShow:
    """What a host answers when a show begins."""

    title: str
    author: str
    email: str
    language: str
    timezone: str
    public_url: str


def start_show(folder: Path, answers: NewShow) -> tuple[Path, ...]:
    """Write show.yaml, a first cover and what editors and git need; return what was written.

    Raises:
        UsageError: A show lives there already.
    """
    show_file = folder / "show.yaml"
    if show_file.exists():
        raise UsageError(f"{show_file} exists already", fix="Name another folder, or edit that file.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "episodes").mkdir(exist_ok=True)
    written = [*_write_schemas(folder), *_write_new(folder / ".gitignore", _IGNORED)]
    if not (folder / "cover.jpg").exists():
        placeholder_cover(answers.title, folder / "cover.jpg")
        written.append(folder / "cover.jpg")
    text = scaffold_show(
        title=answers.title,
        author=answers.author,
        email=answers.email,
        language=answers.language,
        timezone=answers.timezone,
        guid=uuid4(),
        public_url=answers.public_url,
    )
    return (*_write_new(show_file, text), *written)


def start_episode(root: Path, title: str, *, date: datetime, audio: str | None) -> tuple[Path, ...]:
    """Write the folder of a new episode: the next number, a GUID for ever, notes to fill in.

    Args:
        root: The show's folder.
        title: Any text; the folder's name is made of it.
        date: Without an offset it counts in the show's time zone.
        audio: The recording as episode.yaml shall name it; None for a recording.wav to come.

    Raises:
        UsageError: No folder name can be made of the title.
    """
    number = _next_number(root)
    folder = root / "episodes" / f"{number:03}-{_slug(title)}"
    text = scaffold_episode(
        title=title, number=number, guid=str(uuid4()), date=date, audio=audio or "recording.wav"
    )
    folder.mkdir(parents=True)
    return (
        *_write_new(folder / "episode.yaml", text),
        *_write_new(folder / "notes.md", _NOTES),
        *_write_schemas(root),
    )


def _slug(title: str) -> Slug:
    try:
        return Slug.of(title)
    except ValueError as error:
        raise UsageError(
            f"no folder name can be made of “{title}”", fix="Use at least one letter or digit in the title."
        ) from error


def _next_number(root: Path) -> int:
    """Return one more than the highest number that an episode's folder begins with."""
    names = [file.parent.name for file in episode_files(root)]
    numbers = [int(found[0]) for name in names if (found := re.match(r"\d+", name))]
    return max(numbers, default=0) + 1


def _write_schemas(root: Path) -> tuple[Path, ...]:
    """Put the schemas where the first line of each file points an editor to."""
    schemas = {"show": show_schema(), "episode": episode_schema()}
    (root / ".podpub").mkdir(exist_ok=True)
    for name, schema in schemas.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (root / ".podpub" / f"{name}.schema.json").write_text(text, encoding="utf-8")
    return tuple(root / ".podpub" / f"{name}.schema.json" for name in schemas)


def _write_new(file: Path, text: str) -> tuple[Path, ...]:
    """Write a file that is not there yet."""
    if file.exists():
        return ()
    file.write_text(text, encoding="utf-8")
    return (file,)
