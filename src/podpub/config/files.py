"""File names in a show's files → files that are there; texts and pictures stay inside the show's folder."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, WithJsonSchema

from podpub.config.fields import one_line, prose, text_of
from podpub.config.mistake import Mistake
from podpub.config.source import read_text
from podpub.model import Finding, Level, say

if TYPE_CHECKING:
    from pydantic import ValidationInfo

    from podpub.config.desk import Desk

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_NOTES_FILE = re.compile(r"[^\n\t<>]{1,200}\.(md|markdown|txt)", re.IGNORECASE)
_TRANSCRIPTS = (".vtt", ".srt", ".json", ".html", ".htm", ".txt")
_MISSING = "missing-file"
_TRACKS_KEY = "audio"


def audio_file(value: object, info: ValidationInfo[Desk]) -> Path:
    """Return an audio file, wherever on the disk it lies; take down that it is not there."""
    path = _beside(value, info)
    try:
        return _there(path)
    except Mistake as mistake:
        if mistake.code != _MISSING:
            raise
        key = _TRACKS_KEY if info.field_name == "file" else info.field_name
        place, message = info.context.place(value), say("`{key}` {problem}", key=key, problem=mistake.message)
        info.context.absent.append(Finding(Level.ERROR, _MISSING, place, message, mistake.fix))
        return path


def show_file(value: object, info: ValidationInfo[Desk]) -> Path:
    """Return a file that lies in the show's folder, also when links are followed."""
    path = _there(_beside(value, info))
    if not path.resolve().is_relative_to(info.context.root.resolve()):
        raise Mistake(
            say("lies outside the show's folder"),
            code="outside",
            fix=say("Copy the file to the show; only recordings, intro and outro may lie elsewhere."),
        )
    return path


def transcript_file(value: object, info: ValidationInfo[Desk]) -> Path:
    """Return a transcript; what is in it is read when it is needed."""
    path = show_file(value, info)
    if path.suffix.lower() not in _TRANSCRIPTS:
        raise Mistake(
            say("is not a transcript that podpub reads"),
            code="transcript",
            fix=say("Export it as WebVTT (.vtt), SubRip (.srt), JSON, HTML or plain text (.txt)."),
        )
    return path


def text_or_file(value: object, info: ValidationInfo[Desk]) -> str:
    """Return a text, or the content of the file that it names."""
    text = text_of(value)
    name = text.strip()
    is_name = _NOTES_FILE.fullmatch(name) and (" " not in name or (info.context.folder / name).is_file())
    if not is_name:
        return prose(text, info)
    return read_beside(show_file(value, info), info.context).strip()


def read_beside(file: Path, desk: Desk) -> str:
    """Return the text of another file of the show; its mistakes are told under its own name."""
    try:
        text, mistakes = read_text(file)
    except Mistake as mistake:
        raise Mistake(
            say("names {name}: {problem}", name=file.name, problem=mistake.message),
            code=mistake.code,
            fix=mistake.fix,
        ) from mistake
    for found in mistakes:
        desk.error(found.code, desk.place(found.line or 1, file), found.message, found.fix)
    return text


def _beside(value: object, info: ValidationInfo[Desk]) -> Path:
    name = one_line(value, info)
    if _URL.match(name):
        raise Mistake(
            say("names a web address, and podpub works with files"),
            code="url-for-file",
            fix=say("Download the file into the show's folder and write its name."),
        )
    return Path(os.path.abspath(info.context.folder / name))  # noqa: PTH100 - links stay as the host made them


def _there(path: Path) -> Path:
    try:
        if path.is_file():
            return path
        if path.is_dir():
            raise _no_file(say("names a folder, not a file"), say("Write the name of a file in it."))
        if path.exists():
            raise _no_file(say("names a device or a pipe, not a file"), say("Write the name of a file."))
        neighbours = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        neighbours = []
    for name in neighbours:
        if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", path.name):
            return path.with_name(name)  # a Mac writes ä as two characters
    raise _missing(path, neighbours)


def _no_file(message: str, fix: str) -> Mistake:
    return Mistake(message, code="not-a-file", fix=fix)


def _missing(path: Path, neighbours: list[str]) -> Mistake:
    near = difflib.get_close_matches(path.name, neighbours, n=1)
    return Mistake(
        say("names a file that is not there: {name}", name=path.name),
        code=_MISSING,
        fix=say("Did you mean `{near}`?", near=near[0])
        if near
        else say("Put it into the folder {name}, or correct the name.", name=path.parent.name),
    )


def published_folder(value: object, info: ValidationInfo[Desk]) -> Path:
    """Return the folder that is published; it may be made later, and is never the show's own."""
    path = _beside(value, info)
    root = info.context.root
    if root.is_relative_to(path) or path.is_relative_to(root / "episodes"):
        raise Mistake(
            say("is a folder of the show itself"),
            code="published-folder",
            fix=say("Name a folder of its own, like `path: public`."),
        )
    return path


_FILE_NAME = WithJsonSchema({"type": "string"})
Folder = Annotated[Path, BeforeValidator(published_folder), _FILE_NAME]
AudioFile = Annotated[Path, BeforeValidator(audio_file), _FILE_NAME]
ShowFile = Annotated[Path, BeforeValidator(show_file), _FILE_NAME]
TranscriptFile = Annotated[Path, BeforeValidator(transcript_file), _FILE_NAME]
TextOrFile = Annotated[str, BeforeValidator(text_or_file), WithJsonSchema({"type": "string"})]
