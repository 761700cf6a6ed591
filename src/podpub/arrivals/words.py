"""The simple values that tags have, as show.yaml and episode.yaml can hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.markup import in_ascii
from podpub.model import say
from podpub.model.podcasting import SHORT_CHARACTERS

if TYPE_CHECKING:
    from podpub.arrivals.draft import Draft
    from podpub.model import Element

LINE_CHARACTERS = 255
_UNSEEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile(r" *[\t\r\n][ \t\r\n]*")
_SIGNED = re.compile(r"(^|&)(x-(amz|goog)-\w+|sig(nature)?|token|access_token|expires)=", re.IGNORECASE)
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"]")
_EMAIL = re.compile(r"[^@\s<>,;()]+@[^@\s<>,;()]+\.[^@\s<>,;.()]+")
_YES = frozenset({"yes", "true", "explicit", "1"})
_NO = frozenset({"no", "false", "clean", "0", "none"})
_LONGEST_NUMBER = 9


def clean(text: str) -> str:
    """Return a text without the characters that no file of a show can hold."""
    return _UNSEEN.sub("", text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))


def plain(text: str) -> str:
    """Return a text in one line; blanks in it stay as they are."""
    return _LINE_END.sub(" ", clean(text)).strip()


def short(draft: Draft, element: Element, text: str, limit: int = SHORT_CHARACTERS) -> str:
    """Return a text in one line, and no longer than apps read; the rest is told."""
    words = plain(text)
    if len(words) <= limit:
        return words
    draft.lose(
        element, say("it was cut: {count} characters, and apps read {limit}", count=len(words), limit=limit)
    )
    return f"{words[: limit - 1].rstrip()}…"


def line(draft: Draft, element: Element) -> str | None:
    """Return what stands in a tag, in one line of 255 characters."""
    return short(draft, element, element.text, LINE_CHARACTERS) or None


def address(text: str) -> str:
    """Return a web address that everybody may see, in ASCII.

    Raises:
        ValueError: It is none, or holds a password or a signature.
    """
    written = in_ascii(clean(text).strip())
    try:
        parts = urlsplit(written)
        is_one = parts.scheme.lower() in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one or _NOT_IN_ADDRESSES.search(written):
        raise ValueError(say("it is no web address"))
    if "@" in parts.netloc or _SIGNED.search(parts.query):
        raise ValueError(say("it holds a password or a signature, which nobody should see"))
    return written


def maybe_address(draft: Draft, element: Element, text: str | None) -> str | None:
    """Return a web address beside something that goes without; one that is none is told."""
    if not text or not text.strip():
        return None
    try:
        return address(text)
    except ValueError as refused:
        draft.lose(element, str(refused), text)
        return None


def secure(draft: Draft, element: Element, text: str) -> str:
    """Return an address as the podcast namespace wants it, with https."""
    written = address(text)
    if written.lower().startswith("https:"):
        return written
    draft.lose(element, say("the podcast namespace takes https only, and it was written so"), text)
    return f"https{written[4:]}"


def maybe_secure(draft: Draft, element: Element, text: str | None) -> str | None:
    """Return an address with https, or none."""
    found = maybe_address(draft, element, text)
    return secure(draft, element, found) if found else None


def link(_: Draft, element: Element) -> str | None:
    """Return the address that stands in a tag."""
    return address(element.text) if element.words else None


def email(text: str) -> str | None:
    """Return the e-mail address in a text, as `mail@example.org (Name)` has it."""
    found = _EMAIL.search(clean(text))
    return found[0] if found and len(found[0]) <= LINE_CHARACTERS else None


def yes_or_no(_: Draft, element: Element) -> bool | None:
    """Return what a tag answers.

    Raises:
        ValueError: It is neither yes nor no.
    """
    word = element.words.lower()
    if word in _YES | _NO:
        return word in _YES
    if not word:
        return None
    raise ValueError(say("it is neither yes nor no"))


def number(text: str) -> int:
    """Return a number of episodes or seasons, which begin at one.

    Raises:
        ValueError: It is none.
    """
    digits = plain(text)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _LONGEST_NUMBER or not int(digits):
        raise ValueError(say("it is no number from 1 on"))
    return int(digits)


def whole(_: Draft, element: Element) -> int | None:
    """Return the number that stands in a tag; raises as `number` does."""
    return number(element.text) if element.words else None
