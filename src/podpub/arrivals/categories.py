"""Categories as feeds name them → those that directories know today.

Source: Apple Podcasts categories, and what became of the names of before August 2019.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from podpub.arrivals.words import plain
from podpub.model import CATEGORIES, Category, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.arrivals.draft import Draft
    from podpub.model import Element

_TAG = "itunes:category"
_NAMES = {name.lower(): name for name in CATEGORIES}
_RENAMED: dict[tuple[str, str], Category] = {
    ("arts", "literature"): Category("Arts", "Books"),
    ("business", "business news"): Category("News", "Business News"),
    ("business", "management & marketing"): Category("Business", "Management"),
    ("business", "shopping"): Category("Business"),
    ("education", "education technology"): Category("Education"),
    ("education", "higher education"): Category("Education"),
    ("education", "k-12"): Category("Education"),
    ("education", "language courses"): Category("Education", "Language Learning"),
    ("education", "training"): Category("Education", "How To"),
    ("games & hobbies", ""): Category("Leisure"),
    ("games & hobbies", "automotive"): Category("Leisure", "Automotive"),
    ("games & hobbies", "aviation"): Category("Leisure", "Aviation"),
    ("games & hobbies", "hobbies"): Category("Leisure", "Hobbies"),
    ("games & hobbies", "other games"): Category("Leisure", "Games"),
    ("games & hobbies", "video games"): Category("Leisure", "Video Games"),
    ("government & organizations", ""): Category("Government"),
    ("government & organizations", "local"): Category("Government"),
    ("government & organizations", "national"): Category("Government"),
    ("government & organizations", "non-profit"): Category("Business", "Non-Profit"),
    ("government & organizations", "regional"): Category("Government"),
    ("health", ""): Category("Health & Fitness"),
    ("health", "alternative health"): Category("Health & Fitness", "Alternative Health"),
    ("health", "fitness & nutrition"): Category("Health & Fitness", "Fitness"),
    ("health", "self-help"): Category("Education", "Self-Improvement"),
    ("health", "sexuality"): Category("Health & Fitness", "Sexuality"),
    ("news & politics", ""): Category("News", "Politics"),
    ("religion & spirituality", "other"): Category("Religion & Spirituality"),
    ("science & medicine", ""): Category("Science"),
    ("science & medicine", "medicine"): Category("Health & Fitness", "Medicine"),
    ("science & medicine", "natural sciences"): Category("Science", "Natural Sciences"),
    ("science & medicine", "social sciences"): Category("Science", "Social Sciences"),
    ("society & culture", "history"): Category("History"),
    ("sports & recreation", ""): Category("Sports"),
    ("sports & recreation", "amateur"): Category("Sports"),
    ("sports & recreation", "college & high school"): Category("Sports"),
    ("sports & recreation", "outdoor"): Category("Sports", "Wilderness"),
    ("sports & recreation", "professional"): Category("Sports"),
    ("technology", "gadgets"): Category("Technology"),
    ("technology", "podcasting"): Category("Technology"),
    ("technology", "software how-to"): Category("Technology"),
    ("technology", "tech news"): Category("News", "Tech News"),
}


def categories(draft: Draft, element: Element) -> list[Category] | None:
    """Return a category with each of its subcategories; what directories no longer know is told."""
    name = _said(element)
    if not name:
        return None
    subs = [one for one in element.all(_TAG) if _said(one)]
    return list(_found(draft, element, name, subs)) or None


def _found(draft: Draft, element: Element, name: str, subs: list[Element]) -> Iterator[Category]:
    for at, sub in ((one, _said(one)) for one in subs) if subs else ((element, ""),):
        known = _category(name, sub)
        if known is None:
            draft.lose(at, say("no directory knows this category"), f"{name} > {sub}" if sub else name)
        elif str(known).lower() != (f"{name} > {sub}" if sub else name).lower():
            before = f"{name} > {sub}" if sub else name
            draft.lose(at, say("it is called “{category}” today", category=str(known)), before)
        if known := known or _category(name, ""):
            yield known


def _category(name: str, sub: str) -> Category | None:
    known = _RENAMED.get((name.lower(), sub.lower()))
    if known or name.lower() not in _NAMES:
        return known
    proper = _NAMES[name.lower()]
    subs = {one.lower(): one for one in CATEGORIES[proper]}
    if sub and sub.lower() not in subs:
        return None
    return Category(proper, subs[sub.lower()] if sub else None)


def _said(element: Element) -> str:
    return plain(html.unescape(element.attributes.get("text", "")))
