"""Names in the place of those that a program gave: SPEAKER_00 is Mira."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podpub.model import Transcript, UntimedTranscript, one_line
from podpub.transcripts.page import cited, with_citations
from podpub.transcripts.prose import labels_in, with_labels

if TYPE_CHECKING:
    from collections.abc import Collection


def renamed(
    transcript: Transcript | UntimedTranscript, names: dict[str, str]
) -> Transcript | UntimedTranscript:
    """Return a transcript in which some speak under other names."""
    names = {old: one_line(new) for old, new in names.items()}
    if isinstance(transcript, Transcript):
        cues = (replace(cue, speaker=names.get(cue.speaker, cue.speaker)) for cue in transcript.cues)
        return Transcript(tuple(cues))
    rewrite, find = (with_citations, cited) if transcript.is_html else (with_labels, labels_in)
    body = rewrite(transcript.body, names)
    return replace(transcript, body=body, speakers=find(body))


def unknown_speakers(transcript: Transcript | UntimedTranscript, names: Collection[str]) -> tuple[str, ...]:
    """Return the names under which nobody speaks."""
    return tuple(name for name in names if name not in transcript.speakers)
