"""Serve a published folder on this computer: right types, HEAD, Range, ETag, nothing outside the folder."""

from __future__ import annotations

import errno
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
        response.headers["content-type"] = content_type(str(full_path))
        response.headers["cache-control"] = "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        return response


def application(folder: Path, *, hosts: tuple[str, ...]) -> Starlette:
    """Return the ASGI application; requests that name another host are refused (DNS rebinding)."""
    return Starlette(
        routes=[
            Route("/", _to_the_feed),
            Mount("/", _Published(directory=folder, follow_symlink=False)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"]),
        ],
    )


def serve(folder: Path, *, port: int, lan: bool = False) -> None:
    """Serve until interrupted, on this computer alone or to its network.

    Raises:
        ToolError: The port is taken.
    """
    with _listen("0.0.0.0" if lan else "127.0.0.1", port) as listener:  # noqa: S104 - asked for by --lan
        hosts = ("*",) if lan else ("localhost", "127.0.0.1")
        config = uvicorn.Config(application(folder, hosts=hosts), log_level="warning", server_header=False)
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
