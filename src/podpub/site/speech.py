"""A transcript as people read it: paragraphs, each with who speaks and a time to jump to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.model import Cue, Transcript, UntimedTranscript

    Spoken: TypeAlias = Transcript | UntimedTranscript

_PARAGRAPH_S = 25.0
_LONGEST_PARAGRAPH_S = 90.0
_PAUSE_S = 3.0
_HEADING = re.compile(r"(?<=<)(/?)h[1-6](?=>)")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "“", "”", '"', "»", "«")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Cues that are read in one go.

    Attributes:
        speaker: Who begins to speak; empty where somebody goes on, or nobody knows.
    """

    speaker: str
    cues: tuple[Cue, ...]

    @property
    def start_s(self) -> float:
        """When it begins."""
        return self.cues[0].start_s


def paragraphs(transcript: Transcript) -> tuple[Paragraph, ...]:
    """Return the transcript in paragraphs: a new one for a speaker, a pause, or the next train of thought."""
    speaker, made = "", []
    for cues in _gathered(transcript.cues):
        told = cues[0].speaker
        made.append(Paragraph(told if told != speaker else "", cues))
        speaker = told
    return tuple(made)


def timed_html(paragraph: Paragraph) -> str:
    """Return the words of a paragraph as HTML, each cue with its time: a long talk has thousands of them."""
    return " ".join(f'<span data-at="{one.start_s}">{escape(one.text)}</span>' for one in paragraph.cues)


def untimed_html(spoken: UntimedTranscript) -> str:
    """Return what is said without times as HTML; its headings stand below the page's own."""
    if spoken.is_html:
        return _HEADING.sub(r"\1h2", spoken.body)
    return "\n".join(f"<p>{escape(part.strip())}</p>" for part in spoken.body.split("\n\n") if part.strip())


def _gathered(cues: tuple[Cue, ...]) -> Iterator[tuple[Cue, ...]]:
    begun = [cues[0]]
    for cue in cues[1:]:
        if _begins_anew(begun, cue):
            yield tuple(begun)
            begun = []
        begun.append(cue)
    yield tuple(begun)


def _begins_anew(begun: list[Cue], cue: Cue) -> bool:
    lasted_s = cue.start_s - begun[0].start_s
    is_sentence = begun[-1].text.endswith(_SENTENCE_ENDS)
    return (
        cue.speaker != begun[-1].speaker
        or cue.start_s - begun[-1].end_s >= _PAUSE_S
        or (is_sentence and lasted_s >= _PARAGRAPH_S)
        or lasted_s >= _LONGEST_PARAGRAPH_S
    )
