"""Lines of files that somebody else wrote, as an editor counts them."""

from __future__ import annotations

import re

from podpub.model.message import Message, say

_LINE_END = re.compile("\r\n|[\n\r]")
_MOST_SHOWN = 100


def lines_of(text: str) -> list[str]:
    """Split into lines, as an editor counts them."""
    return _LINE_END.split(text)


def not_utf8(content: bytes, position: int) -> tuple[int, Message]:
    """Return the line in which a file ceases to be UTF-8, and what to say of the word that stands there."""
    begin = max(content.rfind(blank, 0, position) for blank in (b"\n", b" ", b"\t")) + 1
    (written, *_) = content[begin : position + _MOST_SHOWN].split(maxsplit=1)
    word = written.decode("cp1252", "replace")[-_MOST_SHOWN:]
    said = say("the file is not UTF-8; as Windows-1252 (Latin-1) the word would be `{word}`", word=word)
    return content.count(b"\n", 0, position) + 1, said
