"""The door to HTTP: asks as an app does, keeps no cookies, and gives up in time.

Redirects are followed by hand, so that they can be told. The proxy is the one that uploads go through as
well: that of `https_proxy` and `no_proxy`; this computer itself is never asked through one.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import exceptions as http

from podpub.outside.answer import Answer, Trouble
from podpub.outside.guard import PrivateAddressError, guarded_pool, require_public_host
from podpub.outside.troubles import ASTRAY, LARGE, PRIVATE, SLOW, about, trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from urllib3.response import BaseHTTPResponse

Heard: TypeAlias = Answer | Trouble

SMALL_BYTES = 32 << 20
"""More than this no feed, cover or transcript has."""

_BLOCK_BYTES = 1 << 16
_REPLY_BYTES = 1 << 12
_MOST_HOPS = 5
_TRIES = 2
_SLOWEST_BYTES_S = 25_000  # 200 kbit/s: slower than that nobody can listen
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PLAIN = {"accept-encoding": "identity"}


class _GivenUp(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class _Way:
    """Where redirects led, and with which status each did."""

    hops: tuple[str, ...] = ()
    moves: tuple[int, ...] = ()

    def on(self, here: str, target: str, status: int) -> _Way:
        """Return the way with one more step."""
        return _Way((*self.hops, _next_hop(here, target, self.hops)), (*self.moves, status))


@dataclass(frozen=True, slots=True)
class _Taking:
    """How much of a body is wanted.

    Attributes:
        most: In bytes; with more than that, `stops` there, or gives up.
        window: What is kept of it.
    """

    most: int
    window: range = range(SMALL_BYTES + _BLOCK_BYTES)
    stops: bool = False


def is_loopback(url: str) -> bool:
    """Tell whether an address is on this computer."""
    return urlsplit(url).hostname in _LOOPBACK


class Visitor:
    """Asks for addresses; several threads may share one.

    Args:
        environ: The process's environment, for the proxy.
        patience_s: How long a server may take to connect, and again to say the next word.
        trusted: Hosts that may be anywhere; others must not be in a private network. None trusts everybody.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        patience_s: float = 20.0,
        trusted: frozenset[str] | None = None,
    ) -> None:
        self._environ = environ
        self._patience_s = patience_s
        self._trusted = trusted
        self._name = f"podpub/{version('podpub')}"

    def head(self, url: str) -> Heard:
        """Ask for the headers alone."""
        return self._visit("HEAD", url, _PLAIN, _Taking(0))

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Heard:
        """Fetch something small; compressed, if the server likes."""
        return self._visit("GET", url, {"accept-encoding": "gzip", **(headers or {})}, _Taking(SMALL_BYTES))

    def part(self, url: str, first: int, last: int) -> Heard:
        """Ask for the bytes from `first` to `last`; what is sent beyond them is left there."""
        ranged = {**_PLAIN, "range": f"bytes={first}-{last}"}
        return self._visit("GET", url, ranged, _Taking(last - first + 1, stops=True))

    def digest(self, url: str, *, most: int, window: range) -> Heard:
        """Fetch everything, and keep nothing of it but its length, its digest and a window."""
        return self._visit("GET", url, _PLAIN, _Taking(most, window=window))

    def pour(
        self,
        url: str,
        headers: Mapping[str, str],
        begin: Callable[[Answer], Callable[[bytes], None]],
        *,
        most: int,
    ) -> Heard:
        """Fetch something large, once, and hand it on block by block.

        Args:
            url: Where it is.
            headers: Sent along; those of a range, where only the rest of it is wanted.
            begin: Hears status and headers, and returns what takes the blocks.
            most: Bytes; with more than that, it gives up.
        """
        try:
            with self._opened("GET", url, {**_PLAIN, **headers}) as (response, way):
                take = begin(Answer(response.status, _named(response), way.hops))
                return self._taken(response, way, _Taking(most, window=range(0)), take)
        except _GivenUp as given_up:
            return about(given_up.trouble, url)
        except (http.HTTPError, ValueError) as error:
            return about(trouble_of(error), url)

    def say(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Heard:
        """Say something, once, and to nobody else: it may be a secret, so no redirect is followed."""
        try:
            response = self._asked(method, url, headers, body)
            try:
                return self._taken(response, _Way(), _Taking(_REPLY_BYTES, stops=True))
            finally:
                response.close()
        except _GivenUp as given_up:
            return about(given_up.trouble, url)
        except (http.HTTPError, ValueError) as error:
            return about(trouble_of(error), url)

    def _visit(self, method: str, url: str, headers: Mapping[str, str], taking: _Taking) -> Heard:
        for number in range(1, _TRIES + 1):
            try:
                with self._opened(method, url, headers) as (response, way):
                    return self._taken(response, way, taking)
            except _GivenUp as given_up:
                return about(given_up.trouble, url)
            except (http.HTTPError, ValueError) as error:
                trouble = trouble_of(error)
                if number == _TRIES or trouble.code not in {"cut", "timeout"}:
                    return about(trouble, url)
        raise AssertionError  # the last try returns

    @contextmanager
    def _opened(
        self, method: str, url: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[BaseHTTPResponse, _Way]]:
        way = _Way()
        while True:
            here = way.hops[-1] if way.hops else url
            self._require_public(here)
            response = self._asked(method, here, headers)
            try:
                target = response.get_redirect_location()
                if not target:
                    yield response, way
                    return
            finally:
                response.close()
            way = way.on(here, target, response.status)

    def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> BaseHTTPResponse:
        try:
            return self._pool_for(url).request(
                method,
                url,
                headers={"user-agent": self._name, **headers},
                body=body or None,
                timeout=urllib3.Timeout(connect=self._patience_s, read=self._patience_s),
                retries=False,
                redirect=False,
                preload_content=False,
            )
        except PrivateAddressError as error:
            raise _GivenUp(PRIVATE) from error

    def _require_public(self, url: str) -> None:
        """Refuse to ask in a private network on behalf of somebody else; behind a proxy, the proxy knows."""
        if self._is_guarded(url):
            try:
                require_public_host(urlsplit(url).hostname or "")
            except PrivateAddressError as error:
                raise _GivenUp(PRIVATE) from error

    def _is_guarded(self, url: str) -> bool:
        is_trusted = self._trusted is None or (urlsplit(url).hostname or "") in self._trusted
        return not is_trusted and not self._proxy(url)

    def _taken(
        self,
        response: BaseHTTPResponse,
        way: _Way,
        taking: _Taking,
        take: Callable[[bytes], None] | None = None,
    ) -> Answer:
        digest, length, kept, window = hashlib.sha256(), 0, bytearray(), taking.window
        deadline = time.monotonic() + 3 * self._patience_s + taking.most / _SLOWEST_BYTES_S
        blocks = _as_it_comes(response) if take else response.stream(_BLOCK_BYTES, decode_content=True)
        for block in blocks:
            digest.update(block)
            if take:
                take(block)
            kept += block[max(window.start - length, 0) : max(window.stop - length, 0)]
            length += len(block)
            if length >= taking.most and taking.stops:
                break
            if length > taking.most:
                raise _GivenUp(LARGE)
            if time.monotonic() > deadline:
                raise _GivenUp(SLOW)
        return Answer(
            response.status, _named(response), way.hops, bytes(kept), length, digest.hexdigest(), way.moves
        )

    def _pool_for(self, url: str) -> urllib3.PoolManager:
        if self._is_guarded(url):
            return self._guarded
        proxy = self._proxy(url)
        return urllib3.ProxyManager(proxy, ssl_context=self._trust) if proxy else self._pool

    def _proxy(self, url: str) -> str:
        return "" if self._is_direct(url) else self._setting(f"{urlsplit(url).scheme}_proxy")

    def _is_direct(self, url: str) -> bool:
        """Tell whether no proxy stands between: `no_proxy` lists hosts with all below them, or is `*`."""
        host = (urlsplit(url).hostname or "").lower()
        names = [name.strip().lstrip(".").lower() for name in self._setting("no_proxy").split(",")]
        exempt = any(name and (name == "*" or f".{host}".endswith(f".{name}")) for name in names)
        return is_loopback(url) or exempt

    def _setting(self, name: str) -> str:
        return self._environ.get(name) or self._environ.get(name.upper()) or ""

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(maxsize=16, ssl_context=self._trust)

    @cached_property
    def _guarded(self) -> urllib3.PoolManager:
        return guarded_pool(self._trust)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def _as_it_comes(response: BaseHTTPResponse) -> Iterator[bytes]:
    """Yield every piece at once: what came before a break is not lost, as it is where blocks are filled."""
    return iter(lambda: response.read1(_BLOCK_BYTES), b"")


def _named(response: BaseHTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _next_hop(here: str, target: str, hops: tuple[str, ...]) -> str:
    there = urljoin(here, target)
    if urlsplit(there).scheme not in {"http", "https"} or len(hops) >= _MOST_HOPS:
        raise _GivenUp(ASTRAY)
    return there
