"""Web addresses in ASCII, as feeds and tags need them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from podpub.model import say

# RFC 3986: everything that has a meaning in a URL stays, "%" included: it is there already.
_AS_IT_STANDS = "%/:?#[]@!$&'()*+,;=~"
_WRITTEN_ALREADY = re.compile(r"[A-Za-z0-9\-._%/:?#\[\]@!$&'()*+,;=~]*")
# The IDNA codec (2003) would turn these into another name than browsers (2008) do.
_SPELLED_DIFFERENTLY = set("ßς\u200c\u200d")


def ascii_url(url: str) -> str:
    """Return `url` in ASCII (RFC 3987, 3.1): letters percent-encoded as UTF-8, the host in Punycode.

    What is written so already is not touched.

    Raises:
        ValueError: The address cannot be written in ASCII without doubt.
    """
    if _WRITTEN_ALREADY.fullmatch(url):
        return url
    parts = urlsplit(url.strip())
    netloc = parts.netloc if parts.netloc.isascii() else _ascii_host(parts.netloc)
    path, query, fragment = (
        quote(part, safe=_AS_IT_STANDS) for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def _ascii_host(netloc: str) -> str:
    if _SPELLED_DIFFERENTLY & set(netloc):
        raise ValueError(say("write the host of this address in its xn-- form: {netloc}", netloc=netloc))
    return netloc.encode("idna").decode("ascii")
