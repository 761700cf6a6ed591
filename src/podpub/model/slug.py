"""The short ASCII name of an episode in keys and URLs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from podpub.model.message import say

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


@dataclass(frozen=True, slots=True)
class Slug:
    """Lower-case ASCII words joined by single hyphens, at most 80 characters."""

    text: str

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.text) or len(self.text) > _LONGEST:
            raise ValueError(say("not a slug: {text!r}", text=self.text))

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(cls, text: str) -> Slug:
        """Make the slug of a title or folder name: `ä` becomes `ae`, other accents fall away.

        Raises:
            ValueError: No letter or digit of the text can be written in ASCII.
        """
        lowered = unicodedata.normalize("NFC", text).lower()
        spelled = lowered.translate(_GERMAN).translate(_LETTERS_WITHOUT_DECOMPOSITION)
        ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", ascii_only)
        return cls("-".join(words)[:_LONGEST].rstrip("-"))
