"""JSON in the dialects of podcast tools → entries.

Sources: podcast namespace (transcripts, JSON), OpenAI's whisper and WhisperX (`segments`), whisper.cpp
(`transcription`), Hugging Face's (`chunks`, with `timestamp`), Auphonic (a list of `start`, `end`, `text`),
Podlove Web Player (`start_ms`, `voice`), AssemblyAI (`utterances`, which count milliseconds).
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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from podpub.transcripts.faults import Faults

_UTTERANCES = "utterances"
_LISTS = ("segments", "transcription", _UTTERANCES, "chunks")
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
        under: The key that its list stands under; empty where that may be any.
    """

    mark: str
    start: tuple[str | int, ...]
    end: tuple[str | int, ...]
    text: str
    unit_ms: int = 1000
    speakers: tuple[str, ...] = ("speaker",)
    under: str = ""


DIALECTS = (
    Dialect("startTime", ("startTime",), ("endTime",), "body"),
    Dialect("offsets", ("offsets", "from"), ("offsets", "to"), "text", unit_ms=1),
    Dialect("start_ms", ("start_ms",), ("end_ms",), "text", unit_ms=1, speakers=("voice", "speaker")),
    Dialect("start", ("start",), ("end",), "text", unit_ms=1, under=_UTTERANCES),
    Dialect("timestamp", ("timestamp", 0), ("timestamp", 1), "text"),
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
    dialect = _dialect(name, segments)
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


def _dialect(name: str, segments: Sequence[object]) -> Dialect | None:
    """Return the dialect that the first segment speaks; None where there is none, or it is a foreign one."""
    first = next((segment for segment in segments if isinstance(segment, dict)), {})
    return next((one for one in DIALECTS if one.under in {"", name} and one.mark in first), None)


def _segments(document: object) -> tuple[str, list[object]]:
    """Return the first list of segments, and the key that it stands under; none in a bare list."""
    lists = {"": document} if isinstance(document, list) else {}
    if isinstance(document, dict):
        lists = {name: document[name] for name in _LISTS if isinstance(document.get(name), list)}
    for name, found in lists.items():
        if any(isinstance(segment, dict) for segment in found):
            return name, found
    return "", []


def _entry(segment: object, dialect: Dialect, line: int, faults: Faults) -> Entry | None:
    said = _words(segment, dialect)
    start_ms, end_ms = _time(segment, dialect.start, dialect), _time(segment, dialect.end, dialect)
    if not isinstance(segment, dict) or said is None or start_ms is None:
        path = ".".join(map(str, dialect.start))
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


def _words(segment: object, dialect: Dialect) -> str | None:
    """Return what is said, which is nothing where a tool writes `null`; None where that is missing."""
    said = segment.get(dialect.text, False) if isinstance(segment, dict) else False
    return "" if said is None else said if isinstance(said, str) else None


def _speaker(segment: Mapping[str, Any], dialect: Dialect) -> str:
    for key in dialect.speakers:
        named = segment.get(key)
        if isinstance(named, dict):
            named = named.get("name")
        if isinstance(named, str | int) and not isinstance(named, bool) and one_line(str(named)):
            return one_line(str(named))
    return ""


def _time(segment: object, path: tuple[str | int, ...], dialect: Dialect) -> int | None:
    value: Any = segment
    for key in path:
        try:
            value = value[key]
        except (TypeError, LookupError):
            return None
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
