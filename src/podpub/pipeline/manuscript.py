"""Everything the host wrote, read and judged before any work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.artwork import inspect
from podpub.checks import Facts, check
from podpub.config import SHOW_FILE, load_all
from podpub.errors import PictureError
from podpub.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from podpub.config import Loaded
    from podpub.model import Picture, Places, Production, Project


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The show and the episodes asked for, as far as they could be read.

    Attributes:
        productions: Those that could be read.
        findings: Everything there is to complain about, errors and warnings.
        absent: By episode.yaml, what is wrong with an episode whose audio files are still needed.
    """

    project: Project
    productions: tuple[Production, ...]
    findings: tuple[Finding, ...]
    absent: Mapping[Path, tuple[Finding, ...]]
    places: Places


def read_manuscript(show_file: Path, episode_files: Sequence[Path]) -> Manuscript:
    """Read and check everything, and collect every problem.

    Raises:
        ConfigError: show.yaml cannot be used; with every problem and warning as a finding.
    """
    loaded = load_all(show_file, episode_files)
    pictures, unreadable = _look_at(loaded)
    facts = Facts(loaded.project, loaded.productions, pictures, loaded.places)
    findings = (*loaded.findings, *unreadable, *check(facts))
    return Manuscript(loaded.project, loaded.productions, findings, loaded.absent, loaded.places)


def _look_at(loaded: Loaded) -> tuple[dict[Path, Picture], list[Finding]]:
    """Inspect every cover once; one that cannot be read is a finding at the line that names it."""
    named = {one.image: one.file for one in loaded.productions if one.image}
    named[loaded.project.image] = loaded.project.root / SHOW_FILE
    pictures, unreadable = {}, []
    for image, file in named.items():
        try:
            pictures[image] = inspect(image)
        except PictureError as error:
            place = loaded.places.where(file, "image")
            unreadable.append(Finding(Level.ERROR, error.code, place, error.message, error.fix))
    return pictures, unreadable
