"""A transcript → the files that apps read, always in the same bytes.

Sources: W3C WebVTT §4; podcast namespace, transcripts: lines of 65 characters at most, JSON 1.0.0.
"""

from __future__ import annotations

import json
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.model import Cue, Transcript, UntimedTranscript
from podpub.model.clock import clock
from podpub.transcripts.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_LINE = 65
_VERSION = "1.0.0"
_PAUSE_S = 1.0
_FEW_WORDS = 1.5
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ".“", "!“", "?“", '."', '!"', '?"')


def written(transcript: Transcript | UntimedTranscript, language: str) -> tuple[tuple[str, bytes], ...]:
    """Return every file that is published of a transcript: its extension and its bytes, WebVTT first."""
    if isinstance(transcript, Transcript):
        webvtt, segments = write_webvtt(phrased(transcript)), write_json(transcript)
        return ("vtt", webvtt.encode()), ("json", segments.encode())
    if transcript.is_html:
        return (("html", page(transcript.body, language).encode()),)
    return (("txt", f"{transcript.body}\n".encode()),)


def write_webvtt(transcript: Transcript) -> str:
    """Return WebVTT with a voice for every cue whose speaker is known."""
    return "\n\n".join(["WEBVTT", *map(_webvtt_cue, transcript.cues)]) + "\n"


def write_json(transcript: Transcript) -> str:
    """Return JSON of the podcast namespace, a segment a line."""
    segments = ",\n".join(json.dumps(_segment(cue), ensure_ascii=False) for cue in transcript.cues)
    return f'{{"version": "{_VERSION}", "segments": [\n{segments}\n]}}\n'


def phrased(transcript: Transcript) -> Transcript:
    """Return a transcript with single words gathered into lines; any other as it is.

    A caption for each word cannot be read. The JSON keeps the words, for apps that show them one by one.
    """
    words = sum(len(cue.text.split()) for cue in transcript.cues)
    if len(transcript.cues) == 1 or words > _FEW_WORDS * len(transcript.cues):
        return transcript
    return Transcript(tuple(_phrases(transcript.cues)))


def _webvtt_cue(cue: Cue) -> str:
    voice = f"<v {_annotation(cue.speaker)}>" if cue.speaker else ""
    text = "\n".join(escape(line, quote=False) for line in _wrapped(cue.text))
    return f"{clock(cue.start_s)} --> {clock(cue.end_s)}\n{voice}{text}"


def _annotation(speaker: str) -> str:
    """Escape a name, also where it would make an arrow of the sign behind it."""
    return escape(speaker, quote=False).replace("--", "-&#45;")


def _wrapped(text: str) -> Iterator[str]:
    """Yield lines of whole words; `textwrap` would lose no-break spaces at their ends."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > _LONGEST_LINE:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line


def _segment(cue: Cue) -> dict[str, object]:
    speaker = {"speaker": cue.speaker} if cue.speaker else {}
    return {**speaker, "startTime": cue.start_s, "endTime": cue.end_s, "body": cue.text}


def _phrases(cues: Sequence[Cue]) -> Iterator[Cue]:
    begun = [cues[0]]
    for before, cue in pairwise(cues):
        if _goes_on(begun, before, cue):
            begun.append(cue)
        else:
            yield _joined(begun)
            begun = [cue]
    yield _joined(begun)


def _goes_on(begun: Sequence[Cue], before: Cue, cue: Cue) -> bool:
    length = sum(len(one.text) + 1 for one in begun) + len(cue.text)
    return (
        cue.speaker == before.speaker
        and cue.start_s - before.end_s < _PAUSE_S
        and length <= _LONGEST_LINE
        and not before.text.endswith(_SENTENCE_ENDS)
    )


def _joined(cues: Sequence[Cue]) -> Cue:
    end_s = max(cue.end_s for cue in cues)
    return Cue(cues[0].start_s, end_s, " ".join(cue.text for cue in cues), cues[0].speaker)
