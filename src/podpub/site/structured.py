"""What search engines read of a page: schema.org as JSON-LD (PodcastSeries, PodcastEpisode)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from podpub.markup import to_text
from podpub.model.layout import FEED_KEY, HOME_KEY, page_path, public_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from podpub.site.views import EpisodeView, PersonView, ShowView

_CONTEXT = "https://schema.org"
_LONGEST = 600
# What HTML could take for the end of a script, or for anything else of its own (HTML, 4.12.1.3)
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def series(show: ShowView) -> str:
    """Return the show as JSON that may stand in a page."""
    told = _series(show) | {
        "description": to_text(show.description)[:_LONGEST],
        "inLanguage": show.language,
        "author": {"@type": "Organization", "name": show.author},
        "genre": list(show.categories),
        **_people(show.persons),
    }
    return _json({"@context": _CONTEXT, **told})


def episode(one: EpisodeView, show: ShowView) -> str:
    """Return an episode as JSON that may stand in a page."""
    entry, sound = one.entry, one.audio[0]
    told: dict[str, object] = {
        "@context": _CONTEXT,
        "@type": "PodcastEpisode",
        "name": entry.title,
        "url": _page(one.key, show),
        "datePublished": entry.date.isoformat(),
        "duration": f"PT{round(entry.duration_s)}S",
        "description": (entry.summary or to_text(one.notes))[:_LONGEST],
        "image": public_address(show.public_url, one.cover.largest),
        "inLanguage": show.language,
        "isFamilyFriendly": not entry.is_explicit,
        "associatedMedia": {
            "@type": "MediaObject",
            "contentUrl": public_address(show.public_url, sound.key),
            "encodingFormat": sound.type,
            "contentSize": str(sound.bytes),
            "duration": f"PT{round(entry.duration_s)}S",
        },
        "partOfSeries": _series(show),
        **_people(one.persons),
    }
    if entry.number:
        told["episodeNumber"] = entry.number
    if entry.season is not None:
        told["partOfSeason"] = {"@type": "PodcastSeason", "seasonNumber": entry.season}
    return _json(told)


def _series(show: ShowView) -> dict[str, object]:
    return {
        "@type": "PodcastSeries",
        "name": show.title,
        "url": _page(HOME_KEY, show),
        "webFeed": public_address(show.public_url, FEED_KEY),
        "image": public_address(show.public_url, show.cover.largest),
    }


def _page(key: str, show: ShowView) -> str:
    return public_address(show.public_url, page_path(key, pretty=show.is_pretty))


def _people(persons: Iterable[PersonView]) -> dict[str, object]:
    told = [_person(one) for one in persons]
    return {"actor": told} if told else {}


def _person(one: PersonView) -> Mapping[str, str]:
    return {"@type": "Person", "name": one.name, **({"url": one.url} if one.url else {})}


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
