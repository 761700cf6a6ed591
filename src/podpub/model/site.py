"""How a show's web pages look, and what stands in them beside the show and its episodes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podpub.model.message import say

PLAIN_COLOUR = "#2f5d8a"
PLAIN_FONT = "system"
FONTS = {
    "system": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
    "serif": '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Noto Serif", Georgia,'
    " serif",
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif',
    "rounded": 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, Manjari, "Arial Rounded MT",'
    " Calibri, sans-serif",
    "mono": 'ui-monospace, "Cascadia Code", "Source Code Pro", Menlo, Consolas, "DejaVu Sans Mono",'
    " monospace",
}
"""Fonts that visitors have already, so that no page fetches one, by the name that a host writes."""

TEMPLATES = (
    *("archive.html", "base.html", "embed.html", "episode.html", "gone.html", "home.html", "listening.html"),
    *("llms.txt", "missing.html", "parts.html", "player.html", "robots.txt", "sitemap.xml", "snippet.html"),
    *("speech.html", "subscribe.html", "subscribing.html", "text.html", "transcript.html"),
)
"""What a host can write another one of."""

_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_FAMILIES = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,_-]{0,199}")
_FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\.(html|txt|xml)")
_LARGEST_TEMPLATES = 262_144


@dataclass(frozen=True, slots=True)
class Site:
    """What a host decides about the pages.

    Attributes:
        colour: `#rgb` or `#rrggbb`, in lower case; shades with enough contrast are derived from it.
        font: A name in `FONTS`, or names of fonts that visitors may have, with commas between them.
        about, imprint, privacy: Markdown; a page that has no text is not there.
        remember_position: Whether a visitor's browser keeps where they stopped listening.
        pretty_urls: Whether links end in `/`; only a web server that shows an `index.html` there can do that.
        podlove: Where the files of Podlove's player lie, for those who use that one; ends with a slash.
        templates: The host's own, by file name, each in the place of podpub's.
        words: The host's own words of the interface, by the name they have in podpub's languages.

    Raises:
        ValueError: A colour, a font or a file name is none, or the templates are too large for a record.
    """

    colour: str = PLAIN_COLOUR
    font: str = PLAIN_FONT
    about: str = ""
    imprint: str = ""
    privacy: str = ""
    remember_position: bool = False
    pretty_urls: bool = False
    podlove: str | None = None
    templates: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.colour):
            raise ValueError(say("not a colour: {colour!r}", colour=self.colour))
        if not _FAMILIES.fullmatch(self.font):
            raise ValueError(say("not a font: {font!r}", font=self.font))
        for name, _ in self.templates:
            if not _FILE.fullmatch(name):
                raise ValueError(say("not a template's name: {name!r}", name=name))
        if sum(len(text.encode()) for _, text in self.templates) > _LARGEST_TEMPLATES:
            raise ValueError(say("templates of more than 256 kB"))

    @property
    def font_families(self) -> str:
        """The font as CSS has it."""
        if self.font in FONTS:
            return FONTS[self.font]
        names = (name.strip() for name in self.font.split(","))
        return ", ".join([*(f'"{name}"' for name in names if name), FONTS[PLAIN_FONT]])


PLAIN_SITE = Site()
"""What a host gets who says nothing about it."""
