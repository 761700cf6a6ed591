"""A title in lines that fill the room they have."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, cast

from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

# Faces that come with Linux, macOS and Windows; Pillow's own knows little more than ASCII.
_BOLD = (
    "DejaVuSans-Bold.ttf",
    "LiberationSans-Bold.ttf",
    "NotoSans-Bold.ttf",
    "Arial Bold.ttf",
    "arialbd.ttf",
)
_REGULAR = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf")
_SIZES_PX = range(520, 159, -20)
_LINE = 1.2  # of the font's size, from baseline to baseline
_NO_LETTER = "\U0010ffff"
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "„": '"', "–": "-"}


@cache
def face(size_px: int, *, bold: bool = True) -> ImageFont.FreeTypeFont:
    """Return the first face that this machine has, or else Pillow's own."""
    for name in _BOLD if bold else _REGULAR:
        try:
            return ImageFont.truetype(name, size_px)
        except OSError:
            continue
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size_px))


def spelled(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Return `text` in letters that `font` has: umlauts as two letters, accents dropped, others left out."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return " ".join("".join(_in_font(letter, font) for letter in composed).split())


def typeset(
    text: str, room_px: tuple[int, int], sizes_px: Sequence[int] = _SIZES_PX
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Break `text` into lines of the largest size that fits.

    At the smallest, the last one, words that are too long are split, and what finds no room is cut.
    """
    width, height = room_px
    for size in sizes_px:
        lines = _lines(text.split(), face(size), width)
        if len(lines) * size * _LINE <= height and all(face(size).getlength(line) <= width for line in lines):
            return lines, face(size)
    smallest = face(sizes_px[-1])
    pieces = [piece for word in text.split() for piece in _pieces(word, smallest, width)]
    return _lines(pieces, smallest, width)[: int(height / _LINE / smallest.size)], smallest


def _in_font(letter: str, font: ImageFont.FreeTypeFont) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    candidates = (letter, _SPELLED.get(letter, ""), base)
    return next((written for written in candidates if written and _has(font, written)), "")


def _has(font: ImageFont.FreeTypeFont, text: str) -> bool:
    missing = bytes(font.getmask(_NO_LETTER))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in text)


def _lines(words: list[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
