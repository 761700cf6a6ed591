"""What can come between a question and its answer: a row for each kind of failure of urllib3, and our own."""

from __future__ import annotations

from urllib3 import exceptions as http

from podpub.model import say
from podpub.outside.answer import Trouble, shown

_SERVER = say("Look at the web server, or at your provider's status page, and try it again.")
_ADDRESS = say(
    "Check the address (of your own show: `storage: public_url`), and that this computer is online."
)
# by what urllib3 raises; the first that fits is told
_TROUBLES: tuple[tuple[type[Exception], Trouble], ...] = (
    (
        http.SSLError,
        Trouble(
            "tls",
            say("the certificate of {host} is not trusted: apps will refuse it", host=""),
            say("Renew it, or have the whole chain of certificates sent."),
        ),
    ),
    (
        http.NameResolutionError,
        Trouble("host-unknown", say("nobody knows the host {host}", host=""), _ADDRESS),
    ),
    (http.NewConnectionError, Trouble("unreachable", say("{host} cannot be reached", host=""), _ADDRESS)),
    (http.TimeoutError, Trouble("timeout", say("{host} does not answer in time", host=""), _SERVER)),
    (http.DecodeError, Trouble("compression", say("{url} comes in a broken compression", url=""), _SERVER)),
    (
        http.ProxyError,
        Trouble(
            "proxy", say("the proxy does not let through to {host}", host=""), say("Check `https_proxy`.")
        ),
    ),
    (
        ValueError,
        Trouble(
            "redirects",
            say("{url} sends visitors to an address that is none", url=""),
            say("Correct the redirect."),
        ),
    ),
    (http.HTTPError, Trouble("cut", say("the answer of {url} breaks off before its end", url=""), _SERVER)),
)
ASTRAY = Trouble(
    "redirects",
    say("{url} sends visitors from one address to the next without an end", url=""),
    say("Mend the redirects."),
)
SLOW = Trouble("timeout", say("{url} comes too slowly to listen to", url=""), _SERVER)
LARGE = Trouble("too-large", say("{url} is far larger than what was published", url=""), _ADDRESS)
PRIVATE = Trouble(
    "private-address",
    say("{url} leads into a private network", url=""),
    say("Name an address in the feed that everybody can reach."),
)


def trouble_of(error: Exception) -> Trouble:
    """Return what an exception means."""
    return next((told for kind, told in _TROUBLES if isinstance(error, kind)), _TROUBLES[-1][1])


def about(trouble: Trouble, url: str) -> Trouble:
    """Return a trouble with the address that it is about."""
    told = shown(url)
    words = {"url": told, "host": told.partition("://")[2].partition("/")[0] or told}
    return Trouble(trouble.code, trouble.said.about(**words), trouble.fix)
