"""The feed as an app fetches it: compressed, and asked for again only if it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import Finding, Level, say
from podpub.outside.answer import Answer, Trouble, shown
from podpub.outside.manners import lost, status, way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.outside.manners import Advice
    from podpub.outside.visitor import Visitor

_TYPES = frozenset({"application/rss+xml", "application/xml", "text/xml"})
_LARGE_BYTES = 512_000
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class PublicFeed:
    """The feed as the world sees it.

    Attributes:
        answer: None where there was none.
    """

    answer: Answer | None
    findings: tuple[Finding, ...]

    @property
    def body(self) -> bytes | None:
        """The feed itself; None where something else came."""
        return None if self.answer is None or any(self._errors()) else self.answer.body

    def _errors(self) -> Iterator[bool]:
        return (one.level is Level.ERROR for one in self.findings)


def fetch_feed(url: str, visitor: Visitor, advice: Advice) -> PublicFeed:
    """Fetch a feed twice: the second time an app that has it wants to hear 304 (RFC 9110, 15.4.5)."""
    answer = visitor.get(url)
    if isinstance(answer, Trouble):
        return PublicFeed(None, (lost(answer, url),))
    refused = tuple(status(answer, url, advice))
    if refused:
        return PublicFeed(answer, refused)
    return PublicFeed(
        answer, (*way(answer, url), *_type(answer, url), *_size(answer, url), *_again(answer, url, visitor))
    )


def _type(answer: Answer, url: str) -> Iterator[Finding]:
    if answer.type not in _TYPES:
        said = say("the feed is served as {type}", type=answer.type or say("nothing in particular"))
        yield Finding(Level.WARNING, "feed-type", shown(url), said, say("Serve it as `application/rss+xml`."))


def _size(answer: Answer, url: str) -> Iterator[Finding]:
    if answer.bytes > _LARGE_BYTES and "content-encoding" not in answer.headers:
        said = say("the feed is sent uncompressed, {bytes} kB each time", bytes=answer.bytes // 1000)
        yield Finding(
            Level.WARNING, "feed-uncompressed", shown(url), said, say("Let the web server or a CDN use gzip.")
        )


def _again(answer: Answer, url: str, visitor: Visitor) -> Iterator[Finding]:
    known = {
        "if-none-match": answer.headers.get("etag"),
        "if-modified-since": answer.headers.get("last-modified"),
    }
    asked = {name: value for name, value in known.items() if value}
    second = visitor.get(url, asked) if asked else None
    if not isinstance(second, Answer) or second.status != _NOT_MODIFIED:
        fix = say("Let the web server send an ETag or Last-Modified, and answer 304 to those who know it.")
        said = say("apps fetch the whole feed each time, also where nothing has changed")
        yield Finding(Level.WARNING, "feed-not-revalidated", shown(url), said, fix)
