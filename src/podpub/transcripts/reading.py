"""The door: bytes of any kind → a transcript, or all that is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from podpub.model import Finding, Transcript, UntimedTranscript, say
from podpub.transcripts.decoding import decoded
from podpub.transcripts.entries import Entry, continued, cues_of, settled
from podpub.transcripts.faults import Faults
from podpub.transcripts.page import read_html
from podpub.transcripts.prose import read_text
from podpub.transcripts.segments import read_json
from podpub.transcripts.speakers import named
from podpub.transcripts.timed import has_cues, read_subrip, read_webvtt

if TYPE_CHECKING:
    from collections.abc import Callable

Found: TypeAlias = "list[Entry] | UntimedTranscript"

_TAG = re.compile(
    r"</?(?:!DOCTYPE|html|body|head|div|cite|time|p|h[1-6]|ul|ol|section)\b[^>]{0,500}>",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\]{])")
_VOICE = re.compile(r"<v[. \t\n]")
_FIRST_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    Attributes:
        transcript: None where something is wrong with it.
        lines: Where each cue stands in the file; of an untimed transcript none.
        findings: Errors and warnings, in the order of their lines.
        language: That the file says it is in, in lower case; empty where it says none.
    """

    transcript: Transcript | UntimedTranscript | None
    lines: tuple[int, ...]
    findings: tuple[Finding, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to write transcripts.

    Attributes:
        is_it: Recognizes a text of this kind.
        read: Returns what it says.
        is_timed: Whether it always has times.
        goes_on: Whether a speaker stays until another is named.
        stated: Finds the language that a text says it is in.
    """

    name: str
    is_it: Callable[[str], bool]
    read: Callable[[str, Faults], Found]
    is_timed: bool = True
    goes_on: bool = False
    stated: re.Pattern[str] | None = None


def read(content: bytes, where: str) -> Reading:
    """Read a transcript, whatever its file is called.

    Args:
        content: The bytes of the file.
        where: Its name, as findings tell it.
    """
    faults = Faults(where)
    text = decoded(content, faults)
    if faults.failed:
        return Reading(None, (), faults.told())
    kind = _kind(text, where)
    found = kind.read(text, faults)
    if isinstance(found, UntimedTranscript):
        reading = _untimed(found, where, faults)
    else:
        spoken = named(settled(found, faults))
        reading = _timed(list(continued(spoken)) if kind.goes_on else spoken, faults)
    return replace(reading, language=_language(text, kind))


def _kind(text: str, where: str) -> Kind:
    """Go by what is in the file; its name decides only that broken JSON is no plain text."""
    kind = next(kind for kind in KINDS if kind.is_it(text))
    return kind if kind.is_timed or not where.lower().endswith(".json") else _JSON


def _is_webvtt(text: str) -> bool:
    return text.startswith("WEBVTT") or (_VOICE.search(text) is not None and has_cues(text))


def _is_json(text: str) -> bool:
    return _BRACKETS.match(text) is not None


def _is_html(text: str) -> bool:
    return _TAG.search(text[:_FIRST_CHARACTERS]) is not None


_JSON = Kind("JSON", _is_json, read_json, stated=re.compile(r'"language"\s*:\s*"([A-Za-z_-]{2,20})"'))
KINDS = (
    _JSON,
    Kind(
        "WebVTT",
        _is_webvtt,
        read_webvtt,
        goes_on=True,
        stated=re.compile(r"\AWEBVTT[^\n]*\r?\n(?:[^\n]+\n){0,5}?Language:[ \t]*([A-Za-z_-]{2,20})"),
    ),
    Kind("SubRip", has_cues, read_subrip, goes_on=True),
    Kind(
        "HTML",
        _is_html,
        read_html,
        is_timed=False,
        stated=re.compile(r"<html\b[^<>]{0,500}?\blang=\"?([A-Za-z_-]{2,20})", re.IGNORECASE),
    ),
    Kind(say("plain text"), lambda _: True, read_text, is_timed=False, goes_on=True),
)


def _timed(entries: list[Entry], faults: Faults) -> Reading:
    if faults.failed:
        return Reading(None, (), faults.told())
    if not entries:
        return _empty(faults)
    lines = tuple(entry.line for entry in entries)
    return Reading(Transcript(cues_of(entries)), lines, faults.told())


def _untimed(found: UntimedTranscript, where: str, faults: Faults) -> Reading:
    _see_promise(where, faults)
    if faults.failed:
        return Reading(None, (), faults.told())
    body = found.body.strip()
    return Reading(replace(found, body=body), (), faults.told()) if _says_something(body) else _empty(faults)


def _see_promise(where: str, faults: Faults) -> None:
    """Refuse a file without cues whose name says that it has some."""
    if where.lower().endswith((".vtt", ".srt")):
        faults.error(
            1,
            "transcript",
            say("there are no cues in this file"),
            say("Export it again as WebVTT (.vtt) or SubRip (.srt), or name it .txt if it has no times."),
        )


def _language(text: str, kind: Kind) -> str:
    found = kind.stated.search(text) if kind.stated else None
    return found[1].lower().replace("_", "-") if found else ""


def _says_something(body: str) -> bool:
    return bool(re.sub(r"<[^<>]*>|\s", "", body))


def _empty(faults: Faults) -> Reading:
    faults.error(
        1,
        "transcript-empty",
        say("nothing is said in this transcript"),
        say("Export it again, or leave it out."),
    )
    return Reading(None, (), faults.told())
