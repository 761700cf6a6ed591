"""Which players there are: the hosts that they come from, and the shortcodes and blocks that plugins have."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTS: Mapping[str, tuple[str, ...]] = {
    "Podigee": ("podigee-cdn.net", "podigee.io", "podigee.com"),
    "Libsyn": ("libsyn.com", "libsynpro.com"),
    "Buzzsprout": ("buzzsprout.com",),
    "Spotify": ("anchor.fm", "podcasters.spotify.com", "creators.spotify.com", "open.spotify.com"),
    "SoundCloud": ("soundcloud.com",),
    "Castos": ("castos.com",),
    "Podbean": ("podbean.com",),
    "Simplecast": ("simplecast.com",),
    "Acast": ("acast.com",),
    "Captivate": ("captivate.fm",),
    "RSS.com": ("rss.com",),
    "Apple Podcasts": ("embed.podcasts.apple.com",),
    "Spreaker": ("spreaker.com",),
    "Transistor": ("transistor.fm",),
    "Megaphone": ("megaphone.fm",),
    "Blubrry": ("blubrry.com",),
    "Podlove": ("podlove.org",),
    "Castopod": ("castopod.com",),
}
"""The domains of the hosts of players, with all below them."""

SHORTCODES: Mapping[str, str] = {
    "podlove-episode-web-player": "Podlove",
    "podlove-web-player": "Podlove",
    "podloveaudio": "Podlove",
    "podlove-audio": "Podlove",
    "powerpress": "PowerPress",
    "powerpress_player": "PowerPress",
    "podcast": "PowerPress",
    "ss_player": "Seriously Simple Podcasting",
    "castos_player": "Seriously Simple Podcasting",
    "podcast_episode": "Seriously Simple Podcasting",
    "audio": "WordPress",
    "smart_track_player": "Smart Podcast Player",
    "smart_podcast_player": "Smart Podcast Player",
    "podigee-player": "Podigee",
    "podigee_player": "Podigee",
    "buzzsprout": "Buzzsprout",
    "libsyn-podcast": "Libsyn",
    "soundcloud": "SoundCloud",
    "spreaker": "Spreaker",
    "podbean": "Podbean",
}
"""Shortcodes that are players, by the plugin that has them."""

BLOCKS: Mapping[str, str] = {
    "audio": "WordPress",
    "podlove-web-player/shortcode": "Podlove",
    "podlove-publisher/web-player": "Podlove",
    "seriously-simple-podcasting/audio-player": "Seriously Simple Podcasting",
    "seriously-simple-podcasting/castos-player": "Seriously Simple Podcasting",
    "seriously-simple-podcasting/castos-html-player": "Seriously Simple Podcasting",
    "powerpress/podcast": "PowerPress",
    "blubrry/powerpress": "PowerPress",
    "buzzsprout/episode": "Buzzsprout",
    "podigee/player": "Podigee",
}
"""Blocks of the editor that are players."""

WRAPPERS = frozenset(
    {"borlabs-cookie", "cmplz-consent-area", "rcb-consent", "cookie_accepted", "embed", "raw"}
)
"""Shortcodes that stand around a player: consent walls, and WordPress's own."""

_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\[\]\\{}]+", re.IGNORECASE)
_SOUND = (".mp3", ".m4a", ".aac", ".ogg", ".opus", ".wav", ".flac", ".mp4")
_MOST_ADDRESSES = 50
_MUSIC = ".open.spotify.com"
_SPOKEN = re.compile(r"/(episode|show)/")


def addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses in a piece of HTML, JSON or shortcode, and those inside of them, each once."""
    plain = unescape(text).replace("\\/", "/").replace("\\u0026", "&")
    found: dict[str, None] = {}
    for one in _ADDRESS.findall(plain)[:_MOST_ADDRESSES]:
        found[_whole(one)] = None
        inner = unquote(one.partition("?")[2])
        found.update({_whole(other): None for other in _ADDRESS.findall(inner)[:_MOST_ADDRESSES]})
    return tuple(found)


def _whole(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def host_of(address: str) -> str:
    """Return the player's host that an address belongs to; nothing where it is none's."""
    try:
        parts = urlsplit(address)
        name = f".{(parts.hostname or '').lower()}"
    except ValueError:
        return ""
    if name == _MUSIC and not _SPOKEN.search(parts.path):
        return ""
    hosts = HOSTS.items()
    return next((host for host, domains in hosts if any(name.endswith(f".{one}") for one in domains)), "")


def is_sound(address: str) -> bool:
    """Tell whether an address is that of an audio file."""
    try:
        return urlsplit(address).path.lower().endswith(_SOUND)
    except ValueError:
        return False
