"""How the pages of a show look: their templates and words, and the stylesheet and the script beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from importlib.metadata import version
from typing import TYPE_CHECKING

from rcssmin import cssmin
from rjsmin import jsmin

from podpub.model.layout import static_key
from podpub.site.colours import NIGHT, NIGHT_PANEL, PANEL, PAPER, Shades, shades
from podpub.site.language import Words, words_for

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from podpub.model import Site

_NAME = "podpub"


@dataclass(frozen=True, slots=True)
class Theme:
    """What all pages share.

    Attributes:
        own: The host's templates, by file name.
        stylesheet, script: The keys of the two files that every page loads.
        files: Those two, by key.
        colour: The accent in light and in dark.
        print: Digest of all of it: another one, and every page may look different.
    """

    own: tuple[tuple[str, str], ...]
    words: Words
    stylesheet: str
    script: str
    colour: tuple[Shades, Shades]
    print: str
    files: dict[str, bytes] = field(repr=False, hash=False, compare=False)


@lru_cache(4)
def theme_of(site: Site, language: str) -> Theme:
    """Return the theme for what a host has decided."""
    words = words_for(language, site.words)
    colour = shades(site.colour)
    css = _variables(site, colour) + "".join(_static("css"))
    js = "".join(f"(() => {{\n{text}}})();\n" for text in _static("js"))
    style, script = (_keyed(text, extension) for text, extension in ((css, "css"), (js, "js")))
    told = [version("podpub"), style[0], script[0], *_templates(), *map(repr, site.templates)]
    told += [f"{name}={text}" for name, text in sorted(words.known.items())]
    digest = hashlib.sha256("\0".join(told).encode(errors="replace")).hexdigest()
    return Theme(site.templates, words, style[0], script[0], colour, digest, dict([style, script]))


def _variables(site: Site, colour: tuple[Shades, Shades]) -> str:
    """Return the variables that a host's decisions come to; the noun has seen that they are what they say."""
    light, dark = colour
    return (
        f":root{{--font:{site.font_families};{_palette(light, PAPER, PANEL)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_palette(dark, NIGHT, NIGHT_PANEL)}}}}}\n"
    )


def _palette(one: Shades, paper: str, panel: str) -> str:
    return f"--accent:{one.accent};--on-accent:{one.on_accent};--paper:{paper};--panel:{panel}"


def _keyed(text: str, extension: str) -> tuple[str, bytes]:
    body = text.encode()
    return static_key(_NAME, hashlib.sha256(body).hexdigest(), extension), body


@cache
def _static(extension: str) -> tuple[str, ...]:
    texts = (one.read_text("utf-8") for one in _files("static") if one.name.endswith(f".{extension}"))
    return tuple(map(cssmin if extension == "css" else jsmin, texts))


@cache
def _templates() -> tuple[str, ...]:
    return tuple(one.read_text("utf-8") for one in _files("templates"))


def _files(folder: str) -> list[Traversable]:
    return sorted((resources.files("podpub.site") / folder).iterdir(), key=lambda one: one.name)
