"""Serve a published folder on this computer: right types, HEAD, Range, ETag, nothing outside the folder."""

from __future__ import annotations

import errno
import hashlib
import socket
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from podpub.errors import ToolError
from podpub.model.layout import FEED_KEY, content_type, is_public

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import Scope


_MANNERS = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}


class _Published(StaticFiles):
    """Only what listeners may fetch, with the type its key promises."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not is_public(path):
            return Response("Not found", status_code=404)
        return await super().get_response(path, scope)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update({**_MANNERS, "content-type": content_type(str(full_path))})
        return response


def application(folder: Path, *, public_url: str, hosts: tuple[str, ...]) -> Starlette:
    """Return the ASGI application; requests that name another host are refused (DNS rebinding)."""

    async def feed(request: Request) -> Response:
        """Let the feed name the address that it was asked at, so that the episodes play from here."""
        told = (folder / FEED_KEY).read_bytes().replace(public_url.encode(), str(request.base_url).encode())
        etag = f'"{hashlib.sha256(told).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"etag": etag})
        return Response(told, headers={**_MANNERS, "etag": etag, "content-type": content_type(FEED_KEY)})

    return Starlette(
        routes=[
            Route("/", _to_the_feed),
            Route(f"/{FEED_KEY}", feed),
            Mount("/", _Published(directory=folder, follow_symlink=False)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"]),
        ],
    )


def serve(folder: Path, *, public_url: str, port: int, lan: bool = False) -> None:
    """Serve until interrupted, on this computer alone or to its network.

    Args:
        folder: What is published.
        public_url: The address that the feed's URLs begin with; replaced by the one it is asked at.
        port: Where to listen.
        lan: Whether other devices are let in.

    Raises:
        ToolError: The port is taken.
    """
    with _listen("0.0.0.0" if lan else "127.0.0.1", port) as listener:  # noqa: S104 - asked for by --lan
        hosts = ("*",) if lan else ("localhost", "127.0.0.1")
        config = uvicorn.Config(
            application(folder, public_url=public_url, hosts=hosts), log_level="warning", server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        reason = "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be opened"
        raise ToolError(
            f"port {port} {reason}", fix="Choose another one: `podpub preview --port 8001`."
        ) from error
    return listener


async def _to_the_feed(_: Request) -> Response:
    return RedirectResponse(f"/{FEED_KEY}")
