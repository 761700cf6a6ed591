"""`site:` in show.yaml → what the web pages look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.fields import FolderUrl, YesNo, text_of
from podpub.config.files import TextOrFile  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.model import FONTS, Site, say

if TYPE_CHECKING:
    from podpub.config.own import Own

_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_TEXT: dict[str, Any] = {"type": "string"}


def colour(value: object) -> str:
    """Return a colour as `#rrggbb` or `#rgb`, in lower case."""
    text = str(text_of(value)).strip().lower()
    text = text if text.startswith("#") else f"#{text}"
    if not _COLOUR.fullmatch(text):
        raise Mistake(
            say("is not a colour"),
            code="colour",
            fix=say("Write six hexadecimal digits in quotes, such as `'#2f5d8a'`."),
        )
    return text


def font(value: object) -> str:
    """Return the name of a family of fonts, or of fonts that visitors may have."""
    text = str(text_of(value)).strip()
    name = text.lower() if text.lower() in FONTS else text
    try:
        Site(font=name)
    except ValueError as error:
        raise Mistake(
            say("is not a font"),
            code="font",
            fix=say("Write one of {names}, or names of fonts with commas between.", names=", ".join(FONTS)),
        ) from error
    return name


_Colour = Annotated[str, BeforeValidator(colour), WithJsonSchema(_TEXT)]
_Font = Annotated[str, BeforeValidator(font), WithJsonSchema({**_TEXT, "examples": list(FONTS)})]


class WrittenSite(Written):
    """The show's web pages."""

    aliases: ClassVar[dict[str, str]] = {
        "color": "colour",
        "accent": "colour",
        "impressum": "imprint",
        "datenschutz": "privacy",
        "remember": "remember_position",
    }
    short: ClassVar[str] = "pages"
    text_schema: ClassVar[dict[str, Any]] = {"type": "boolean"}

    pages: YesNo = Field(
        default=True, title="Pages", description="Whether there are any; `site: false` is a shorter way."
    )
    colour: _Colour | None = Field(
        None, title="Colour", description="Of links and buttons, like '#2f5d8a'; shades are derived from it."
    )
    font: _Font | None = Field(
        None, title="Font", description=f"{', '.join(FONTS)}; or fonts that visitors may have."
    )
    about: TextOrFile = Field("", title="About", description="Markdown: a file or the text itself.")
    imprint: TextOrFile = Field("", title="Imprint", description="Markdown; in Germany a duty (§ 5 DDG).")
    privacy: TextOrFile = Field(
        "", title="Privacy", description="Markdown; a duty in the EU (GDPR, Art. 13)."
    )
    remember_position: YesNo = Field(
        default=False,
        title="Remember the position",
        description="Whether visitors' browsers keep where they stopped listening.",
    )
    pretty_urls: YesNo | None = Field(
        None,
        title="Pretty URLs",
        description="Whether links end in `/` rather than `index.html`; left out, in a folder and not in a "
        "bucket.",
    )
    podlove: FolderUrl | None = Field(
        None,
        title="Podlove Web Player",
        description="Where you put its files, if you use it: podpub then writes what it reads.",
    )

    def site(self, own: Own, *, in_folder: bool) -> Site | None:
        """Return the noun; None where there shall be no pages."""
        if not self.pages:
            return None
        chosen = {key: value for key in ("colour", "font") if (value := getattr(self, key))}
        return Site(
            about=self.about,
            imprint=self.imprint,
            privacy=self.privacy,
            remember_position=self.remember_position,
            pretty_urls=in_folder if self.pretty_urls is None else self.pretty_urls,
            podlove=self.podlove,
            templates=own.templates,
            words=own.words,
            **chosen,
        )
