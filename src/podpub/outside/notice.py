"""Those who hand on the news that a feed has changed: WebSub hubs, and podping.

Sources: PubSubHubbub Core 0.4, 7 (`hub.mode=publish`; WebSub itself leaves the form to the hubs, which kept
this one), and the front end of podping.cloud. Nobody is told of an address that means nothing to them.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from podpub.model import Finding, Level, say
from podpub.outside.answer import Trouble, shown
from podpub.outside.visitor import is_loopback

if TYPE_CHECKING:
    from podpub.outside.answer import Answer
    from podpub.outside.visitor import Visitor

PODPING_URL = "https://podping.cloud/"
TOKEN_NAME = "PODPUB_PODPING_TOKEN"  # noqa: S105 - the name of the variable that holds it
TOKEN_FIX = say(
    "Ask podping@podcastindex.org for a token and put it into {variable}, or write `podping: false`.",
    variable=TOKEN_NAME,
)

_TAKEN = range(200, 300)
_NOT_LET_IN = (401, 403)
_HUB_FIX = say("Check `notify: websub:` in show.yaml. `podpub verify --notify` tells again.")
_PODPING_FIX = say("`podpub verify --notify` tells again; apps find the new feed by themselves, only later.")
# Names that mean something in one house only, or nothing (RFC 2606, 6761, 6762, 8375)
_NO_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid", ".example")


def is_in_the_open(url: str) -> bool:
    """Tell whether an address may mean the same to everybody; no name is looked up for that."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return not is_loopback(url) and "." in host and not host.endswith(_NO_NAMES)


def token_trouble(token: str) -> str:
    """Return what is wrong with a token of podping's, without showing it; empty where nothing is."""
    if not token:
        return say("{variable} is not set", variable=TOKEN_NAME)
    if not (token.isascii() and token.isprintable()):
        return say("{variable} holds characters that no token has", variable=TOKEN_NAME)
    return ""


def tell_hub(hub: str, feed_url: str, visitor: Visitor) -> Finding | None:
    """Tell a WebSub hub that a feed has changed; return what kept it from hearing."""
    body = urlencode({"hub.mode": "publish", "hub.url": feed_url}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return _failure(visitor.say("POST", hub, headers, body), hub, _HUB_FIX, forbidden=_HUB_FIX)


def tell_podping(feed_url: str, visitor: Visitor, *, service: str, token: str) -> Finding | None:
    """Tell podping that a feed has changed; return what kept it from hearing."""
    if trouble := token_trouble(token):
        return _unheard(service, trouble, TOKEN_FIX)
    query = urlencode({"url": feed_url, "reason": "update", "medium": "podcast"})
    answer = visitor.say("GET", f"{service}?{query}", {"authorization": token})
    return _failure(answer, service, _PODPING_FIX, forbidden=TOKEN_FIX)


def _unheard(where: str, why: str, fix: str) -> Finding:
    said = say(
        "{host} does not hear that the feed has changed: {why}", host=urlsplit(where).hostname, why=why
    )
    return Finding(Level.WARNING, "notify-failed", shown(where), said, fix)


def _failure(heard: Answer | Trouble, url: str, fix: str, *, forbidden: str) -> Finding | None:
    if isinstance(heard, Trouble):
        return _unheard(url, heard.said, fix)
    if heard.status in _TAKEN:
        return None
    if heard.status in _NOT_LET_IN:
        return _unheard(url, say("it does not let you in ({status})", status=heard.status), forbidden)
    return _unheard(url, say("it does not take the news ({status})", status=heard.status), fix)
