"""Rules about the files that episodes lead to, and about every other address in the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule, taken_care_of
from podpub.checks.words import is_address, is_open, suffix
from podpub.model import Format, Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

# what Apple and PSP-1 accept, with what browsers and hosts write for the same
_TYPES = {
    "mp3": {"audio/mpeg"},
    "m4a": {"audio/x-m4a", "audio/m4a", "audio/mp4", "audio/aac"},
    "mp4": {"video/mp4", "audio/mp4", "audio/x-m4a"},
    "m4v": {"video/x-m4v", "video/m4v", "video/mp4"},
    "mov": {"video/quicktime"},
    "pdf": {"application/pdf"},
}
_KNOWN = frozenset(type_ for types in _TYPES.values() for type_ in types)
_FREE = frozenset({"opus", "ogg", "oga"})
_TEXT_ADDRESSES = ("link", "itunes:new-feed-url", "comments", "docs")
_ADDRESSES = ("url", "href", "img", "image", "feedUrl", "accountUrl", "uri")
_NOT_OURS = ("{", "media:", "content:")


def _enclosures(facts: FeedFacts) -> Iterator[Element]:
    return (one for item in facts.items for one in item.all("enclosure"))


def _none(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    yield from (Complaint(item, "enclosure") for item in facts.items if item.first("enclosure") is None)


def _several(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for item in facts.items:
        yield from (Complaint(one) for one in list(item.all("enclosure"))[1:])


def _no_address(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in _enclosures(facts):
        if not one.attributes.get("url", "").strip():
            yield Complaint(one)


def _same_file(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    seen: dict[str, Element] = {}
    for item in facts.items:
        one = item.first("enclosure")
        url = one.attributes.get("url", "").strip() if one else ""
        first = seen.setdefault(url, item)
        if one and url and first is not item:
            yield Complaint(one, message=say("the file is also that of “{title}”", title=first.said("title")))


def _length(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in _enclosures(facts):
        told = one.attributes.get("length")
        if told is None or not told.strip().isdecimal() or int(told) == 0:
            value = "" if told is None else told
            yield Complaint(one, message=say("the length of the file says “{value}”", value=value))


def _type(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in _enclosures(facts):
        told = one.attributes.get("type", "").strip()
        is_free = any(word in told for word in _FREE) or suffix(one.attributes.get("url", "")) in _FREE
        if told not in _KNOWN and not is_free:
            yield Complaint(one, message=say("the file's type is given as “{value}”", value=told))


def _mismatch(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in _enclosures(facts):
        told = one.attributes.get("type", "").strip()
        extension = suffix(one.attributes.get("url", ""))
        if told in _KNOWN and extension in _TYPES and told not in _TYPES[extension]:
            said = say(
                "the file ends in .{extension}, and its type is {type}", extension=extension, type=told
            )
            yield Complaint(one, message=said)


def _free_format(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in _enclosures(facts):
        if suffix(one.attributes.get("url", "")) in _FREE or "ogg" in one.attributes.get("type", ""):
            yield Complaint(one)


def _opus_first(facts: Facts) -> Iterator[Complaint[Path]]:
    for production in facts.productions:
        if production.mastering.formats[0] is Format.OPUS:
            own = (production.file, "mastering") in facts.places.lines
            file, key = (production.file, "mastering") if own else (facts.show_file, "audio")
            fix = say("Begin `formats:` with mp3 or m4a; opus can be an alternate.")
            yield Complaint(file, key, fix=fix)


def _open_file(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    found = [one for one in _enclosures(facts) if is_open(one.attributes.get("url", "").strip())]
    if found:
        said = say("{count} files are fetched over http", count=len(found))
        yield Complaint(found[0], message=said)


def _open_cover(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("itunes:image"):
            if is_open(one.attributes.get("href", "").strip()):
                yield Complaint(one)


def _open_podcast(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for element, url in _addresses(facts):
        if element.name.startswith("podcast:") and is_open(url):
            yield Complaint(element, message=say("`{tag}` leads to {url}", tag=element.name, url=url))


def _no_url(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for element, url in _addresses(facts):
        if url and not is_address(url):
            said = say("`{tag}` leads to “{url}”", tag=element.name, url=url)
            yield Complaint(element, message=said)


def _addresses(facts: FeedFacts) -> Iterator[tuple[Element, str]]:
    """Yield what is meant as an address in the feed; those with a scheme of their own are left to it."""
    for element in facts.channel.below():
        if element.name.startswith(_NOT_OURS):
            continue
        if element.name in _TEXT_ADDRESSES or (element.name == "url" and not element.attributes):
            yield element, element.words
        for name in _ADDRESSES:
            value = element.attributes.get(name, "").strip()
            if value and not (name == "uri" and _has_other_scheme(value)):
                yield element, value


def _has_other_scheme(uri: str) -> bool:
    scheme, colon, _ = uri.partition(":")
    return bool(colon) and scheme.isalnum() and scheme.lower() not in {"http", "https"}


RULES: tuple[Rule, ...] = (
    Rule(
        "enclosure-missing",
        Level.ERROR,
        say("the episode has no file"),
        say("Apps leave it out, or show it as something that cannot be played."),
        say('Write `<enclosure url="…" length="…" type="audio/mpeg"/>`; articles belong into another feed.'),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_none,
    ),
    Rule(
        "enclosure-twice",
        Level.ERROR,
        say("the episode has more than one file"),
        say("Apps take one of them, and nobody knows which."),
        say("Keep one `<enclosure>`; others can be `<podcast:alternateEnclosure>`."),
        f"{sources.APPLE}; {sources.RSS}",
        feed=_several,
    ),
    Rule(
        "enclosure-address",
        Level.ERROR,
        say("the address of the file is missing"),
        say("There is nothing to play."),
        say('Write `url="…"`.'),
        f"{sources.APPLE}; {sources.RSS}",
        feed=_no_address,
    ),
    Rule(
        "enclosure-shared",
        Level.ERROR,
        say("two episodes have the same file"),
        say("Apple ignores the second one."),
        say("Give each episode a file of its own."),
        sources.APPLE_REQUIREMENTS,
        feed=_same_file,
        show=taken_care_of,
    ),
    Rule(
        "enclosure-length",
        Level.ERROR,
        say("the length of the file is missing, or no number above 0"),
        say("Apps show no size, or break downloads off."),
        say('Write the file\'s bytes: `length="12345678"`.'),
        f"{sources.APPLE}; {sources.PSP1}; {sources.RSS}",
        feed=_length,
        show=taken_care_of,
    ),
    Rule(
        "enclosure-type",
        Level.ERROR,
        say("the type of the file is missing, or none that directories take"),
        say("Apple leaves the episode out."),
        say("Write `audio/mpeg` for MP3, `audio/x-m4a` for M4A."),
        f"{sources.APPLE}; {sources.PSP1}",
        feed=_type,
    ),
    Rule(
        "enclosure-mismatch",
        Level.ERROR,
        say("the file's type and its extension say different things"),
        say("Some apps go by one, some by the other."),
        say("Correct the one that is wrong."),
        sources.APPLE,
        feed=_mismatch,
    ),
    Rule(
        "format-first",
        Level.WARNING,
        say("the first of the formats is opus, which Apple Podcasts and Spotify do not play"),
        say("Their listeners hear nothing."),
        say("Put an MP3 or M4A file first; Ogg and Opus can be alternates."),
        f"{sources.APPLE}: enclosure; {sources.SPOTIFY}",
        feed=_free_format,
        show=_opus_first,
        levels={Profile.APPLE: Level.ERROR, Profile.SPOTIFY: Level.ERROR},
    ),
    Rule(
        "enclosure-http",
        Level.WARNING,
        say("files are fetched over http"),
        say("iPhones and web players refuse to load them."),
        say("Serve them over https."),
        sources.APPLE_REQUIREMENTS,
        feed=_open_file,
    ),
    Rule(
        "cover-http",
        Level.WARNING,
        say("a cover is fetched over http"),
        say("iPhones and web players refuse to load it."),
        say("Serve it over https."),
        sources.APPLE_REQUIREMENTS,
        feed=_open_cover,
    ),
    Rule(
        "podcast-http",
        Level.ERROR,
        say("a tag of the podcast namespace leads to an http address"),
        say("The namespace demands https, and apps do not fetch anything else."),
        say("Serve it over https."),
        f"{sources.NAMESPACE}: rules for the namespace",
        feed=_open_podcast,
    ),
    Rule(
        "address-invalid",
        Level.ERROR,
        say("an address is none that apps can follow"),
        say("It has to begin with https:// and consist of plain letters."),
        say("Write the whole address; umlauts and spaces are percent-encoded: `%C3%BC`, `%20`."),
        f"RFC 3986; {sources.APPLE_REQUIREMENTS}",
        feed=_no_url,
    ),
)
