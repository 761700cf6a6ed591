"""Which language podpub speaks: that of `--lang`, else that of the environment, else English."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from podpub.model import ENGLISH, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("de", "en")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX, 8.2: the first that is set decides
_MARKS = {"de": (",", ".")}


def of_environment(environ: Mapping[str, str]) -> str:
    """Return the language of the environment, if podpub speaks it; else English."""
    locale = next((value for name in _VARIABLES if (value := environ.get(name))), "")
    spoken = locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return spoken if spoken in LANGUAGES else ENGLISH.name


def language(name: str) -> Language:
    """Return a language with its words, which are read when they are needed."""
    if name == ENGLISH.name:
        return ENGLISH
    words = files("podpub.cli").joinpath("languages", f"{name}.json").read_text(encoding="utf-8")
    return Language(name, json.loads(words), _MARKS[name])
