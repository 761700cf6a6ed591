"""What pydantic refuses, in a host's words: one table, keyed by pydantic's error type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from podpub.config.mistake import Mistake, write_one_of
from podpub.config.tree import Section
from podpub.model import say, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from podpub.config.desk import Desk


class Words(NamedTuple):
    """What is wrong with a key's value, and what to do."""

    message: str
    code: str
    fix: str


def tell(error: ValidationError, desk: Desk) -> None:
    """Take down every mistake of a file."""
    for details in error.errors(include_url=False):
        words = _said(details)
        spot = details["input"]
        name = str(details["loc"][-1]) if details["loc"] else ""
        if details["type"] == "missing" and isinstance(spot, Section):
            spot = desk.place(spot.empty.get(name, spot.line), spot.file)
        desk.error(
            words.code, spot, say("`{key}` {problem}", key=_label(details), problem=words.message), words.fix
        )


def _label(details: ErrorDetails) -> str:
    return ".".join(part for part in details["loc"] if isinstance(part, str)) or say("the file")


def _said(details: ErrorDetails) -> Words:
    words = WORDS.get(details["type"])
    return words(details) if words else _UNREADABLE


_UNREADABLE = Words(say("cannot be read"), "value", say("Compare it with the example in the documentation."))


def _mistake(details: ErrorDetails) -> Words:
    error = details["ctx"]["error"]
    if not isinstance(error, Mistake):
        return Words(
            say("cannot be used: {problem}", problem=words_of(error)),
            "value",
            say("Choose another value, or remove the line."),
        )
    if not error.instead:
        return Words(error.message, error.code, error.fix)
    last = details["loc"][-1] if details["loc"] else ""
    written = f"{last}: {error.instead}" if isinstance(last, str) else error.instead
    return Words(error.message, error.code, say("Write `{written}`.", written=written))


_EXAMPLES = {
    "audio": "audio: recording.wav",
    "author": say("author: Your Name"),
    "categories": "categories: [Business > Careers]",
    "date": "date: 2026-11-24 06:00",
    "description": say("description: What the show is about."),
    "email": "email: podcast@example.org",
    "image": "image: cover.jpg",
    "language": "language: de",
    "link": "link: https://example.org/podcast",
    "path": "path: public",
    "public_url": "public_url: http://localhost:8000/",
    "storage": "storage: {path: public, public_url: http://localhost:8000/}",
    "timezone": "timezone: Europe/Berlin",
    "title": say("title: My first episode"),
}


def _missing(details: ErrorDetails) -> Words:
    name = str(details["loc"][-1])
    section = details["input"]
    empty = isinstance(section, Section) and name in section.empty
    example = f"guid: {uuid4()}" if name == "guid" else _EXAMPLES.get(name, f"{name}: …")
    return Words(
        say("is empty") if empty else say("is missing"),
        "missing-key",
        say("Write a line like `{example}`.", example=example),
    )


def _choice(details: ErrorDetails) -> Words:
    expected = str(details["ctx"]["expected"]).replace("'", "`")
    words = expected.replace(" or ", ", ").split(", ")
    return Words(say("is none of the words known here"), "choice", write_one_of(words))


def _at_least(details: ErrorDetails) -> Words:
    least = details["ctx"]["ge"]
    return Words(
        say("is {input}, and has to be {least} or more", input=details["input"], least=least),
        "number",
        say("Correct or remove it."),
    )


def _at_most(details: ErrorDetails) -> Words:
    most = details["ctx"]["le"]
    return Words(
        say("is {input}, and can be {most} at most", input=details["input"], most=most),
        "number",
        say("Correct or remove it."),
    )


def _always(message: str, code: str, fix: str) -> Callable[[ErrorDetails], Words]:
    words = Words(message, code, fix)
    return lambda _: words


_WHOLE = _always(say("has to be a whole number"), "number", say("Write digits only, like 42."))
_NUMBER = _always(say("has to be a number"), "number", say("Write digits with a point, like -16 or 1.5."))
_YES_NO = _always(say("has to be yes or no"), "yes-no", say("Write `true` or `false`."))

WORDS: dict[str, Callable[[ErrorDetails], Words]] = {
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "enum": _choice,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than_equal": _at_least,
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "less_than_equal": _at_most,
    "literal_error": _choice,
    "missing": _missing,
    "value_error": _mistake,
}
