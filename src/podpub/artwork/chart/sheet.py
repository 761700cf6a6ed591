"""What is told of the sound of an episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import ENGLISH

if TYPE_CHECKING:
    from podpub.model import Chapter, Envelope, Finding, Language, LoudnessReport


@dataclass(frozen=True, slots=True)
class SoundSheet:
    """An episode's sound, before and after, and what there is to say about it.

    Attributes:
        target_lufs, ceiling_dbtp: What was asked for.
        chapters: In the time of the published file.
        language: Of every text that is not the host's.
    """

    show: str
    title: str
    envelope: Envelope
    loudness: LoudnessReport
    target_lufs: float
    ceiling_dbtp: float
    chapters: tuple[Chapter, ...] = ()
    findings: tuple[Finding, ...] = ()
    language: Language = ENGLISH
