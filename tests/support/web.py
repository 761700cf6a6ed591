"""A web server on loopback with good manners, or with exactly the bad ones that a test asks for."""

from __future__ import annotations

import contextlib
import gzip
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

_PAUSE_S = 0.02
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@dataclass(frozen=True, slots=True)
class Page:
    """What lies at a path.

    Attributes:
        headers: Sent beside those that are made up here, or instead of them.
        ranges: Whether a part is sent when one is asked for.
        part: Sent instead of every part.
        told_range: Sent as Content-Range instead of the right one.
        told_length: Sent as Content-Length instead of the right one; HEAD and GET alike.
        cut: The connection is closed after so many bytes.
        compresses: For those who ask for it.
        remembers: Whether there is an ETag, and a 304 for those who know it.
        to: Where visitors are sent instead, with the status `moved`.
        silent: The server takes the question and never answers.
        refuses: Methods that are answered with 405.
        later: The status of the first answers, before this page is there.
        later_headers: Sent with those.
        trickles: The body comes in pieces of so many bytes, with a pause after each.
    """

    body: bytes = b""
    type: str = "audio/mpeg"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    ranges: bool = True
    part: bytes | None = None
    told_range: str | None = None
    told_length: int | None = None
    cut: int | None = None
    compresses: bool = False
    remembers: bool = True
    to: str | None = None
    moved: int = 302
    silent: bool = False
    refuses: tuple[str, ...] = ()
    later: tuple[int, ...] = ()
    later_headers: Mapping[str, str] = field(default_factory=dict)
    trickles: int | None = None


class Site(ThreadingHTTPServer):
    """A running server.

    Attributes:
        pages: By path, with its query if there is one at that; may change while it runs.
        asked: Every method, path and headers that it was asked with.
        told: Every address with its query, and every body, in the same order.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.told: list[tuple[str, bytes]] = []
        self.closing = threading.Event()
        self.scheme = "http"

    @property
    def url(self) -> str:
        """Its address, with a slash at the end."""
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a visitor has gone."""


@contextlib.contextmanager
def site(*, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server until the block is left."""
    with Site() as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            server.scheme = "https"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    do_DELETE = do_HEAD  # noqa: N815 - a name that http.server looks for

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def _serve(self) -> None:
        path = self.path.partition("?")[0]
        told = {name.lower(): value for name, value in self.headers.items()}
        before = sum(1 for _, known, _ in self.server.asked if known == path)
        self.server.asked.append((self.command, path, told))
        self.server.told.append((self.path, self.rfile.read(int(told.get("content-length", 0)))))
        other = self.server.pages.get("*", Page(b"nothing", "text/plain", 404))
        page = self.server.pages.get(self.path, self.server.pages.get(path, other))
        if page.silent:
            self.server.closing.wait()
        if self.command in page.refuses:
            page = Page(status=405)
        if before < len(page.later):
            page = Page(status=page.later[before], headers=page.later_headers)
        if page.to is not None:
            self._send(page.moved, b"", {"Location": page.to}, page)
            return
        self._send(*self._answer(page, told), page)

    def _answer(self, page: Page, told: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        headers = {"Content-Type": page.type, "Accept-Ranges": "bytes" if page.ranges else "none"}
        tag = f'"{len(page.body)}-{hash(page.body)}"'
        if page.remembers:
            headers["ETag"] = tag
            if told.get("if-none-match") == tag:
                return 304, b"", headers
        wanted = _RANGE.fullmatch(told.get("range", ""))
        is_known = told.get("if-range", tag) == tag
        if wanted and page.ranges and page.status == 200 and is_known:
            first, last = int(wanted[1]), int(wanted[2] or len(page.body) - 1)
            if first >= len(page.body):
                return 416, b"", {**headers, "Content-Range": f"bytes */{len(page.body)}"}
            body = page.body[first : last + 1] if page.part is None else page.part
            headers["Content-Range"] = page.told_range or f"bytes {first}-{last}/{len(page.body)}"
            return 206, body, headers
        if page.compresses and "gzip" in told.get("accept-encoding", ""):
            return page.status, gzip.compress(page.body), {**headers, "Content-Encoding": "gzip"}
        return page.status, page.body, headers

    def _send(self, status: int, body: bytes, headers: dict[str, str], page: Page) -> None:
        self.send_response(status)
        length = len(body) if page.told_length is None or status != 200 else page.told_length
        for name, value in {**headers, "Content-Length": str(length), **page.headers}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and status != 304:
            self._write(body[: page.cut], page)
        if page.cut is not None:
            self.close_connection = True

    def _write(self, body: bytes, page: Page) -> None:
        size = page.trickles or max(len(body), 1)
        for begin in range(0, len(body), size):
            self.wfile.write(body[begin : begin + size])
            if page.trickles and self.server.closing.wait(_PAUSE_S):
                return
