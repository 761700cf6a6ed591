"""HTML → entries where every speech has its time, or else a clean page of the same words.

Source: podcast namespace, transcripts, HTML: `<cite>` names the speaker, `<time>` the start, `<p>` the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import TYPE_CHECKING

from podpub.markup import clean_html
from podpub.model import UntimedTranscript, one_line, say
from podpub.transcripts.clock import CLOCK, milliseconds
from podpub.transcripts.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.transcripts.faults import Faults

_MOST_CHARACTERS = 2_000_000  # cleaning takes time with the square of the longest text
_SPEECH = ("cite", "time", "p")
_BLOCKS = frozenset({"p", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div"})
_READ = frozenset({*_SPEECH, *_BLOCKS, "ul", "ol", "b", "i", "strong", "em"})
_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-z0-9]+)>|(?P<text>[^<]+)")
_TIME = re.compile(rf"[\[(]?{CLOCK}[\])]?")
_TIME_TAG = re.compile(r"<time\b", re.IGNORECASE)
_TIMES = re.compile(r"<time>[^<]*</time>")
_HEADING = re.compile(r"<h[1-6]>[^<]*</h[1-6]>")  # nobody says it
_CITED = re.compile(r"<cite>(?P<name>[^<]*)</cite>")
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"></head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _Speech:
    """Words that follow a name or a time; `number` counts the `<time>` tags so far."""

    speaker: str = ""
    time: str = ""
    number: int = 0
    text: str = ""


def read_html(text: str, faults: Faults) -> list[Entry] | UntimedTranscript:
    """Read what is said; a time that is none is a fault."""
    if len(text) > _MOST_CHARACTERS:
        faults.error(
            1, "too-large", say("this is more than 2 MB of HTML"), say("Export it as WebVTT (.vtt).")
        )
        return []
    body = clean_html(text, _READ).strip()
    speeches = [one for one in _speeches(_HEADING.sub("", body)) if one.text]
    if speeches and all(one.time for one in speeches):
        lines = _lines_of_times(text)
        return [entry for one in speeches if (entry := _entry(one, lines, faults))]
    if any(one.time for one in speeches):
        faults.warn(
            1,
            "times-missing",
            say("not every speech has a `<time>`, so the transcript is published without times"),
            say("Give each of them one, or export WebVTT (.vtt)."),
        )
    return UntimedTranscript(_TIMES.sub("", body), is_html=True, speakers=cited(body))


def cited(body: str) -> tuple[str, ...]:
    """Return everybody whom a clean page names, in order."""
    return tuple(dict.fromkeys(_name(found["name"]) for found in _CITED.finditer(body)))


def with_citations(body: str, names: dict[str, str]) -> str:
    """Return a clean page with other names in the place of some."""

    def other(found: re.Match[str]) -> str:
        name = names.get(_name(found["name"]))
        return f"<cite>{escape(name, quote=False)}:</cite>" if name else found[0]

    return _CITED.sub(other, body)


def page(body: str, language: str) -> str:
    """Return a document of its own, which also browsers read in the right language and encoding."""
    return _PAGE.format(language=escape(language), body=body)


def _speeches(body: str) -> Iterator[_Speech]:
    """Yield what follows each name or time, up to the next."""
    speech, words, inside, number = _Speech(), list[str](), "", 0
    for piece in _PIECE.finditer(body):
        tag, text = piece["tag"], piece["text"] or ""
        if tag in {"cite", "time"}:
            inside = "" if piece["end"] else tag
            number += inside == "time"
        elif inside and text:
            if any(map(str.strip, words)):
                yield _ended(speech, words)
                speech = _Speech(speaker=speech.speaker)
            words = []
            speech = _headed(speech, inside, text, number)
        else:
            words.append("\n" if tag in _BLOCKS else text)
    yield _ended(speech, words)


def _headed(speech: _Speech, tag: str, text: str, number: int) -> _Speech:
    if tag == "time":
        return replace(speech, time=one_line(unescape(text)), number=number)
    return replace(speech, speaker=_name(text))


def _ended(speech: _Speech, words: list[str]) -> _Speech:
    return replace(speech, text=one_line(unescape("".join(words))))


def _name(text: str) -> str:
    return one_line(unescape(text)).rstrip(" :")


def _entry(speech: _Speech, lines: list[int], faults: Faults) -> Entry | None:
    line = lines[min(speech.number, len(lines)) - 1] if lines else 1
    found = _TIME.fullmatch(speech.time)
    start_ms = milliseconds(found.groups()) if found else None
    if start_ms is None:
        faults.error(
            line,
            "cue-unreadable",
            say("`<time>{time}</time>` is no time of the recording", time=speech.time[:20]),
            say("Write hours, minutes and seconds: 00:03:12, or 3:12."),
        )
        return None
    return Entry(line, start_ms, None, speech.text, speech.speaker)


def _lines_of_times(text: str) -> list[int]:
    lines, line, position = [], 1, 0
    for tag in _TIME_TAG.finditer(text):
        line += text.count("\n", position, tag.start())
        position = tag.start()
        lines.append(line)
    return lines
