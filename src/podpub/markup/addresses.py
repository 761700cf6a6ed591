"""The addresses that links in a text lead to: written in ASCII, and found where they stand without markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

# Punctuation after an address is not part of it; parentheses are where they come in pairs.
_BARE = re.compile(
    r"""(https?://(?:[^\s<>"«»„“”()]|\([^\s<>()]*\))*(?:[^\s<>"'«»„“”.,;:!?…()\[\]]|\([^\s<>()]*\)))""",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
# W3C Media Fragments 1.0, 4.2.1
_MOMENT = re.compile(r"#t=(npt:)?[0-9hms:.,]{1,40}", re.ASCII)
_DANGEROUS = re.compile(r"\s*(javascript|vbscript|file|data):", re.IGNORECASE)
# RFC 3986: what may stand in an address, beside letters and digits
_AS_IT_STANDS = ";/?:@&=+$,-_.!~*'()#"
_WRITTEN_ALREADY = re.compile(
    rf"(https?://[\w.-]+(:\d+)?([/?#]([\w{re.escape(_AS_IT_STANDS)}]|%[0-9a-fA-F]{{2}})*)?)?", re.ASCII
)
_PARTS = re.compile(
    r"(?P<way>(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#]*@)?)(?P<host>\[[^]]*\]|[^/?#:]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
# What has a meaning in an address while it is not encoded stays encoded, or it would be another address.
_RESERVED = re.compile(r"%(?=2[3-6bcf]|3[abdf]|40)", re.IGNORECASE)


def is_absolute(address: str) -> bool:
    """Tell whether an address leads somewhere in an app: into the web, or to somebody's mail."""
    return _ABSOLUTE.match(address) is not None


def is_moment(address: str) -> bool:
    """Tell whether an address names a moment of what is heard on the same page: `#t=12:34`."""
    return _MOMENT.fullmatch(address) is not None


def is_dangerous(address: str) -> bool:
    """Tell whether an address is none that a link may ever have, in any app."""
    return _DANGEROUS.match(address) is not None


def in_ascii(address: str) -> str:
    """Return an address in ASCII (RFC 3987, 3.1): the host in Punycode, the rest as UTF-8 in percents."""
    if _WRITTEN_ALREADY.fullmatch(address):
        return address
    found = _PARTS.match(_LONE_PERCENT.sub("%25", address.strip()))
    if not found:
        return ""
    way, host, rest = found.groups()
    host = ".".join(label if label.isascii() else _in_punycode(label) for label in _DOTS.split(host))
    safe = f"%{_AS_IT_STANDS}"
    return quote(way, safe=safe) + quote(host, safe=f"[]{safe}") + quote(rest, safe=safe)


def _in_punycode(label: str) -> str:
    """Return a part of a host's name as browsers spell it (RFC 3492)."""
    return "xn--" + label.encode("punycode").decode()


def for_reading(address: str) -> str:
    """Return an address as people read it: letters in place of their percents."""
    return unquote(_RESERVED.sub("%25", address)) if "%" in address else address


def split_at_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, and whether each is a web address; punctuation around one is no part of it."""
    for number, piece in enumerate(_BARE.split(text)):
        if piece:
            yield piece, number % 2 == 1
