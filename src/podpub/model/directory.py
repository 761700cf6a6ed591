"""Where podcasts are listed and heard, and a show's place there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from podpub.model.message import say


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory or app with a page for each show; `hosts` are those of its addresses."""

    name: str
    hosts: tuple[str, ...]


DIRECTORIES = {
    "apple": Directory("Apple Podcasts", ("podcasts.apple.com", "itunes.apple.com")),
    "spotify": Directory("Spotify", ("open.spotify.com", "creators.spotify.com", "spotify.link")),
    "youtube": Directory("YouTube Music", ("youtube.com", "youtu.be")),
    "amazon": Directory(
        "Amazon Music", ("music.amazon.com", "music.amazon.de", "music.amazon.co.uk", "amzn.to")
    ),
    "deezer": Directory("Deezer", ("deezer.com", "deezer.page.link")),
    "pocketcasts": Directory("Pocket Casts", ("pca.st", "pocketcasts.com")),
    "overcast": Directory("Overcast", ("overcast.fm",)),
    "castro": Directory("Castro", ("castro.fm",)),
    "antennapod": Directory("AntennaPod", ("antennapod.org",)),
    "fountain": Directory("Fountain", ("fountain.fm",)),
    "podcastaddict": Directory("Podcast Addict", ("podcastaddict.com",)),
    "podcastguru": Directory("Podcast Guru", ("podcastguru.io",)),
    "podverse": Directory("Podverse", ("podverse.fm",)),
    "truefans": Directory("TrueFans", ("truefans.fm",)),
    "castamatic": Directory("Castamatic", ("castamatic.com",)),
    "castbox": Directory("Castbox", ("castbox.fm",)),
    "playerfm": Directory("Player FM", ("player.fm",)),
    "goodpods": Directory("Goodpods", ("goodpods.com",)),
    "gpodder": Directory("gPodder", ("gpodder.net",)),
    "podcastindex": Directory("Podcast Index", ("podcastindex.org",)),
    "fyyd": Directory("fyyd", ("fyyd.de",)),
    "ardaudiothek": Directory("ARD Audiothek", ("ardaudiothek.de", "ardsounds.de")),
}
"""By the name that a host writes for it."""


@dataclass(frozen=True, slots=True)
class DirectoryLink:
    """A show's own page in a directory.

    Attributes:
        directory: Its name in `DIRECTORIES`; a record may have one that only another podpub knows.

    Raises:
        ValueError: The address is none of the web.
    """

    directory: str
    url: str

    def __post_init__(self) -> None:
        if not self.url.lower().startswith(("https://", "http://")):
            raise ValueError(say("not a page on the web: {url}", url=self.url))


def is_at(url: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is one of the web, at one of these hosts or below one of them."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    is_web = parts.scheme.lower() in {"http", "https"}
    return is_web and any(host == one or host.endswith(f".{one}") for one in hosts)
