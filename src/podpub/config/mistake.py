"""One thing that a host wrote and podpub cannot use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence


class Mistake(ValueError):  # noqa: N818 - it is the host's, no error of the program
    """What is wrong with a value, said so that its key can stand in front: "is not a date".

    Args:
        message: What is wrong, without a full stop.
        code: The finding's code.
        fix: What to do instead.
        instead: The value that was probably meant; shown behind its key.
        line: Where, when the value itself does not know.
    """

    def __init__(
        self, message: str, *, code: str, fix: str = "", instead: str = "", line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.fix = fix
        self.instead = instead
        self.line = line


def write_one_of(words: Sequence[str]) -> Message:
    """Return the remedy that names what can be written."""
    if len(words) == 1:
        return say("Write {one}.", one=words[0])
    return say("Write {one} or {other}.", one=", ".join(words[:-1]), other=words[-1])
