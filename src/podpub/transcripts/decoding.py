"""Bytes → the text of a transcript; what is no text is called by its name."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from podpub.model import say
from podpub.model.lines import not_utf8

if TYPE_CHECKING:
    from podpub.transcripts.faults import Faults

LARGEST_BYTES = 20_000_000
_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BYTE_ORDER_MARK = "\ufeff"
_EXPORT = say("Export it as WebVTT (.vtt), SubRip (.srt), JSON, HTML or plain text.")
_OTHERS = (
    (b"PK\x03\x04", say("a Word document, or another packed file")),
    (b"\xd0\xcf\x11\xe0", say("an old Word document")),
    (b"{\\rtf", say("a document in Rich Text Format")),
    (b"%PDF", say("a PDF")),
    (b"RIFF", say("a recording")),
    (b"ID3", say("a recording")),
    (b"fLaC", say("a recording")),
    (b"[Script Info]", say("a subtitle file for films (SubStation Alpha)")),
)


def decoded(content: bytes, faults: Faults) -> str:
    """Return the text, without byte order marks and control characters; empty where there is none to be had.

    UTF-8 is expected, UTF-16 and UTF-32 are known by their marks. Anything else would be a guess, and is
    refused.
    """
    if len(content) > LARGEST_BYTES:
        faults.error(
            1,
            "too-large",
            say("the transcript is larger than 20 MB"),
            say("Check that it is the right file."),
        )
        return ""
    if other := _other(content):
        faults.error(
            1, "transcript", say("this is {other}, and no transcript that podpub reads", other=other), _EXPORT
        )
        return ""
    wide = _wide(content)
    try:
        text = content.decode(wide or "UTF-8")
    except UnicodeDecodeError as error:
        line, said = not_utf8(content, error.start)
        told = _broken(wide) if wide else said
        faults.error(line, "encoding", told, say("Save it as UTF-8 in your editor."))
        return ""
    return _UNSEEN.sub("", text.replace(_BYTE_ORDER_MARK, ""))


def _other(content: bytes) -> str:
    begin = content.removeprefix(codecs.BOM_UTF8).lstrip()[:100]
    named = next((name for mark, name in _OTHERS if begin.startswith(mark)), "")
    is_binary = b"\x00" in content[:1000] and not _wide(content)
    return named or (say("no text") if is_binary else "")


def _wide(content: bytes) -> str:
    """Return what a byte order mark promises; nothing where there is none, or that of UTF-8."""
    return next((name for mark, name in _WIDE if content.startswith(mark)), "")


def _broken(encoding: str) -> str:
    return say("the file begins as {encoding} and does not go on so", encoding=encoding)
