"""What is said in an episode, by whom and when."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from podpub.model.message import say

# Control characters, the separators that some take for line ends, and halves of a character; no-break spaces
# are text.
_UNSEEN = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_BYTE_ORDER_MARK = "\ufeff"


def one_line(text: str) -> str:
    """Return a text in one line, with single blanks, and without what cannot be seen."""
    return _UNSEEN.sub(" ", text.replace(_BYTE_ORDER_MARK, "")).strip()


def is_one_line(text: str) -> bool:
    """Tell whether `one_line` leaves a text as it is.

    Most texts hold nothing but blanks and what can be seen, which is told at once: a show has a million cues.
    """
    if text.isprintable():
        return "  " not in text and text == text.strip(" ")
    return one_line(text) == text


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are said in one go.

    Attributes:
        start_s: Whole milliseconds, as every format knows them.
        end_s: The same; later than the start.
        text: In one line, and not empty.
        speaker: In one line; empty where nobody knows.

    Raises:
        ValueError: It is none.
    """

    start_s: float
    end_s: float
    text: str
    speaker: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start_s < self.end_s < math.inf:
            raise ValueError(
                say(
                    "a cue begins before it ends: {start_s} to {end_s}",
                    start_s=self.start_s,
                    end_s=self.end_s,
                )
            )
        if round(self.start_s, 3) != self.start_s or round(self.end_s, 3) != self.end_s:
            raise ValueError(
                say(
                    "a cue's times are whole milliseconds: {start_s} to {end_s}",
                    start_s=self.start_s,
                    end_s=self.end_s,
                )
            )
        if not self.text or not (is_one_line(self.text) and is_one_line(self.speaker)):
            raise ValueError(say("a cue has some words in one line: {text!r}", text=self.text))


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that is said, in the order it begins; voices may overlap.

    Raises:
        ValueError: There are no cues, or they stand out of order.
    """

    cues: tuple[Cue, ...]

    def __post_init__(self) -> None:
        starts = [cue.start_s for cue in self.cues]
        if not starts or starts != sorted(starts):
            raise ValueError(say("a transcript has cues, in the order they begin"))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order they begin to."""
        return tuple(dict.fromkeys(cue.speaker for cue in self.cues if cue.speaker))


@dataclass(frozen=True, slots=True)
class UntimedTranscript:
    """A transcript that does not say when.

    Attributes:
        body: What is published: plain text, or an HTML document that is safe to show.
        is_html: Which of the two.
        speakers: Who speaks, as far as the text tells.
    """

    body: str
    is_html: bool = False
    speakers: tuple[str, ...] = ()
