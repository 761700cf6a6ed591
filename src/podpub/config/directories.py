"""`directories:` in show.yaml → the show's own pages where podcasts are listed and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.fields import web_address
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.model import DIRECTORIES, DirectoryLink, is_at, say

if TYPE_CHECKING:
    from pydantic import ValidationInfo


def page_there(value: object, info: ValidationInfo[Any]) -> str:
    """Return the address of a page at the directory that the key names."""
    address, directory = web_address(value), DIRECTORIES[info.field_name or ""]
    if not is_at(address, directory.hosts):
        raise Mistake(
            say("is not an address of {name}", name=directory.name),
            code="directory",
            fix=say(
                "Copy the address of the show's page there, which begins with https://{host}/.",
                host=directory.hosts[0],
            ),
        )
    return address


_There = Annotated[
    str,
    BeforeValidator(page_there),
    WithJsonSchema({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}),
]


def _page(key: str) -> Any:  # noqa: ANN401 - what pydantic's `Field` returns
    name = DIRECTORIES[key].name
    return Field(None, title=name, description=f"The show's page at {name}.")


class WrittenDirectories(Written):
    """The show's pages in directories and apps, for those who want to subscribe there."""

    aliases: ClassVar[dict[str, str]] = {
        "apple_podcasts": "apple",
        "itunes": "apple",
        "youtube_music": "youtube",
        "amazon_music": "amazon",
        "pocket_casts": "pocketcasts",
        "podcast_addict": "podcastaddict",
        "podcast_guru": "podcastguru",
        "player_fm": "playerfm",
        "podcast_index": "podcastindex",
        "ard_audiothek": "ardaudiothek",
    }
    hints: ClassVar[dict[str, str]] = {"rss": say("Remove the line; the feed is always offered.")}

    apple: _There | None = _page("apple")
    spotify: _There | None = _page("spotify")
    youtube: _There | None = _page("youtube")
    amazon: _There | None = _page("amazon")
    deezer: _There | None = _page("deezer")
    pocketcasts: _There | None = _page("pocketcasts")
    overcast: _There | None = _page("overcast")
    castro: _There | None = _page("castro")
    antennapod: _There | None = _page("antennapod")
    fountain: _There | None = _page("fountain")
    podcastaddict: _There | None = _page("podcastaddict")
    podcastguru: _There | None = _page("podcastguru")
    podverse: _There | None = _page("podverse")
    truefans: _There | None = _page("truefans")
    castamatic: _There | None = _page("castamatic")
    castbox: _There | None = _page("castbox")
    playerfm: _There | None = _page("playerfm")
    goodpods: _There | None = _page("goodpods")
    gpodder: _There | None = _page("gpodder")
    podcastindex: _There | None = _page("podcastindex")
    fyyd: _There | None = _page("fyyd")
    ardaudiothek: _There | None = _page("ardaudiothek")

    def links(self) -> tuple[DirectoryLink, ...]:
        """Return the nouns, in the order of the directories."""
        told = ((key, getattr(self, key)) for key in DIRECTORIES)
        return tuple(DirectoryLink(key, url) for key, url in told if url)
