"""Files of sound, fetched whole: gone on with after a break, and refused where they are no sound.

What was begun lies beside the work with a note of what it is, so that only the rest is asked for (RFC 9110,
14.2 and 13.1.5): a server that has another file by now sends that from its beginning.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.outside import Answer, Trouble, shown
from podpub.pipeline.arriving.journal import Fetched
from podpub.pipeline.material.digests import file_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedWriter
    from pathlib import Path

    from podpub.arrivals import Sound
    from podpub.model import Message
    from podpub.outside.visitor import Heard
    from podpub.pipeline.arriving.errand import Errand

_OK, _PARTIAL, _BEYOND = 200, 206, 416
_GONE = frozenset({404, 410})
_PASSING = frozenset({"cut", "timeout", "unreachable"})
_MOST_BREAKS = 6
_LOOK_BYTES = 4096
_BOX = b"ftyp"
_SIGNS = (b"ID3", b"OggS", b"fLaC", b"RIFF", b"FORM", b"caff", b"\x1aE\xdf\xa3")
_LAYER, _LAYER_MASK = 0xE0, 0xE0
_AGAIN = say("Run the same command again: it goes on where it stopped.")
_BY_HAND = say("Put the file into the episode's folder by hand, under the name in its episode.yaml.")


class NotSoundError(Exception):
    """What came is no sound."""


class StoppedError(Exception):
    """The whole import is given up."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is not whole yet, and the note of what it is."""

    file: Path
    url: str

    @property
    def _note(self) -> Path:
        return self.file.with_suffix(".json")

    def validator(self) -> str:
        """Return what the server knows the begun file by; empty where it cannot be gone on with."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        known = isinstance(note, dict) and note.get("url") == self.url and self.file.is_file()
        return str(note.get("validator", "")) if known else ""

    def begin(self, answer: Answer) -> BufferedWriter:
        """Open the file for what comes: at its end for a rest, else anew, with a note of what it is."""
        if answer.status == _PARTIAL:
            return self.file.open("ab")
        self._note.unlink(missing_ok=True)
        opened = self.file.open("wb")
        tag = answer.headers.get("etag", "")
        validator = answer.headers.get("last-modified", "") if not tag or tag.startswith("W/") else tag
        self._note.write_text(json.dumps({"url": self.url, "validator": validator}), encoding="utf-8")
        return opened

    def forget(self) -> None:
        """Remove the file and its note."""
        self._note.unlink(missing_ok=True)
        self.file.unlink(missing_ok=True)


def part_of(sound: Sound, workbench: Path) -> Part:
    """Return where a file is gathered; its name is made of its address, and of nothing that a feed chose."""
    return Part(workbench / f"{hashlib.sha256(sound.url.encode()).hexdigest()[:32]}.part", sound.url)


def download(sound: Sound, part: Part, errand: Errand, heard: Callable[[int], None]) -> Fetched | Finding:
    """Fetch a file, going on after breaks as long as something comes.

    Args:
        sound: What the feed says of it.
        part: Where it is gathered; it lies there when it is whole.
        errand: Who asks.
        heard: Told of every block's length.

    Raises:
        StoppedError: Everything is given up; what came so far stays.
    """
    breaks, before = 0, -1
    while True:
        if errand.stopped.is_set():
            raise StoppedError
        have = part.file.stat().st_size if part.validator() else 0
        breaks = 0 if have > before else breaks + 1
        before = have
        try:
            answer = errand.ask(sound.url, lambda: _fetch(part, errand, heard))
        except NotSoundError:
            part.forget()
            return _finding(
                sound, "audio-not-sound", say("it is no sound, but a page or a playlist"), _BY_HAND
            )
        if isinstance(answer, Trouble) and answer.code in _PASSING and breaks < _MOST_BREAKS:
            continue
        if isinstance(answer, Answer) and answer.status == _BEYOND and breaks < _MOST_BREAKS:
            part.forget()
            continue
        return _outcome(sound, part, answer)


def _outcome(sound: Sound, part: Part, answer: Heard) -> Fetched | Finding:
    if isinstance(answer, Trouble):
        if answer.code == "too-large":
            part.forget()
            return _finding(
                sound, answer.code, say("it is larger than allowed"), say("Allow more with --limit-file.")
            )
        local = say("Use --allow-local if you trust the feed and it lies in your own network.")
        return _finding(
            sound, answer.code, answer.said, local if answer.code == "private-address" else _AGAIN
        )
    if answer.status not in (_OK, _PARTIAL):
        fix = _BY_HAND if answer.status in _GONE else _AGAIN
        return _finding(sound, "audio-missing", say("the server answers {status}", status=answer.status), fix)
    if not is_sound(_head(part.file)):
        part.forget()
        return _finding(sound, "audio-not-sound", say("it is no sound, but a page or a playlist"), _BY_HAND)
    return Fetched(sound.url, part.file.stat().st_size, file_digest(part.file))


def _fetch(part: Part, errand: Errand, heard: Callable[[int], None]) -> Heard:
    """Ask once, for all of a file or for its rest."""
    validator = part.validator()
    have = part.file.stat().st_size if validator else 0
    headers = {"range": f"bytes={have}-", "if-range": validator} if have else {}
    writers: list[BufferedWriter] = []

    def begin(answer: Answer) -> Callable[[bytes], None]:
        if answer.status == _PARTIAL and not _begins_at(answer, have):
            part.forget()
            return _nowhere
        if answer.status not in (_OK, _PARTIAL):
            return _nowhere
        writers.append(part.begin(answer))
        return _into(writers[0], errand, heard, is_new=answer.status == _OK)

    try:
        return errand.visitor.pour(part.url, headers, begin, most=errand.limits.file_mb * 1_000_000)
    finally:
        for one in writers:
            one.close()


def _begins_at(answer: Answer, have: int) -> bool:
    return answer.headers.get("content-range", "").strip().lower().startswith(f"bytes {have}-")


def _into(
    writer: BufferedWriter, errand: Errand, heard: Callable[[int], None], *, is_new: bool
) -> Callable[[bytes], None]:
    blocks = iter([is_new])

    def take(block: bytes) -> None:
        if errand.stopped.is_set():
            raise StoppedError
        if next(blocks, False) and not is_sound(block):
            raise NotSoundError
        writer.write(block)
        heard(len(block))

    return take


def _nowhere(_: bytes) -> None:
    """What an error page says is not kept."""


def is_sound(begin: bytes) -> bool:
    """Tell files of sound from pages and playlists, by how they begin."""
    told = begin.lstrip(b"\0") or begin
    is_frame = len(told) > 1 and told[0] == 0xFF and told[1] & _LAYER_MASK == _LAYER  # noqa: PLR2004 - ISO 11172-3, 2.4.1.3
    return is_frame or told.startswith(_SIGNS) or begin[4:8] == _BOX


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LOOK_BYTES)


def _finding(sound: Sound, code: str, said: str | Message, fix: str) -> Finding:
    return Finding(Level.ERROR, code, shown(sound.url), said, fix)


def local_files(folder: Path) -> dict[str, Path]:
    """Return the files in a folder of audio, by what addresses may call them."""
    found: dict[str, Path] = {}
    for file in sorted(_regular(folder)):
        for name in (file.name, file.name.casefold()):
            found.setdefault(name, file)
    return found


def _regular(folder: Path) -> Iterator[Path]:
    return (one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
