"""Nobody is asked in a private network on behalf of a stranger: looked at before, and when connected.

A name may lead somewhere else a moment after it was looked up (DNS rebinding), so what counts is who is at
the other end of the connection.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    import ssl


class PrivateAddressError(Exception):
    """Somebody in a private network would be asked."""


def require_public_host(host: str) -> None:
    """Accept a host whose every address is public; asking tells why where it has none.

    Raises:
        PrivateAddressError: One is not.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for one in found:
        _require_public(str(one[4][0]))


def guarded_pool(trust: ssl.SSLContext) -> urllib3.PoolManager:
    """Return who asks public addresses only; its requests raise PrivateAddressError otherwise."""
    pool = urllib3.PoolManager(maxsize=16, ssl_context=trust)
    pool.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return pool


def _require_public(address: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise PrivateAddressError


class _Guard(HTTPConnection):
    """Looks who is there before a word is said."""

    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        try:
            _require_public(str(connected.getpeername()[0]))
        except PrivateAddressError:
            connected.close()
            raise
        return connected


class _SecureGuard(HTTPSConnection, _Guard):
    """The same, encrypted."""


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Guard


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureGuard
