"""Where everything lies in the storage, and what each key promises to those who fetch it."""

from __future__ import annotations

import re

from podpub.model.format import Format
from podpub.model.slug import Slug  # noqa: TC001 - part of public signatures

FEED_KEY = "feed.xml"
SHOW_KEY = "show.json"
MEDIA = "media/"
ASSETS = "assets/"
RELEASES = "releases/"
HISTORY = "history/"
INDEX_KEY = "index/releases.json.gz"
DRAFTS = "drafts/"
PAGES = "feed/"
PROBES = "probes/"
EPISODES = "episodes/"
STATIC = "site/"
HOME_KEY = "index.html"
ARCHIVE_KEY = "archive/index.html"
SUBSCRIBE_KEY = "subscribe/index.html"
MISSING_KEY = "404.html"
SITEMAP_KEY = "sitemap.xml"
ROBOTS_KEY = "robots.txt"
LLMS_KEY = "llms.txt"
EMBEDS = "embed/"
PODLOVE_KEY = "podlove/config.json"
"""How Podlove's player looks, where a show uses it."""
MANIFEST_KEY = "index/pages.json.gz"
"""What is known of the web pages: which there are, and what each was made from."""
CHAPTERS = "chapters.json"
"""What the names of chapter files end in: there are other files of JSON, served with another type."""
CONDITIONS_KEY = f"{PROBES}conditions.json"

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_LONGEST_KEY = 512
_HASH_DIGITS = 16
_NAMED = re.compile(
    rf"({MEDIA}|{ASSETS})[a-z0-9-]+-(?P<digits>[0-9a-f]{{{_HASH_DIGITS}}})(\.chapters)?\.[a-z0-9]+"
)
_PROBE = re.compile(rf"{PROBES}[0-9a-f]{{32}}")
_DRAFT = re.compile(
    rf"{DRAFTS}[0-9a-f]{{32}}/(?P<file>(?P<slug>[a-z0-9-]+)-[0-9a-f]{{{_HASH_DIGITS}}}\.[a-z0-9]+)"
)
_PAGE = re.compile(rf"{PAGES}page-[1-9][0-9]{{0,5}}\.xml")
_PUBLIC = (MEDIA, ASSETS)
_INDEX = "index.html"
_STATIC = re.compile(rf"{STATIC}[a-z]+-(?P<digits>[0-9a-f]{{{_HASH_DIGITS}}})\.(css|js)")
_WEB_PAGE = re.compile(
    rf"{_INDEX}|{MISSING_KEY}|{SITEMAP_KEY}|{ROBOTS_KEY}|{LLMS_KEY}"
    rf"|(archive|subscribe|about|imprint|privacy)/{_INDEX}|({EPISODES}|{EMBEDS})[a-z0-9-]+/{_INDEX}"
    rf"|{EPISODES}[a-z0-9-]+/(transcript/{_INDEX}|oembed.json|podlove.json)|{PODLOVE_KEY}".replace(".", r"\.")
)
_CONTENT_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    CHAPTERS: "application/json+chapters",
    "png": "image/png",
    "gz": "application/gzip",
    "srt": "application/x-subrip",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "xml": "application/rss+xml; charset=utf-8",
    **{format_.value: format_.type for format_ in Format},
}
_TYPES_OF_KEYS = {SITEMAP_KEY: "application/xml"}


def media_key(slug: Slug, sha256: str, format_: Format = Format.MP3) -> str:
    """Return the key of a published file: changed bytes get a new URL."""
    return f"{MEDIA}{slug}-{sha256[:_HASH_DIGITS]}{format_.suffix}"


def asset_key(name: Slug, sha256: str, extension: str) -> str:
    """Return the key of a picture, a transcript, or chapters (whose extension is `CHAPTERS`)."""
    return f"{ASSETS}{name}-{sha256[:_HASH_DIGITS]}.{extension}"


def digits_in(key: str) -> str:
    """Return the digits of its content's SHA-256 that a file's key carries; none in any other key."""
    found = _NAMED.fullmatch(key) if is_key(key) else None
    return found["digits"] if found else ""


def draft_key(token: str, media: str) -> str:
    """Return the key that nobody can guess under which a media file is heard before it is published.

    Args:
        token: 32 hexadecimal digits, of chance.
        media: The file's key, as it will be published.
    """
    return f"{DRAFTS}{token}/{media.removeprefix(MEDIA)}"


def draft_file(key: str) -> str:
    """Return the name of the media file that a draft's key stands for; none for any other key."""
    found = _DRAFT.fullmatch(key)
    return found["file"] if found else ""


def draft_slug(key: str) -> str:
    """Return the slug of the episode that a draft's key belongs to; none for any other key."""
    found = _DRAFT.fullmatch(key)
    return found["slug"] if found else ""


def is_passing(key: str) -> bool:
    """Tell whether podpub gave an object this key that is of no use once no record names it."""
    is_probe = key != CONDITIONS_KEY and _PROBE.fullmatch(key) is not None
    return is_probe or is_static(key) or bool(digits_in(key) or draft_slug(key) or _PAGE.fullmatch(key))


def page_key(number: int) -> str:
    """Return the key of a page with older episodes; the first has the oldest."""
    return f"{PAGES}page-{number}.xml"


def is_page(key: str) -> bool:
    """Tell whether a key is that of a page of the feed."""
    return _PAGE.fullmatch(key) is not None


def is_feed(key: str) -> bool:
    """Tell whether a key is that of the feed, or of one of its pages."""
    return key == FEED_KEY or is_page(key)


def episode_page_key(slug: Slug) -> str:
    """Return the key of an episode's web page."""
    return f"{EPISODES}{slug}/{_INDEX}"


def transcript_page_key(slug: Slug | str) -> str:
    """Return the key of the web page with an episode's transcript."""
    return f"{EPISODES}{slug}/transcript/{_INDEX}"


def embed_key(slug: Slug | str) -> str:
    """Return the key of the page with nothing but an episode's player, for a frame on another page."""
    return f"{EMBEDS}{slug}/{_INDEX}"


def oembed_key(slug: Slug | str) -> str:
    """Return the key of what turns an episode's address into its player (oEmbed)."""
    return f"{EPISODES}{slug}/oembed.json"


def podlove_key(slug: Slug | str) -> str:
    """Return the key of what Podlove's player reads of an episode."""
    return f"{EPISODES}{slug}/podlove.json"


def static_key(name: str, sha256: str, extension: str) -> str:
    """Return the key of a stylesheet or a script: changed bytes get a new URL."""
    return f"{STATIC}{name}-{sha256[:_HASH_DIGITS]}.{extension}"


def is_static(key: str) -> bool:
    """Tell whether a key is that of a stylesheet or a script of the web pages."""
    return _STATIC.fullmatch(key) is not None


def is_web_page(key: str) -> bool:
    """Tell whether a key is that of a web page, or of a file that tells of them."""
    return is_key(key) and _WEB_PAGE.fullmatch(key) is not None


def page_path(key: str, *, pretty: bool) -> str:
    """Return how links name a page: as its folder, where a web server finds the `index.html` in it."""
    return key.removesuffix(_INDEX) if pretty else key


def release_key(identity: str) -> str:
    """Return the key of a release record."""
    return f"{RELEASES}{identity}.json"


def probe_key(name: str) -> str:
    """Return the key of an object that only tries out what a storage does."""
    return f"{PROBES}{name}"


def is_key(key: str) -> bool:
    """Tell whether a key is safe on every storage: short plain ASCII, no hidden or climbing parts."""
    return len(key) <= _LONGEST_KEY and _KEY.fullmatch(key) is not None


def public_address(public_url: str, key: str) -> str:
    """Return the absolute URL of a key below `public_url`, which ends with a slash."""
    return f"{public_url}{key}"


def is_public(key: str) -> bool:
    """Tell whether listeners may fetch a key; records stay private, they know what is scheduled.

    A draft may be fetched by whoever was told its key, which nobody can guess.
    """
    is_named = key.startswith(_PUBLIC) or is_static(key) or draft_slug(key) != ""
    return is_key(key) and (is_named or is_feed(key) or is_web_page(key))


def content_type(key: str) -> str:
    """Return the MIME type that a key is served with, by what stands behind its first dot or its last."""
    if key in _TYPES_OF_KEYS:
        return _TYPES_OF_KEYS[key]
    name, default = key.rpartition("/")[2], "application/octet-stream"
    return _CONTENT_TYPES.get(name.partition(".")[2], _CONTENT_TYPES.get(name.rpartition(".")[2], default))


def cache_control(key: str) -> str:
    """Return how long those who fetch a key may keep it (RFC 9111; `immutable`: RFC 8246).

    A public file's name changes with its content; the feed is asked for again after five minutes, and so are
    its pages and those of the web: texts in them may be corrected.
    """
    if key.startswith(_PUBLIC) or is_static(key):
        return "public, max-age=31536000, immutable"
    return "public, max-age=300" if is_feed(key) or is_web_page(key) else "private, no-store"
