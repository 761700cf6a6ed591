"""The tags of a channel → the show: a row a tag, those first that count where several say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.arrivals import namespaced as ns
from podpub.arrivals.categories import categories
from podpub.arrivals.draft import each, one, written_anew
from podpub.arrivals.texts import fallback, otherwise, prose
from podpub.arrivals.words import address, clean, email, line, link, number, plain, yes_or_no
from podpub.model import Medium, Owner, ShowType, Spotify, say
from podpub.model.country import is_country
from podpub.model.language import is_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.arrivals.draft import Draft, Reading
    from podpub.model import Element

_LANGUAGE_CHARACTERS = 35
_OLDER = ("next", "prev-archive")
_PAGES = frozenset({"first", "last", "prev", "previous", "current", "next-archive"})


def _language(_: Draft, element: Element) -> str | None:
    tag = plain(element.text).replace("_", "-").split(".")[0]
    if not tag:
        return None
    is_tag = len(tag) <= _LANGUAGE_CHARACTERS and all(
        part.isascii() and part.isalnum() for part in tag.split("-")
    )
    if not is_tag or not is_language(tag):
        raise ValueError(say("it is no language that directories know"))
    return tag


def _owner(draft: Draft, element: Element) -> Owner | None:
    mail = email(element.said("itunes:email"))
    name = plain(element.said("itunes:name")) or draft.get("author") or draft.get("title", "")
    if not mail and not element.said("itunes:name"):
        return None
    if not mail:
        raise ValueError(say("it has no e-mail address"))
    return Owner(name[:200], mail)


def _editor(draft: Draft, element: Element) -> Owner | None:
    """Return who can be written to; `mail@example.org (Name)`, as RSS 2.0 has it."""
    mail = email(element.text)
    if not mail:
        raise ValueError(say("it has no e-mail address"))
    name = (
        plain(element.text).replace(mail, "").strip(" ()<>") or draft.get("author") or draft.get("title", "")
    )
    return Owner(name[:200], mail)


def _said_of_owner(draft: Draft, element: Element) -> None:
    owner = draft.get("owner")
    if owner is None:
        if element.words:
            draft.values["owner"] = _editor(draft, element)
    elif element.words and owner.email not in element.text:
        draft.lose(element, say("it says something else than `owner`, which was taken"))


def _locked(draft: Draft, element: Element) -> bool | None:
    mail, owner = email(element.attributes.get("owner", "")), draft.get("owner")
    if mail and (owner is None or owner.email != mail):
        draft.lose(element, say("its `owner` is another than the show's"), mail)
    return yes_or_no(draft, element)


def _href(_: Draft, element: Element) -> str | None:
    written = element.attributes.get("href", "")
    return address(written) if written.strip() else None


def _picture(_: Draft, element: Element) -> str | None:
    """Return the address in RSS 2.0's `image`."""
    written = element.said("url")
    return address(written) if written else None


def _type(_: Draft, element: Element) -> ShowType | None:
    word = plain(element.text).lower()
    if word and word not in set(ShowType):
        raise ValueError(say("podcast apps know episodic and serial"))
    return ShowType(word) if word else None


def _medium(_: Draft, element: Element) -> Medium | None:
    word = plain(element.text).lower()
    if word and word not in set(Medium):
        raise ValueError(say("podpub does not publish this kind"))
    return Medium(word) if word else None


def _links(draft: Draft, element: Element) -> None:
    """Read Atom's links: the feed itself, its hub, its older pages (RFC 4287; WebSub; RFC 5005)."""
    relation = element.attributes.get("rel", "alternate").strip().lower()
    written = clean(element.attributes.get("href", "")).strip()
    if relation == "self":
        draft.values.setdefault("self", written)
    elif relation in _OLDER:
        draft.values.setdefault("next", written)
    elif relation == "hub" and written:
        one("websub", lambda *_: address(written), "rel href")(draft, element)
    elif relation not in _PAGES and written not in ("", draft.get("link")):
        draft.lose(element, say("podpub has no place for it"))


def _blocks(draft: Draft, element: Element) -> None:
    """Read who may list the show; without a name, it is about everybody."""
    service = plain(element.attributes.get("id", "")).lower()
    is_hidden = yes_or_no(draft, element)
    if is_hidden is None:
        return
    if not service:
        draft.values["block"] = draft.get("block", default=False) or is_hidden
    elif not all(part.isascii() and part.isalnum() for part in service.split(".")):
        draft.lose(element, say("it is no service's name"))
    else:
        kept = draft.values.setdefault("blocked_services" if is_hidden else "allowed_services", [])
        kept.extend([service] if service not in kept else [])


def _hidden(draft: Draft, element: Element) -> None:
    """Read Apple's tag, which says the same of Apple alone where the podcast namespace tells more."""
    named = (*draft.list("blocked_services"), *draft.list("allowed_services"))
    if yes_or_no(draft, element) and "apple" not in named:
        draft.values["block"] = True


def _categories(draft: Draft, element: Element) -> None:
    draft.values.setdefault("categories", []).extend(categories(draft, element) or ())


def _countries(_: Draft, element: Element) -> tuple[str, ...] | None:
    codes = tuple(plain(element.text).lower().replace(",", " ").split())
    if not all(map(is_country, codes)):
        raise ValueError(say("it is no list of countries"))
    return codes or None


def _limit(_: Draft, element: Element) -> int | None:
    return number(element.attributes.get("recentCount", ""))


def _podping(draft: Draft, element: Element) -> None:
    draft.values["podping"] = element.attributes.get("usesPodping", "").strip().lower() == "true"


def _trailer(draft: Draft, element: Element) -> None:
    draft.values.setdefault("trailers", []).append(element)


def spotify(draft: Draft) -> Spotify | None:
    """Return what only Spotify is told."""
    countries, limit = draft.list("countries"), draft.get("limit")
    return Spotify(countries, limit) if countries or limit else None


_HREF = "href"
CHANNEL: Mapping[str, Reading] = {
    "title": one("title", line),
    "itunes:title": fallback("title", line),
    "link": one("link", link),
    "atom:link": _links,
    "language": one("language", _language),
    "dc:language": fallback("language", _language),
    "copyright": one("copyright", line),
    "dc:rights": fallback("copyright", line),
    "media:copyright": fallback("copyright", line),
    "itunes:author": one("author", line),
    "googleplay:author": fallback("author", line),
    "dc:creator": fallback("author", line),
    "media:credit": fallback("author", line),
    "author": fallback("author", line),
    "itunes:owner": one("owner", _owner, children=("itunes:name", "itunes:email")),
    "googleplay:owner": _said_of_owner,
    "googleplay:email": _said_of_owner,
    "managingEditor": _said_of_owner,
    "webMaster": _said_of_owner,
    "description": one("description", prose),
    "content:encoded": otherwise("description", value=prose),
    "itunes:summary": otherwise("description", value=prose),
    "googleplay:description": otherwise("description", value=prose),
    "media:description": otherwise("description", value=prose),
    "itunes:subtitle": otherwise("description", value=prose),
    "subtitle": otherwise("description", value=prose),
    "itunes:image": one("image", _href, _HREF),
    "googleplay:image": fallback("image", _href),
    "image": fallback("image", _picture),
    "itunes:category": _categories,
    "itunes:explicit": one("explicit", yes_or_no),
    "googleplay:explicit": fallback("explicit", yes_or_no),
    "itunes:type": one("type", _type),
    "itunes:new-feed-url": one("new_feed_url", link),
    "itunes:complete": one("complete", yes_or_no),
    "podcast:guid": one("guid", lambda _, element: ns.show_guid(element.text)),
    "podcast:locked": one("locked", _locked, "owner"),
    "podcast:block": _blocks,
    "itunes:block": _hidden,
    "googleplay:block": _hidden,
    "podcast:podping": _podping,
    "podcast:medium": one("medium", _medium),
    "podcast:funding": each("funding", ns.funding, "url"),
    "rawvoice:donate": each("funding", ns.donation, "href"),
    "podcast:person": each("persons", ns.person, "role group href img"),
    "atom:contributor": ns.contributor,
    "podcast:license": one("license", ns.license_, "url"),
    "podcast:location": each("locations", ns.place, "rel geo osm country"),
    "podcast:updateFrequency": one("update_frequency", ns.frequency, "rrule dtstart complete"),
    "podcast:podroll": one("podroll", ns.podroll, children=("podcast:remoteItem",)),
    "podcast:socialInteract": each("social", ns.post, "protocol uri accountId accountUrl priority"),
    "podcast:txt": each("txt", ns.txt, "purpose"),
    "podcast:value": each("value", ns.value, "type method suggested", ("podcast:valueRecipient",)),
    "podcast:trailer": _trailer,
    "spotify:countryOfOrigin": one("countries", _countries),
    "spotify:limit": one("limit", _limit, "recentCount"),
    **dict.fromkeys(("podcast:image", "generator", "docs", "lastBuildDate", "pubDate"), written_anew),
}
"""Every tag of a channel that podpub reads; of two that say the same the first counts."""
