"""The podcast namespace as a table: where each tag may stand, how often, and what may stand in it.

Source: podcastindex.org/namespace/1.0, with phase 8; a tag that is not here is nobody's mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEDIA = "podcast music video film audiobook newsletter blog publisher course".split()  # noqa: SIM905 - reads as the standard does
_TRANSCRIPTS = r"text/plain|text/html|text/vtt|text/srt|application/(?:json|srt|x-subrip)"
_PROTOCOLS = "disabled|activitypub|twitter|lightning|atproto|bluesky|hive|matrix|nostr"
_NUMBER = r"\d+(?:\.\d+)?"
_COUNTRY = "[A-Za-z]{2}"
_YES = "yes|no"
_TRUE = "true|false"
_GEO = r"geo:-?\d{1,2}(?:\.\d+)?,-?\d{1,3}(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)?(?:;.*)?"
_ISO_8601 = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*)?"
_SRI = r"(?:sri|pgp-signature)"
_FREE = 128


@dataclass(frozen=True, slots=True)
class PodcastTag:
    """One tag.

    Attributes:
        parents: Where it may stand: `channel`, `item`, or in another tag.
        once: Whether a parent may have one of it only.
        required: Attributes that it cannot be without.
        attributes: What may stand in them, as an expression.
        text: What may stand in it, as an expression; None is anything.
        longest: How many characters its text and its attributes may have.
        needs_text: Whether it says nothing when it is empty.
        inside: Tags of which it needs one at least.
    """

    parents: frozenset[str]
    once: bool = False
    required: tuple[str, ...] = ()
    attributes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    text: re.Pattern[str] | None = None
    longest: int = _FREE
    needs_text: bool = False
    inside: tuple[str, ...] = ()


def _tag(  # noqa: PLR0913 - a row of the table
    parents: str,
    required: str = "",
    *,
    once: bool = False,
    text: str = "",
    longest: int = _FREE,
    needs_text: bool = False,
    inside: str = "",
    **attributes: str,
) -> PodcastTag:
    patterns = {name.replace("_", "-"): re.compile(pattern) for name, pattern in attributes.items()}
    return PodcastTag(
        frozenset(parents.split()),
        once,
        tuple(required.split()),
        patterns,
        re.compile(text) if text else None,
        longest,
        needs_text or bool(text),
        tuple(inside.split()),
    )


_BOTH = "channel item podcast:liveItem"
_ITEM = "item podcast:liveItem"

TAGS: Mapping[str, PodcastTag] = {
    "podcast:guid": _tag("channel", once=True, needs_text=True),
    "podcast:locked": _tag("channel", once=True, text=f"(?:{_YES})"),
    "podcast:transcript": _tag(_ITEM, "url type", type=_TRANSCRIPTS, rel="captions"),
    "podcast:chapters": _tag(_ITEM, "url type", once=True, type=r"application/json(?:\+chapters)?"),
    "podcast:person": _tag(_BOTH, needs_text=True),
    "podcast:funding": _tag(_BOTH, "url"),
    "podcast:txt": _tag(_BOTH, longest=4000, needs_text=True),
    "podcast:medium": _tag("channel", once=True, text=f"(?:{'|'.join(_MEDIA)})L?|mixed"),
    "podcast:season": _tag(_ITEM, once=True, text=r"\d+"),
    "podcast:episode": _tag(_ITEM, once=True, text=_NUMBER, display=".{0,32}"),
    "podcast:license": _tag(_BOTH, once=True, needs_text=True),
    "podcast:location": _tag(
        _BOTH, needs_text=True, rel="subject|creator", geo=_GEO, osm=r"[NWR]\d+(?:#\d+)?", country=_COUNTRY
    ),
    "podcast:updateFrequency": _tag(
        "channel", once=True, needs_text=True, complete=_TRUE, dtstart=_ISO_8601, rrule=r"(?:RRULE:)?FREQ=.+"
    ),
    "podcast:podroll": _tag("channel", once=True, inside="podcast:remoteItem"),
    "podcast:soundbite": _tag(_ITEM, "startTime duration", startTime=_NUMBER, duration=_NUMBER),
    "podcast:trailer": _tag("channel", "url pubdate", needs_text=True, length=r"\d+", season=r"\d+"),
    "podcast:alternateEnclosure": _tag(
        _ITEM,
        "type",
        inside="podcast:source",
        type=r"[\w.+-]+/[\w.+-]+",
        length=r"\d+",
        bitrate=_NUMBER,
        height=r"\d+",
        default=_TRUE,
        title=".{0,32}",
        rel=".{0,32}",
    ),
    "podcast:source": _tag("podcast:alternateEnclosure", "uri", longest=10_000),
    "podcast:integrity": _tag("podcast:alternateEnclosure", "type value", type=_SRI, longest=10_000),
    "podcast:image": _tag(_BOTH, "href", aspect_ratio=r"\d+(?:\.\d+)?[/:]\d+(?:\.\d+)?", width=r"\d+"),
    "podcast:socialInteract": _tag(_BOTH, "protocol", protocol=_PROTOCOLS, priority=r"\d+"),
    "podcast:chat": _tag(_BOTH, "server protocol", once=True, protocol="irc|xmpp|nostr|matrix"),
    "podcast:block": _tag("channel", text=f"(?:{_YES})"),
    "podcast:podping": _tag("channel", once=True, usesPodping=_TRUE),
    "podcast:value": _tag(_BOTH, "type method", inside="podcast:valueRecipient"),
    "podcast:remoteItem": _tag(
        "channel item podcast:podroll podcast:publisher podcast:valueTimeSplit", "feedGuid"
    ),
    "podcast:contentLink": _tag(_ITEM, "href", needs_text=True),
    "podcast:liveItem": _tag("channel", "status start", status="pending|live|ended", start=_ISO_8601),
}

LICENSES = frozenset(
    {
        "arr",
        "cc-by-4.0",
        "cc-by-sa-4.0",
        "cc-by-nd-4.0",
        "cc-by-nc-4.0",
        "cc-by-nc-sa-4.0",
        "cc-by-nc-nd-4.0",
        "cc0-1.0",
        "pod-v4v-1.0",
    }
)
"""The identifiers that need no address of their own."""

ROLES = frozenset(
    role.strip()
    for line in """
    director, assistant director, executive producer, senior producer, producer, associate producer
    development producer, creative director, host, co-host, guest host, guest, voice actor, narrator
    announcer, reporter, author, editorial director, co-writer, writer, songwriter, guest writer, story editor
    managing editor, script editor, script coordinator, researcher, editor, fact checker, translator
    transcriber, logger, studio coordinator, technical director, technical manager, audio engineer
    remote recording engineer, post production engineer, audio editor, sound designer, foley artist, composer
    theme music, music production, music contributor, production coordinator, booking coordinator
    production assistant, content manager, marketing manager, sales representative, sales manager
    graphic designer, cover art designer, social media manager, consultant, intern, camera operator
    lighting designer, camera grip, assistant camera, assistant editor
    """.splitlines()
    for role in line.split(",")
    if role.strip()
)
"""What people do, after the podcast taxonomy; case does not matter."""
