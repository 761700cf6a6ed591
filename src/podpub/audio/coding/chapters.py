"""Chapters into an M4A file, without touching its sound.

ffmpeg writes them in both ways there are: as the text track that Apple's players read, and as Nero's table,
which AntennaPod and others read. mutagen writes neither.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.audio.coding.formats import REPEATABLE, in_m4a
from podpub.audio.source.decode import breakdown, call, look
from podpub.audio.source.running import Running
from podpub.model.chapter import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.model import Chapter

# Nero's table counts the bytes of a title in one byte; AntennaPod reads that byte as signed.
_LONGEST_TITLE_BYTES = 127
_SPECIAL = re.compile(r"[=;#\\\n]")


def write_chapters(
    m4a: Path, chaptered: Path, chapters: Sequence[Chapter], duration_s: float, *, ffmpeg: Ffmpeg
) -> None:
    """Copy the sound of `m4a` into the file `chaptered`, with these chapters and no other tag.

    The same sound and chapters give the same bytes, whatever else was in the file. Titles are cut at 127
    bytes, hidden chapters are left out. The text track has no gaps: there, the first chapter begins at zero.

    Raises:
        SourceError: It is no audio file.
        ToolError: ffmpeg stopped.
    """
    safe = ("-protocol_whitelist", "file,pipe", "-format_whitelist")
    source = (*safe, "mov", "-i", f"file:{m4a}", *safe, "ffmetadata", "-f", "ffmetadata", "-i", "pipe:0")
    form = in_m4a(look(m4a, ffmpeg=ffmpeg).sample_rate)
    copy = ("-map", "0:a:0", "-map_chapters", "1", "-c", "copy")
    sink = (*copy, *form, *REPEATABLE, "-y", f"file:{chaptered}")
    with Running(call(ffmpeg, source, None, sink), fed=True) as running:
        with suppress(BrokenPipeError):  # the exit code tells
            running.stdin.write(_metadata(listed(tuple(chapters)), duration_s).encode())
            running.stdin.close()
        if running.finish() != 0:
            raise breakdown(running.words)


def _metadata(chapters: Sequence[Chapter], duration_s: float) -> str:
    """Return the chapters as ffmpeg reads them (ffmpeg-formats, metadata)."""
    starts_ms = [round(chapter.start_s * 1000) for chapter in chapters]
    ends = pairwise([*starts_ms, max([round(duration_s * 1000), *starts_ms[-1:]])])
    marks = (
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={_escaped(_fitted(chapter.title))}\n"
        for chapter, (start, end) in zip(chapters, ends, strict=True)
    )
    return "".join([";FFMETADATA1\n", *marks])


def _fitted(title: str) -> str:
    if len(title.encode()) <= _LONGEST_TITLE_BYTES:
        return title
    room = _LONGEST_TITLE_BYTES - len("…".encode())
    return title.encode()[:room].decode(errors="ignore").rstrip() + "…"


def _escaped(title: str) -> str:
    """Return a title with its special characters marked; ffmpeg takes a backslash at the end for a line's."""
    return _SPECIAL.sub(r"\\\g<0>", title) + (" " if title.endswith("\\") else "")
