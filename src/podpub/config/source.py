"""Bytes on the disk → text that YAML and XML can carry."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from podpub.config.mistake import Mistake
from podpub.model import say
from podpub.model.lines import lines_of, not_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LARGEST = 1_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What YAML and XML both allow, without the two separators that YAML takes for the end of a line.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEY = re.compile(r"\s*(?:- )?([\w-]+):\s")
_REPLACEMENT = "\ufffd"
_MOST_SHOWN = 20
_SAVE_AS_UTF8 = say("Save the file as UTF-8 in your editor.")


def read_text(file: Path) -> tuple[str, list[Mistake]]:
    """Return the file's text, and what in it is invisible and cannot be published.

    Such characters are replaced, so that reading can go on.

    Raises:
        Mistake: The file cannot be read, is too large, or is no UTF-8.
    """
    text = _decoded(_read(file))
    if not _UNPRINTABLE.search(text):
        return text, []
    return printable(text), list(_control_characters(text))[:_MOST_SHOWN]


def printable(text: str) -> str:
    """Replace invisible characters by U+FFFD."""
    return _UNPRINTABLE.sub(_REPLACEMENT, text)


def unprintable(text: str) -> str:
    """Return the code points of invisible characters, `U+0000, U+0008`, or nothing."""
    return ", ".join(f"U+{ord(found):04X}" for found in sorted(set(_UNPRINTABLE.findall(text))))


def _read(file: Path) -> bytes:
    try:
        if not file.is_file() and file.exists():  # a pipe would be waited for, a device has no end
            raise Mistake(
                say("this is no file"), code="not-a-file", fix=say("Put a file of that name in its place.")
            )
        if file.stat().st_size > _LARGEST:
            raise Mistake(
                say("the file is larger than 1 MB"),
                code="too-large",
                fix=say("Keep texts in it, and name recordings and pictures by their file names."),
            )
        return file.read_bytes()
    except OSError as error:
        raise Mistake(
            say("the file cannot be read: {reason}", reason=error.strerror or error),
            code="unreadable",
            fix=say("Check that the file is there and that you may read it."),
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16):
        raise Mistake(
            say("the file is saved as UTF-16 (Windows calls it Unicode)"), code="encoding", fix=_SAVE_AS_UTF8
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, said = not_utf8(content, error.start)
        raise Mistake(said, code="encoding", fix=_SAVE_AS_UTF8, line=line) from error


def _control_characters(text: str) -> Iterator[Mistake]:
    for number, line in enumerate(lines_of(text), start=1):
        if found := unprintable(line):
            key = _KEY.match(line)
            yield control_character(f"`{key[1]}`" if key else say("the line"), found, line=number)


def control_character(name: str, found: str, *, line: int | None = None) -> Mistake:
    """Return the mistake of a text with invisible characters in it."""
    return Mistake(
        say(
            "{name} has an invisible character in it ({found}) that does not belong in a text",
            name=name,
            found=found,
        ),
        code="control-character",
        fix=say("Delete it; typing the passage again is often the quickest way."),
        line=line,
    )
