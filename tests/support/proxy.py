"""A road between podpub and a real S3 server, on which one chosen request meets an accident."""

from __future__ import annotations

import contextlib
import re
import socket
import sys
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from io import BufferedIOBase

_PATIENCE_S = 60
_PART = re.compile(r"PUT ([^?]+)\?(?:.*&)?partNumber=(\d+).*\s+")


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
        refusal: What is answered instead of doing it.
    """

    number: int
    fault: Fault
    times: int = 1
    meanwhile: Callable[[], None] = _nothing
    kill: Callable[[], None] = _nothing
    refusal: tuple[int, str] = (503, "ServiceUnavailable")


class Proxy(ThreadingTCPServer):
    """Passes HTTP requests on as they come, `Host` and all, since that is signed.

    Attributes:
        asked: How many requests were counted since `watch`.
        hangs_up: Whether a connection ends with each answer.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        place = urlsplit(upstream)
        self.upstream = (place.hostname, place.port)
        self.asked = 0
        self.hangs_up = False
        self._stop: Stop | None = None
        self._watching = False
        self._held = False
        self._lock = Lock()
        self._troubles: list[BaseException] = []
        self._parts: Counter[str] = Counter()

    @property
    def url(self) -> str:
        """Where podpub finds the server."""
        return f"http://127.0.0.1:{self.server_address[1]}"

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

    def forget(self) -> None:
        """Forget which parts of files came by."""
        self._parts.clear()

    def note(self, first: bytes) -> None:
        """Note a request that goes on to the server, by its first line, where it sends a part of a file."""
        if number := _PART.fullmatch(first.decode()):
            self._parts[f"part {number[2]} of {number[1]}"] += 1

    def sent_again(self) -> list[str]:
        """Return every part that reached the server more than once since `forget`."""
        return [part for part, times in self._parts.items() if times > 1]

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


@dataclass(frozen=True, slots=True)
class _Message:
    """A request or an answer; of what it says nothing is understood but where it ends.

    Attributes:
        first: Its first line.
        words: Its headers, by their names in lower case.
        body: As it came, with the marks of its chunks.
    """

    first: bytes
    words: dict[bytes, bytes]
    body: bytes = b""

    @property
    def head(self) -> bytes:
        """Everything before the body."""
        lines = [b"%b: %b\r\n" % word for word in self.words.items()]
        return b"".join([self.first, *lines, b"\r\n"])

    @property
    def half(self) -> bytes:
        """The head and half of the body, or half of the head where there is no body."""
        kept = len(self.head) + len(self.body) // 2 if self.body else len(self.head) // 2
        return (self.head + self.body)[:kept]


def _read(file: BufferedIOBase, *, has_body: bool = True) -> _Message | None:
    """Read a message to its end; None where nothing comes any more."""
    first = file.readline()
    if not first:
        return None
    words = {}
    while (line := file.readline()).strip():
        name, _, value = line.partition(b":")
        words[name.lower()] = value.strip()
    return _Message(first, words, b"".join(_body(file, words)) if has_body else b"")


def _body(file: BufferedIOBase, words: Mapping[bytes, bytes]) -> Iterator[bytes]:
    if words.get(b"transfer-encoding", b"").lower() != b"chunked":
        yield file.read(int(words.get(b"content-length", 0)))
        return
    size = 1
    while size:
        line = file.readline()
        size = int(line.partition(b";")[0], 16)
        yield line + file.read(size + len(b"\r\n"))


class _Passing(StreamRequestHandler):
    """One connection of podpub's, and one to the server."""

    disable_nagle_algorithm = True
    server: Proxy

    def setup(self) -> None:
        super().setup()
        self._upstream = socket.create_connection(self.server.upstream, timeout=_PATIENCE_S)
        self._upstream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._upstream.makefile("rb")

    def finish(self) -> None:
        self._answers.close()
        self._upstream.close()
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        while (request := self._request()) and self._pass(request):
            pass

    def _request(self) -> _Message | None:
        """Read a request; who waits to be told that its body is wanted is told so."""
        message = _read(self.rfile, has_body=False)
        if message is None:
            return None
        if message.words.pop(b"expect", None):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return _Message(message.first, message.words, b"".join(_body(self.rfile, message.words)))

    def _pass(self, request: _Message) -> bool:
        """Let a request and its answer through, or something happen to them; tell whether one goes on."""
        stop = self.server.count()
        if stop is None:
            self._tell(self._forward(request))
            return not self.server.hangs_up
        if stop.fault.comes_after:
            answer = self._forward(request)
            self.server.hold(stop)
            return self._disturb_answer(stop, request, answer)
        self.server.hold(stop)
        return self._disturb_request(stop, request)

    def _forward(self, request: _Message) -> _Message:
        """Ask the server and read its whole answer."""
        self.server.note(request.first)
        self._upstream.sendall(request.head + request.body)
        answer = _read(self._answers, has_body=not request.first.startswith(b"HEAD"))
        if answer is None:
            raise RuntimeError(f"the server does not answer {request.first!r}")
        if self.server.hangs_up:
            answer.words[b"connection"] = b"close"
        return answer

    def _tell(self, answer: _Message) -> None:
        self.wfile.write(answer.head + answer.body)

    def _disturb_request(self, stop: Stop, request: _Message) -> bool:
        if stop.fault is Fault.BUSY:
            self._tell(_refusal(request, *stop.refusal))
            return True
        if stop.fault is Fault.TORN:
            with socket.create_connection(self.server.upstream) as server:
                server.sendall(request.half)
        elif stop.fault is Fault.KILLED_BEFORE:
            stop.kill()
        return False

    def _disturb_answer(self, stop: Stop, request: _Message, answer: _Message) -> bool:
        if stop.fault is Fault.BROKEN:
            self._tell(_refusal(request, 500, "InternalError"))
            return True
        if stop.fault is Fault.CUT:
            self.wfile.write(answer.half)
        elif stop.fault is Fault.KILLED_AFTER:
            stop.kill()
        return False


def _refusal(request: _Message, status: int, code: str) -> _Message:
    body = f"<Error><Code>{code}</Code><Message>for the test</Message></Error>".encode()
    words = {b"content-type": b"application/xml", b"content-length": b"%d" % len(body)}
    told = b"" if request.first.startswith(b"HEAD") else body
    return _Message(f"HTTP/1.1 {status} {code}\r\n".encode(), words, told)


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
