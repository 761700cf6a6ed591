"""A road between podpub and a real S3 server, on which one chosen request meets an accident."""

from __future__ import annotations

import contextlib
import socket
import sys
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PATIENCE_S = 60
_OWN_WORDS = frozenset({"connection", "content-length", "expect", "transfer-encoding"})


class Fault(Enum):
    """What may happen to a request, or to its answer."""

    REFUSED = "the connection is dropped before the request arrives"
    UNHEARD = "the request is done, its answer is lost"
    BUSY = "503 instead of doing it"
    BROKEN = "500 after it was done"
    TORN = "half of the request arrives"
    CUT = "it is done, half of the answer arrives"
    KILLED_BEFORE = "podpub is killed before the request arrives"
    KILLED_AFTER = "podpub is killed after the request was done"

    @property
    def kills(self) -> bool:
        """Whether podpub does not survive it."""
        return self in (Fault.KILLED_BEFORE, Fault.KILLED_AFTER)

    @property
    def comes_after(self) -> bool:
        """Whether the server has done what was asked."""
        return self in (Fault.UNHEARD, Fault.BROKEN, Fault.CUT, Fault.KILLED_AFTER)


def _nothing() -> None:
    """Let it go on at once."""


@dataclass(frozen=True, slots=True)
class Stop:
    """An accident at a request.

    Attributes:
        number: Which request, counted from 0.
        times: How many requests in a row it happens to.
        meanwhile: Called at the first of them, just before the fault: nobody hears of the request till then.
        kill: Ends podpub, for the faults that do.
    """

    number: int
    fault: Fault
    times: int = 1
    meanwhile: Callable[[], None] = _nothing
    kill: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class _Answer:
    head: bytes
    body: bytes


class Proxy(ThreadingHTTPServer):
    """Passes HTTP requests on as they come, `Host` and all, since that is signed.

    Attributes:
        asked: How many requests were counted since `watch`.
        hangs_up: Whether a connection ends with each answer.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.upstream = urlsplit(upstream).netloc
        self.asked = 0
        self.hangs_up = False
        self._stop: Stop | None = None
        self._watching = False
        self._held = False
        self._lock = Lock()
        self._troubles: list[BaseException] = []

    @property
    def url(self) -> str:
        """Where podpub finds the server."""
        return f"http://127.0.0.1:{self.server_port}"

    @contextlib.contextmanager
    def watch(self, stop: Stop | None = None) -> Iterator[None]:
        """Count requests while the block lasts, and let `stop` happen; raises what broke the road."""
        self.asked, self._stop, self._watching = 0, stop, True
        try:
            yield
        finally:
            self._watching = False
        if self._troubles:
            raise self._troubles.pop()

    def count(self) -> Stop | None:
        """Count a request, and return what happens to it; while one is held, others are somebody else's."""
        with self._lock:
            if not self._watching or self._held:
                return None
            number, stop = self.asked, self._stop
            self.asked += 1
            return stop if stop and stop.number <= number < stop.number + stop.times else None

    def hold(self, stop: Stop) -> None:
        """Keep a request waiting while something else happens, once."""
        with self._lock:
            first, self._held = self.asked == stop.number + 1, True
        try:
            if first:
                stop.meanwhile()
        finally:
            self._held = False

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - http.server's
        """Keep what went wrong on the road itself; clients that go away were killed."""
        trouble = sys.exc_info()[1]
        if trouble and not isinstance(trouble, ConnectionError):
            self._troubles.append(trouble)


class _Passing(BaseHTTPRequestHandler):
    """One connection of podpub's, and one to the server."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Proxy

    def setup(self) -> None:
        super().setup()
        self._upstream = HTTPConnection(self.server.upstream, timeout=_PATIENCE_S)

    def finish(self) -> None:
        self._upstream.close()
        with contextlib.suppress(OSError):
            super().finish()

    def log_message(self, *_words: object) -> None:
        """Stay silent."""

    def _pass(self) -> None:
        body = self._body()
        stop = self.server.count()
        self.close_connection = self.close_connection or self.server.hangs_up
        if stop is None:
            self._tell(self._forward(body))
        elif stop.fault.comes_after:
            answer = self._forward(body)
            self.server.hold(stop)
            self._disturb_answer(stop, answer)
        else:
            self.server.hold(stop)
            self._disturb_request(stop, body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass  # noqa: N815 - names that http.server looks for

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(iter(self._chunk, b""))
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().partition(b";")[0], 16)
        chunk = self.rfile.read(size)
        self.rfile.readline()
        return chunk

    def _request_head(self, length: int) -> bytes:
        own = [f"Content-Length: {length}"] if length or self.command in {"PUT", "POST"} else []
        return _head(f"{self.command} {self.path} HTTP/1.1", self.headers.items(), own)

    def _forward(self, body: bytes) -> _Answer:
        """Ask the server and read its whole answer."""
        if self._upstream.sock is None:
            self._upstream.connect()
        self._upstream.sock.sendall(self._request_head(len(body)) + body)
        answer = self._upstream.response_class(self._upstream.sock, method=self.command)
        answer.begin()
        content = answer.read()
        length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
        own = [f"Content-Length: {length}"] if length and answer.status not in {204, 304} else []
        own += ["Connection: close"] if self.close_connection else []
        if answer.will_close:
            self._upstream.close()
        return _Answer(_head(f"HTTP/1.1 {answer.status} {answer.reason}", answer.getheaders(), own), content)

    def _tell(self, answer: _Answer) -> None:
        self.wfile.write(answer.head + answer.body)

    def _disturb_request(self, stop: Stop, body: bytes) -> None:
        if stop.fault is Fault.BUSY:
            self._tell(self._refusal(503, "Service Unavailable", "ServiceUnavailable"))
            return
        if stop.fault is Fault.TORN:
            self._send_half(body)
        elif stop.fault is Fault.KILLED_BEFORE:
            stop.kill()
        self._hang_up()

    def _disturb_answer(self, stop: Stop, answer: _Answer) -> None:
        if stop.fault is Fault.BROKEN:
            self._tell(self._refusal(500, "Internal Server Error", "InternalError"))
            return
        if stop.fault is Fault.CUT:
            kept = len(answer.head) + len(answer.body) // 2 if answer.body else len(answer.head) // 2
            self.wfile.write((answer.head + answer.body)[:kept])
        elif stop.fault is Fault.KILLED_AFTER:
            stop.kill()
        self._hang_up()

    def _refusal(self, status: int, reason: str, code: str) -> _Answer:
        body = f"<Error><Code>{code}</Code><Message>for the test</Message></Error>".encode()
        own = ["Content-Type: application/xml", f"Content-Length: {len(body)}"]
        return _Answer(_head(f"HTTP/1.1 {status} {reason}", (), own), b"" if self.command == "HEAD" else body)

    def _send_half(self, body: bytes) -> None:
        """Break off in the middle of a request's body, or of its head where it has none."""
        head = self._request_head(len(body))
        kept = len(head) + len(body) // 2 if body else len(head) // 2
        with socket.create_connection((self._upstream.host, self._upstream.port)) as server:
            server.sendall((head + body)[:kept])

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def _head(first: str, headers: Iterable[tuple[str, str]], own: list[str]) -> bytes:
    """Return a head with the headers that are for everybody, and those of this connection."""
    passed_on = [f"{name}: {value}" for name, value in headers if name.lower() not in _OWN_WORDS]
    return ("\r\n".join([first, *passed_on, *own]) + "\r\n\r\n").encode("latin-1")


@contextlib.contextmanager
def proxy(upstream: str) -> Iterator[Proxy]:
    """Run a proxy to an HTTP server until the block is left."""
    server = Proxy(upstream)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
