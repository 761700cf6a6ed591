"""JSON in the dialects of podcast tools → entries.

Sources: podcast namespace (transcripts, JSON), OpenAI's whisper and WhisperX (`segments`), whisper.cpp
(`transcription`), Auphonic (a list of `start`, `end`, `text`), Podlove Web Player (`start_ms`, `voice`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podpub.model import one_line, say
from podpub.transcripts.clock import CLOCK, LATEST_MS, milliseconds
from podpub.transcripts.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from podpub.transcripts.faults import Faults

_LISTS = ("segments", "transcription", "utterances")
_CLOCK = re.compile(CLOCK)
_SECONDS = re.compile(r"[0-9]{1,8}(?:\.[0-9]{1,9})?")
_BETWEEN = re.compile(r"[\s,]*")
_EXPORT_AGAIN = say("Export it again, or as WebVTT (.vtt).")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a tool names the parts of a segment.

    Attributes:
        mark: The key that tells it from the others.
        start, end: Where its times stand, from the outside in.
        unit_ms: What they count.
        speakers: The keys that may name one; the first that does counts.
    """

    mark: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    text: str
    unit_ms: int = 1000
    speakers: tuple[str, ...] = ("speaker",)


DIALECTS = (
    Dialect("startTime", ("startTime",), ("endTime",), "body"),
    Dialect("offsets", ("offsets", "from"), ("offsets", "to"), "text", unit_ms=1),
    Dialect("start_ms", ("start_ms",), ("end_ms",), "text", unit_ms=1, speakers=("voice", "speaker")),
    Dialect("start", ("start",), ("end",), "text", speakers=("speaker", "speaker_id", "voice")),
)


def read_json(text: str, faults: Faults) -> list[Entry]:
    """Read the segments of a JSON document, whichever tool has written it."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        faults.error(
            error.lineno, "transcript", say("this is no JSON: {said}", said=error.msg), _EXPORT_AGAIN
        )
        return []
    except (RecursionError, ValueError):  # a number of thousands of digits
        faults.error(
            1, "transcript", say("this JSON is nested too deeply, or has numbers too long"), _EXPORT_AGAIN
        )
        return []
    name, segments = _segments(document)
    dialect = next((one for one in DIALECTS for segment in segments[:1] if one.mark in segment), None)
    if dialect is None:
        faults.error(
            1,
            "transcript",
            say("this JSON has no segments with times and words that podpub knows"),
            say("It reads those of the podcast namespace, Whisper and Auphonic; or export WebVTT (.vtt)."),
        )
        return []
    lines = _lines(text, name)
    return [entry for segment in segments if (entry := _entry(segment, dialect, next(lines), faults))]


def _segments(document: object) -> tuple[str, list[Mapping[str, Any]]]:
    """Return the first list of segments, and the key that it stands under; none in a bare list."""
    lists = {"": document} if isinstance(document, list) else {}
    if isinstance(document, dict):
        lists = {name: document[name] for name in _LISTS if isinstance(document.get(name), list)}
    for name, found in lists.items():
        if found and isinstance(found[0], dict):
            return name, found
    return "", []


def _entry(segment: object, dialect: Dialect, line: int, faults: Faults) -> Entry | None:
    said = segment.get(dialect.text) if isinstance(segment, dict) else None
    start_ms, end_ms = _time(segment, dialect.start, dialect), _time(segment, dialect.end, dialect)
    if not isinstance(segment, dict) or not isinstance(said, str) or start_ms is None:
        path = ".".join(dialect.start)
        faults.error(
            line,
            "cue-unreadable",
            say(
                "a segment has no `{path}` with a time, or no `{text}` with words",
                path=path,
                text=dialect.text,
            ),
            _EXPORT_AGAIN,
        )
        return None
    return Entry(line, start_ms, end_ms, one_line(said), _speaker(segment, dialect))


def _speaker(segment: Mapping[str, Any], dialect: Dialect) -> str:
    for key in dialect.speakers:
        named = segment.get(key)
        if isinstance(named, dict):
            named = named.get("name")
        if isinstance(named, str | int) and not isinstance(named, bool) and one_line(str(named)):
            return one_line(str(named))
    return ""


def _time(segment: object, path: tuple[str, ...], dialect: Dialect) -> int | None:
    value = segment
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    kind: Callable[[Any, int], int | None] = _KINDS.get(type(value), lambda *_: None)
    return kind(value, dialect.unit_ms)


def _number(value: float, unit_ms: int) -> int | None:
    return round(value * unit_ms) if 0 <= value * unit_ms <= LATEST_MS else None


def _written(value: str, unit_ms: int) -> int | None:
    if found := _CLOCK.fullmatch(value.strip()):
        return milliseconds(found.groups())
    return _number(float(value), unit_ms) if _SECONDS.fullmatch(value.strip()) else None


_KINDS: dict[type, Callable[[Any, int], int | None]] = {int: _number, float: _number, str: _written}


def _lines(text: str, name: str) -> Iterator[int]:
    """Yield the line that each segment begins in; 1 where the list cannot be found again."""
    decoder = json.JSONDecoder()
    head = re.compile(rf'"{name}"\s*:\s*\[' if name else r"\s*\[").search(text)
    position, line = (head.end(), text.count("\n", 0, head.end()) + 1) if head else (len(text), 1)
    while position < len(text):
        begin = _end_of(_BETWEEN, text, position)
        line += text.count("\n", position, begin)
        yield line
        try:
            _, position = decoder.raw_decode(text, begin)
        except ValueError:
            break
        line += text.count("\n", begin, position)
    while True:
        yield 1


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
