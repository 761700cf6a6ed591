"""Serve a published folder on this computer: right types, HEAD, Range, ETag, nothing outside the folder."""

from __future__ import annotations

import errno
import hashlib
import re
import socket
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from podpub.errors import ToolError
from podpub.model import say
from podpub.model.layout import FEED_KEY, HOME_KEY, PAGES, content_type, is_feed, is_public, is_web_page

if TYPE_CHECKING:
    import os

    from starlette.requests import Request
    from starlette.types import Scope

_MANNERS = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}
_PAGE_MANNERS = {**_MANNERS, "content-security-policy": "default-src 'none'; media-src 'self'"}


@dataclass(frozen=True, slots=True)
class Published:
    """What is served.

    Attributes:
        folder: The folder storage.
        public_url: What the feed's addresses begin with; replaced by the one it is asked at.
        page: HTML for those who come with a browser.
    """

    folder: Path
    public_url: str
    page: str


class _Files(StaticFiles):
    """Only what listeners may fetch, with the type its key promises."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        page = HOME_KEY if path == "." else f"{path}/{HOME_KEY}"  # as web servers show a folder
        key = page if scope["path"].endswith("/") and is_web_page(page) else path
        if not is_public(key):
            return Response("Not found", status_code=404)
        return await super().get_response(key, scope)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        key = PurePath(full_path).relative_to(str(self.directory)).as_posix()
        response.headers.update({**_MANNERS, "content-type": content_type(key)})
        return response


def application(published: Published, *, hosts: tuple[str, ...]) -> Starlette:
    """Return the ASGI application; requests that name another host are refused (DNS rebinding)."""

    async def page(_: Request) -> Response:
        return HTMLResponse(published.page, headers=_PAGE_MANNERS)

    async def feed(request: Request) -> Response:
        return _feed(published, request)

    return Starlette(
        routes=[
            *([] if (published.folder / HOME_KEY).is_file() else [Route("/", page)]),
            Route(f"/{FEED_KEY}", feed),
            Route(f"/{PAGES}{{page}}", feed),
            Mount("/", _Files(directory=published.folder, follow_symlink=False)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"], allow_headers=["Range"]
            ),
        ],
    )


def listen(port: int, *, lan: bool = False) -> socket.socket:
    """Take a port, on this computer alone or for its network.

    Raises:
        ToolError: Somebody else has it.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("0.0.0.0" if lan else "127.0.0.1", port))  # noqa: S104 - asked for by --lan
    except OSError as error:
        listener.close()
        reason = (
            say("is taken by another program") if error.errno == errno.EADDRINUSE else say("cannot be opened")
        )
        raise ToolError(
            say("port {port} {reason}", port=port, reason=reason),
            fix=say("Choose another one: `podpub preview --port 8001`."),
        ) from error
    return listener


def serve(published: Published, listener: socket.socket, *, lan: bool = False) -> None:
    """Serve until interrupted."""
    hosts = ("*",) if lan else ("localhost", "127.0.0.1")
    config = uvicorn.Config(application(published, hosts=hosts), log_level="warning", server_header=False)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def _feed(published: Published, request: Request) -> Response:
    """Let the feed name the address that it was asked at, so that the episodes play from here."""
    try:
        key = request.url.path.removeprefix("/")
        stored = (published.folder / key).read_bytes() if is_feed(key) else b""
    except FileNotFoundError:
        stored = b""
    if not stored:
        return Response("Not found", status_code=404)
    keys = re.compile(
        re.escape(published.public_url.encode()) + rb"(?=(media/|assets/|episodes/|feed/|feed\.xml))"
    )
    told = keys.sub(str(request.base_url).encode(), stored)
    etag = f'"{hashlib.sha256(told).hexdigest()}"'
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {etag, "*"}:
        return Response(status_code=304, headers={"etag": etag})
    return Response(told, headers={**_MANNERS, "etag": etag, "content-type": content_type(FEED_KEY)})
