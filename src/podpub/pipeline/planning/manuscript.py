"""Everything the host wrote, read and judged before any work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.artwork import inspect
from podpub.checks import Facts, check
from podpub.config import SHOW_FILE, load_all
from podpub.errors import PictureError
from podpub.model import Finding, Level
from podpub.pipeline.planning.recorded import with_recorded

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
    opened = [with_recorded(one, loaded.places) for one in loaded.productions]
    productions = tuple(production for production, _ in opened)
    pictures, unreadable = _look_at(loaded)
    facts = Facts(loaded.project, productions, pictures, loaded.places)
    marked = (finding for _, found in opened for finding in found)
    findings = (*loaded.findings, *marked, *unreadable, *check(facts))
    return Manuscript(loaded.project, productions, findings, loaded.absent, loaded.places)


def _look_at(loaded: Loaded) -> tuple[dict[Path, Picture], list[Finding]]:
    """Inspect every picture once; one that cannot be read is a finding at the line that names it."""
    pictures, unreadable = {}, []
    for image, place in _named(loaded).items():
        try:
            pictures[image] = inspect(image)
        except PictureError as error:
            unreadable.append(Finding(Level.ERROR, error.code, place, error.message, error.fix))
    return pictures, unreadable


def _named(loaded: Loaded) -> dict[Path, str]:
    """Return every picture with the line that names it."""
    named: dict[Path, str] = {}
    for one in loaded.productions:
        for image in filter(None, one.chapter_images):
            named[image] = loaded.places.where(one.file, "chapters")
        if one.image:
            named[one.image] = loaded.places.where(one.file, "image")
    return {**named, loaded.project.image: loaded.places.where(loaded.project.root / SHOW_FILE, "image")}
