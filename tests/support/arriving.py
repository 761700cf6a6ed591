"""Feeds in the styles of the hosts, on a server that has all their files, and sometimes has bad manners."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from podpub.model import silent
from podpub.outside import Visitor
from podpub.pipeline.arriving.errand import Errand
from podpub.pipeline.move_in import MovedIn, Wishes, inspect_feed, move_in
from tests.support.web import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.web import Site

FEEDS = Path(__file__).parents[1] / "unit" / "arrivals" / "feeds"
HOME = b"{home}"
_FRAME = b"\xff\xfb\x90\x64" + bytes(413)  # a frame of silence: MPEG 1, layer III, 128 kbit/s, 44.1 kHz
_PADDING = 391
SOUND = (
    b"ID3\x04\0\0\0\0"
    + divmod(_PADDING, 128)[0].to_bytes()
    + bytes([_PADDING % 128])
    + bytes(_PADDING)
    + _FRAME * 47
)
_ADDRESS = re.compile(rb"\{home\}([^\"'<>\s?]*)")
_GONE = re.compile(r"gone\.\w+$")
_CHAPTERS = b"""{"version": "1.2.0", "chapters": [
  {"startTime": 0, "title": "Smoke"}, {"startTime": 90.5, "title": "Fire", "endTime": 99}]}"""
_CUES = b"1\n00:00:00,000 --> 00:00:02,000\nHello\n"
_KINDS: tuple[tuple[str, bytes, str], ...] = (
    ("/transcript", b"<html><body><p>Hello</p></body></html>", "text/html"),
    ("page-instead.mp3", b"<!DOCTYPE html><html>Please log in</html>", "text/html"),
    (".srt", _CUES, "application/x-subrip"),
    (".vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Bo>Hello\n", "text/vtt"),
    ("chapters.json", _CHAPTERS, "application/json"),
    (
        ".json",
        b'{"version":"1.0.0","segments":[{"speaker":"Bo","startTime":0,"endTime":2,"body":"Hello"}]}',
        "application/json",
    ),
)


@cache
def picture(width: int = 1400, height: int = 1400) -> bytes:
    """Return a JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "JPEG")
    return written.getvalue()


def serve(web: Site, name: str, *, change: Callable[[bytes], bytes] = bytes) -> str:
    """Put a feed, its older pages and everything that they name on a server; return its address."""
    for file in (FEEDS / f"{name}.xml", FEEDS / f"{name}-2.xml"):
        if file.exists():
            body = file.read_bytes()
            web.pages[f"/{file.name}"] = Page(
                change(body.replace(HOME, web.url.encode())), "application/rss+xml"
            )
            for path in _ADDRESS.findall(body):
                _serve_file(web, f"/{path.decode()}")
    return f"{web.url}{name}.xml"


def _serve_file(web: Site, path: str) -> None:
    if _GONE.search(path) or path in web.pages or path.endswith(".xml"):
        return
    if path.startswith("/redirect/"):
        there = path.replace("/redirect/", "/files/")
        web.pages[path], path = Page(to=there), there
    if path.endswith((".jpg", "cover")):
        sides = (1600, 900) if "wide" in path else (1400, 1400)
        web.pages[path] = Page(picture(*sides), "image/jpeg")
        return
    found = [(body, kind) for ending, body, kind in _KINDS if path.endswith(ending)]
    body, kind = found[0] if found else (SOUND, "audio/mpeg")
    web.pages[path] = Page(body, kind)


def wishes(source: str, root: Path, **other: Any) -> Wishes:
    """Return how a host wants a show to move in."""
    return replace(Wishes(source, root, "Europe/Berlin", "https://example.org/"), **other)


def errand(**other: Any) -> Errand:
    """Return who may ask everybody, and who never really waits."""
    return Errand(**{"visitor": Visitor({}, patience_s=5.0), "wait": lambda _: None, **other})


def imported(source: str, root: Path, asking: Errand | None = None, **other: Any) -> MovedIn:
    """Import a feed as the command does."""
    wanted, asking = wishes(source, root, **other), asking or errand()
    return move_in(inspect_feed(wanted, asking, tell=silent), wanted, asking, tell=silent)
