"""In which of the published formats a file is, by what is in it: its name says nothing."""

# mutagen's annotations stop half way:
# mypy: allow-untyped-calls
from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import mutagen
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.mp4._atom import Atoms
from mutagen.oggopus import OggOpus

from podpub.model import Format

if TYPE_CHECKING:
    from pathlib import Path

_SOUND_BRANDS = (b"M4A", b"M4B")
_BRAND = slice(8, 11)
_HANDLER = slice(8, 12)
# What mutagen lets through where a file lies about its own lengths
_HOSTILE = (ArithmeticError, EOFError, LookupError, struct.error, TypeError, ValueError)


def kind_of(file: Path) -> Format | None:
    """Return the format of a file of sound; None for any other file, films among them."""
    try:
        opened: Any = mutagen.File(file)
        if isinstance(opened, MP4):
            return Format.M4A if _is_sound(file) else None
    except (OSError, mutagen.MutagenError, *_HOSTILE):
        return None
    kinds = ((MP3, Format.MP3), (OggOpus, Format.OPUS))
    return next((format_ for kind, format_ in kinds if isinstance(opened, kind)), None)


def _is_sound(file: Path) -> bool:
    """Tell whether an MP4 file says that it is sound, or has no pictures that move."""
    with file.open("rb") as opened:
        if opened.read(12)[_BRAND] in _SOUND_BRANDS:
            return True
        opened.seek(0)
        atoms: Any = Atoms(opened)
        tracks = [one.path("mdia", "hdlr")[-1] for one in atoms["moov"].findall(b"trak")]
        return not any(one.read(opened)[1][_HANDLER] == b"vide" for one in tracks)
