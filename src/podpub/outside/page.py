"""A web page as a visitor's browser gets it; what is wrong with one is a warning: apps do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.outside.answer import Trouble, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.outside.manners import Advice
    from podpub.outside.visitor import Visitor

_OK = 200
_FORBIDDEN = (401, 403)
_HTML = "text/html"


def look_at_page(url: str, visitor: Visitor, advice: Advice) -> Iterator[Finding]:
    """Complain about a page that visitors do not get to see."""
    answer = visitor.get(url)
    where = shown(url)
    if isinstance(answer, Trouble):
        yield Finding(Level.WARNING, "page-unseen", where, answer.said, answer.fix)
    elif answer.status != _OK:
        said = say("visitors do not see the web page there ({number})", number=answer.status)
        yield Finding(Level.WARNING, "page-unseen", where, said, _remedy(url, answer.status, advice))
    elif answer.type != _HTML:
        said = say("the web page is served as {told}", told=answer.type or say("nothing in particular"))
        yield Finding(Level.WARNING, "page-type", where, said, say("Serve `.html` as `text/html`."))


def _remedy(url: str, number: int, advice: Advice) -> str:
    """Return what helps; a bucket alone says 403 of what it does not find, too."""
    if url.endswith("/"):
        return say("Let the web server show the `index.html` there, or write `pretty_urls: false`.")
    return advice.forbidden if number in _FORBIDDEN else advice.missing
