"""What the Podlove Web Player 5 reads, for those who use that one: an episode, and how the player looks.

Its sizes and times are texts. Source: the player's documentation of episode and configuration.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from podpub.markup import to_text
from podpub.model import Transcript
from podpub.model.clock import clock
from podpub.model.layout import FEED_KEY, HOME_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.site.speech import Spoken
    from podpub.site.theme import Theme
    from podpub.site.views import AudioView, ChapterView, EpisodeView, PersonView, ShowView

_VERSION = 5
_LONGEST = 300


def episode(one: EpisodeView, show: ShowView, texts: Mapping[str, Spoken]) -> str:
    """Return an episode; its transcript is among the texts, if it has one with times."""
    spoken = texts.get(one.reading.key) if one.reading else None
    audio = [_audio(file, show) for file in one.audio]
    return _json(
        {
            "version": _VERSION,
            "generator": "podpub",
            "show": {
                "title": show.title,
                "subtitle": "",
                "summary": to_text(show.description)[:_LONGEST],
                "poster": show.address(show.cover.largest),
                "link": show.address(HOME_KEY),
            },
            "title": one.title,
            "subtitle": "",
            "summary": one.entry.summary,
            "publicationDate": one.entry.date.isoformat(),
            "duration": clock(one.duration_s),
            "poster": show.address(one.cover.largest),
            "link": show.address(one.key),
            "audio": audio,
            "files": audio,
            "chapters": [_chapter(chapter, show) for chapter in one.chapters],
            "contributors": [_person(number, person, show) for number, person in enumerate(one.persons, 1)],
            "transcripts": _cues(spoken, one) if isinstance(spoken, Transcript) else [],
        }
    )


def config(show: ShowView, theme: Theme) -> str:
    """Return how the player looks here; unless the host wants that, it keeps nothing in the browser."""
    light, _ = theme.colour
    return _json(
        {
            "version": _VERSION,
            "generator": "podpub",
            "base": show.podlove,
            "activeTab": "chapters",
            "theme": {
                "tokens": {
                    **dict.fromkeys(("brand", "brandDark", "brandDarkest", "shadeDark"), light.accent),
                    "brandLightest": "#f1efeb",
                    "shadeBase": "#5b5f67",
                    "contrast": "#1d1f23",
                    "alt": "#ffffff",
                }
            },
            "subscribe-button": {"feed": show.address(FEED_KEY), "clients": [{"id": "rss"}]},
            "share": {"channels": ["mail", "link"], "sharePlaytime": True},
            "features": {"persistTab": False, "persistPlaystate": show.remembers_position},
        }
    )


def _audio(file: AudioView, show: ShowView) -> dict[str, str]:
    return {
        "url": show.address(file.key),
        "size": str(file.bytes),
        "title": file.format.upper(),
        "mimeType": file.type,
    }


def _chapter(chapter: ChapterView, show: ShowView) -> dict[str, str]:
    image = show.address(chapter.image) if chapter.image else ""
    return {
        "start": clock(chapter.start_s),
        "title": chapter.title,
        "href": chapter.url or "",
        "image": image,
    }


def _person(number: int, person: PersonView, show: ShowView) -> dict[str, object]:
    role = {"id": person.role, "slug": person.role, "title": person.role.capitalize()}
    avatar = {"avatar": show.address(person.image)} if person.image else {}
    return {"id": str(number), "name": person.name, "role": role, **avatar}


def _cues(spoken: Transcript, one: EpisodeView) -> list[dict[str, object]]:
    """Return what is said; who says it is named by a contributor's number."""
    known = {person.name: str(number) for number, person in enumerate(one.persons, 1)}
    return [
        {
            "start": clock(cue.start_s),
            "start_ms": round(cue.start_s * 1000),
            "end": clock(cue.end_s),
            "end_ms": round(cue.end_s * 1000),
            "speaker": known.get(cue.speaker, ""),
            "voice": cue.speaker,
            "text": cue.text,
        }
        for cue in spoken.cues
    ]


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)
