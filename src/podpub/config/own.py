"""What lies in the folder `site/` beside show.yaml: the host's own templates and words for the web pages."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.config.files import read_beside
from podpub.config.mistake import Mistake
from podpub.model import TEMPLATES, Site, say, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.config.desk import Desk

TEMPLATES_FOLDER, LANGUAGES_FOLDER = "site/templates", "site/languages"


@dataclass(frozen=True, slots=True)
class Own:
    """Templates by file name, words by the name that they have in podpub's languages."""

    templates: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()


NOTHING_OWN = Own()


def read_own(desk: Desk, language: str) -> Own:
    """Read the host's own templates, and the words for a language; take down what is wrong with them."""
    found = {file.name: file for file in sorted((desk.root / TEMPLATES_FOLDER).glob("*")) if file.is_file()}
    read = {name: text for name, file in found.items() if (text := _text(file, desk)) is not None}
    templates = {name: text for name, text in read.items() if _is_of_use(name, read, found[name], desk)}
    tag = language.lower()
    files = (
        desk.root / LANGUAGES_FOLDER / f"{name}.json" for name in dict.fromkeys((tag.partition("-")[0], tag))
    )
    words = {name: text for file in files if file.is_file() for name, text in _words(file, desk).items()}
    try:
        Site(templates=tuple(templates.items()))
    except ValueError as error:
        desk.error(
            "template",
            desk.place(1, desk.root / TEMPLATES_FOLDER),
            str(error),
            say("Keep there what differs from podpub's own, named in small letters, digits and dashes."),
        )
        templates = {}
    return Own(tuple(templates.items()), tuple(sorted(words.items())))


def _text(file: Path, desk: Desk) -> str | None:
    """Return what a file says that lies in the show's folder, also when links are followed."""
    try:
        _require_inside(file, desk.root)
        return read_beside(file, desk)
    except Mistake as mistake:
        desk.error(mistake.code, desk.place(mistake.line or 1, file), mistake.message, mistake.fix)
        return None


def _require_inside(file: Path, root: Path) -> None:
    if not file.resolve().is_relative_to(root.resolve()):
        raise Mistake(say("lies outside the show's folder"), code="outside", fix=say("Copy it there."))


def _is_of_use(name: str, read: dict[str, str], file: Path, desk: Desk) -> bool:
    """Tell whether anything asks for a template: podpub, or another one of the host's."""
    if name in TEMPLATES or any(name in text for other, text in read.items() if other != name):
        return True
    near = difflib.get_close_matches(name, TEMPLATES, n=1)
    desk.warn(
        "template",
        desk.place(1, file),
        say("nothing asks for a template called {name}", name=name),
        say("Did you mean `{near}`?", near=near[0])
        if near
        else say("Name it as one of podpub's: {names}.", names=", ".join(TEMPLATES)),
    )
    return False


def _words(file: Path, desk: Desk) -> dict[str, str]:
    text = _text(file, desk)
    try:
        return _object(text or "{}")
    except (ValueError, RecursionError) as error:
        desk.error(
            "words",
            desk.place(getattr(error, "lineno", 1), file),
            say("the words of the web pages cannot be read: {error}", error=words_of(error)),
            say('Write one object: {{"subscribe": "S\'abonner"}}.'),
        )
        return {}


def _object(text: str) -> dict[str, str]:
    told = json.loads(text)
    if isinstance(told, dict) and all(isinstance(one, str) for one in told.values()):
        return told
    raise ValueError(say("not an object of texts"))
