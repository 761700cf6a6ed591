"""Everything the host wrote, read and judged before any work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.artwork import inspect
from podpub.checks import Facts, check
from podpub.config import load_all
from podpub.errors import ConfigError, SourceError
from podpub.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from podpub.config import Loaded
    from podpub.model import Picture, Places, Production, Project


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The show and the episodes asked for.

    Attributes:
        findings: Warnings; there is no manuscript where there are errors.
        absent: By episode.yaml, what is wrong with an episode whose audio files are still needed.
    """

    project: Project
    productions: tuple[Production, ...]
    findings: tuple[Finding, ...]
    absent: Mapping[Path, tuple[Finding, ...]]
    places: Places


def read_manuscript(show_file: Path, episode_files: Sequence[Path]) -> Manuscript:
    """Read, check and collect every problem.

    Raises:
        ConfigError: Something cannot be used; warnings are among its findings, too.
    """
    loaded = load_all(show_file, episode_files)
    pictures, unreadable = _look_at(loaded)
    facts = Facts(loaded.project, loaded.productions, pictures, loaded.places)
    findings = (*loaded.findings, *unreadable, *check(facts))
    if any(finding.level is Level.ERROR for finding in findings):
        raise ConfigError("the show cannot be published like this", findings=findings)
    return Manuscript(loaded.project, loaded.productions, findings, loaded.absent, loaded.places)


def _look_at(loaded: Loaded) -> tuple[dict[Path, Picture], list[Finding]]:
    """Inspect every cover once; one that cannot be read is a finding at the line that names it."""
    named = {one.image: one.file for one in loaded.productions if one.image}
    named[loaded.project.image] = loaded.project.root / "show.yaml"
    pictures, unreadable = {}, []
    for image, file in named.items():
        try:
            pictures[image] = inspect(image)
        except SourceError as error:
            place = loaded.places.where(file, "image")
            unreadable.append(Finding(Level.ERROR, "image-unreadable", place, error.message, error.fix))
    return pictures, unreadable
