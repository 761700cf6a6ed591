"""The tags of an item → the episode: a row a tag, those first that count where several say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podpub.arrivals import namespaced as ns
from podpub.arrivals.chapters import simple_chapters
from podpub.arrivals.dates import moment
from podpub.arrivals.draft import each, one, written_anew
from podpub.arrivals.nouns import Sound, Spoken
from podpub.arrivals.texts import fallback, otherwise, prose
from podpub.arrivals.words import (
    LINE_CHARACTERS,
    address,
    clean,
    line,
    link,
    number,
    plain,
    short,
    whole,
    yes_or_no,
)
from podpub.model import EpisodeType, say
from podpub.model.language import is_language
from podpub.model.podcasting import DISPLAY_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from podpub.arrivals.draft import Draft, Reading
    from podpub.model import Element

GUID_CHARACTERS = 2000
_SUMMARY_CHARACTERS = 500
_LENGTH_DIGITS = 12
_MOST_TAGS = 50
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _guid(draft: Draft, element: Element) -> str | None:
    """Return the identity character by character, but for the space around it, which nobody reads."""
    guid = clean(element.text).strip()
    if len(guid) > GUID_CHARACTERS:
        raise ValueError(say("it is longer than {limit} characters", limit=GUID_CHARACTERS))
    if guid != element.text.strip() or "\n" in guid or "\r" in guid:
        draft.lose(element, say("the GUID has a character that no file can hold; apps will see another one"))
        guid = " ".join(guid.split())
    is_address = element.attributes.get("isPermaLink", "true").strip().lower() != "false"
    if guid and is_address and guid.lower().startswith(("http://", "https://")):
        draft.values["permalink"] = guid
    return guid or None


def _date(_: Draft, element: Element) -> datetime | None:
    return moment(element.text) if element.words else None


def _enclosure(draft: Draft, element: Element) -> None:
    """Read the sound; an item has one, and apps read the first of several."""
    given = element.attributes
    if not given.get("url", "").strip():
        draft.lose(element, say("it has no address"))
        return
    sound = Sound(
        address(given["url"]), plain(given.get("type", "")).lower(), _length(given.get("length", ""))
    )
    if draft.values.setdefault("sound", sound).url != sound.url:
        draft.lose(element, say("an episode has one enclosure, and this is another one"))


def _length(text: str) -> int:
    digits = text.strip().replace(",", "").replace(".", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _LENGTH_DIGITS else 0


def _alternate(draft: Draft, element: Element) -> None:
    """Read another form of the sound (podcast namespace, alternateEnclosure)."""
    given = element.attributes
    sources = [clean(one.attributes.get("uri", "")).strip() for one in element.all("podcast:source")]
    web = [one for one in sources if one.lower().startswith(("http://", "https://"))]
    if not web:
        draft.lose(element, say("it has no web address"))
        return
    sound = Sound(address(web[0]), plain(given.get("type", "")).lower(), _length(given.get("length", "")))
    first = draft.get("sound")
    if first is None or first.url != sound.url:
        draft.values.setdefault("alternates", []).append((sound, element))


def _media(draft: Draft, element: Element) -> None:
    """Read MRSS, which mostly repeats the enclosure."""
    sound = draft.get("sound")
    if sound is None or element.attributes.get("url", "").strip() != sound.url:
        draft.lose(element, say("podpub has no place for it"))


def _transcript(draft: Draft, element: Element) -> None:
    given = element.attributes
    if not given.get("url", "").strip():
        draft.lose(element, say("it has no address"))
        return
    language = plain(given.get("language", ""))
    known = language if _LANGUAGE.fullmatch(language) and is_language(language) else ""
    type_ = plain(given.get("type", "")).lower().partition(";")[0]
    draft.values.setdefault("transcripts", []).append(Spoken(address(given["url"]), type_, known))


def _chapters(_: Draft, element: Element) -> Element | None:
    written = element.attributes.get("url", "")
    return element if written.strip() and address(written) else None


def _image(_: Draft, element: Element) -> str | None:
    written = element.attributes.get("href", "")
    return address(written) if written.strip() else None


def _season(draft: Draft, element: Element) -> None:
    """Read a season and its name (podcast namespace, season)."""
    fallback("season", whole)(draft, element)
    if name := short(draft, element, element.attributes.get("name", "")):
        draft.values["season_name"] = name


def _number(draft: Draft, element: Element) -> None:
    """Read a number, which may have a fraction here, and how apps shall show it."""
    text = plain(element.text)
    display = plain(element.attributes.get("display", ""))
    begin, _, fraction = text.partition(".")
    if fraction.strip("0"):
        draft.values.setdefault("number", number(begin))
        display = display or text
    else:
        fallback("number", lambda *_: number(begin) if begin else None)(draft, element)
    if display:
        draft.values["number_display"] = short(draft, element, display, DISPLAY_CHARACTERS)


def _type(_: Draft, element: Element) -> EpisodeType | None:
    word = plain(element.text).lower()
    if word and word not in set(EpisodeType):
        raise ValueError(say("podcast apps know full, trailer and bonus"))
    return EpisodeType(word) if word else None


def _words(draft: Draft, element: Element) -> None:
    """Read keywords, which are written with commas between them."""
    known = draft.values.setdefault("tags", [])
    for part in element.text.split(","):
        word = short(draft, element, part, LINE_CHARACTERS)
        if word and word not in known and len(known) < _MOST_TAGS:
            known.append(word)
        elif word and word not in known:
            draft.lose(element, say("an episode has {most} tags at most", most=_MOST_TAGS), word)


def _category(draft: Draft, element: Element) -> None:
    if word := short(draft, element, element.text, LINE_CHARACTERS):
        draft.values.setdefault("tags", []).append(word)


def _byline(draft: Draft, element: Element) -> None:
    """Read who an item is by: the show's author, mostly."""
    by = plain(element.text)
    if by and by not in (draft.get("author"), draft.get("owner_mail")):
        draft.lose(element, say("podpub names the author of the show; people are `persons:`"))


ITEM: Mapping[str, Reading] = {
    "title": one("title", line),
    "itunes:title": fallback("title", line),
    "guid": one("guid", _guid, "isPermaLink"),
    "link": one("link", link),
    "pubDate": one("date", _date),
    "dc:date": fallback("date", _date),
    "enclosure": _enclosure,
    "podcast:alternateEnclosure": _alternate,
    "media:content": _media,
    "content:encoded": one("notes", prose),
    "description": otherwise("notes", "summary", value=prose, longest=_SUMMARY_CHARACTERS),
    "itunes:summary": otherwise("notes", "summary", value=prose, longest=_SUMMARY_CHARACTERS),
    "googleplay:description": otherwise("notes", "summary", value=prose),
    "media:description": otherwise("notes", "summary", value=prose),
    "itunes:subtitle": otherwise("notes", "summary", value=prose, longest=_SUMMARY_CHARACTERS),
    "itunes:image": one("image", _image, "href"),
    "googleplay:image": fallback("image", _image),
    "itunes:explicit": one("explicit", yes_or_no),
    "googleplay:explicit": fallback("explicit", yes_or_no),
    "itunes:season": one("season", whole),
    "podcast:season": _season,
    "itunes:episode": one("number", whole),
    "podcast:episode": _number,
    "itunes:episodeType": one("type", _type),
    "itunes:block": one("block", yes_or_no),
    "category": _category,
    "itunes:keywords": _words,
    "podcast:person": each("persons", ns.person, "role group href img"),
    "atom:contributor": ns.contributor,
    "podcast:transcript": _transcript,
    "podcast:chapters": one("chapters_file", _chapters, "url type"),
    "psc:chapters": one("chapters", simple_chapters, "version", ("psc:chapter",)),
    "podcast:soundbite": each("soundbites", ns.soundbite, "startTime duration"),
    "podcast:funding": each("funding", ns.funding, "url"),
    "podcast:license": one("license", ns.license_, "url"),
    "podcast:location": each("locations", ns.place, "rel geo osm country"),
    "podcast:socialInteract": each("social", ns.post, "protocol uri accountId accountUrl priority"),
    "podcast:txt": each("txt", ns.txt, "purpose"),
    "podcast:value": each("value", ns.value, "type method suggested", ("podcast:valueRecipient",)),
    "itunes:author": _byline,
    "author": _byline,
    "dc:creator": _byline,
    **dict.fromkeys(("itunes:duration", "podcast:image"), written_anew),
}
"""Every tag of an item that podpub reads; of two that say the same the first counts."""
