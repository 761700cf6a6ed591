"""WebVTT that podpub wrote itself → the transcript, at once: a web site has a thousand of them."""

from __future__ import annotations

import re
from html import unescape

from podpub.model import Cue, Transcript

_HEADER = "WEBVTT"
_TIME = r"([0-9]+):([0-9]{2}):([0-9]{2}\.[0-9]{3})"
_CUE = re.compile(rf"{_TIME} --> {_TIME}\n(?:<v ([^>\n]*)>)?([^<>]+)")


def read_own(content: bytes) -> Transcript | None:
    """Return what `write_webvtt` was given; None for everything that it would not have written."""
    try:
        header, *blocks = content.decode().removesuffix("\n").split("\n\n")
        cues = tuple(map(_cue, blocks))
        return Transcript(cues) if header == _HEADER else None
    except ValueError:
        return None


def _cue(block: str) -> Cue:
    found = _CUE.fullmatch(block)
    if found is None:
        raise ValueError(block)
    *times, name, text = found.groups()
    words = unescape(text.replace("\n", " ")) if "&" in text else text.replace("\n", " ")
    return Cue(_seconds(*times[:3]), _seconds(*times[3:]), words, unescape(name) if name else "")


def _seconds(hours: str, minutes: str, seconds: str) -> float:
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)
