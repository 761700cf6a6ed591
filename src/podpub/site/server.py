"""Serve a show on this computer as a good web server would: types, HEAD, Range, ETag, and nothing private.

While a host writes, pages also carry a note on top and reload themselves when something has changed. Both
come from files of the preview's own, which the policy of the pages allows; nothing of it is ever published.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import mimetypes
import re
import socket
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from podpub.errors import ToolError
from podpub.model import say
from podpub.model.layout import content_type, is_feed, is_key

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from starlette.requests import Request

_MANNERS = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}
_OWN = "/.preview/"
_INDEX = "index.html"
_MISSING = "404.html"
_OWN_KEYS = rb"(?=(media/|assets/|episodes/|feed/|feed\.xml))"
_LOOKS_EVERY_S = 0.2
_HEAD_END, _BODY_START = re.compile(rb"</head>"), re.compile(rb"<body[^>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is served at a moment.

    Attributes:
        public_url: What the feed's addresses begin with; those of own files get the address it is asked at.
        body: Returns what is made for a key: a page, a stylesheet, the feed; None where nothing is.
        file: Returns the file that lies under a key; None where none does.
        note: HTML that every page begins with.
        version: Changes when something has; None is what never changes, and pages are served as they are.
    """

    public_url: str
    body: Callable[[str], bytes | None]
    file: Callable[[str], Path | None] = field(default=lambda _: None)
    note: str = ""
    version: str | None = None


def application(shown: Callable[[], Shown], *, hosts: tuple[str, ...]) -> Starlette:
    """Return the ASGI application; requests that name another host are refused (DNS rebinding).

    Args:
        shown: Returns what is to be served now.
        hosts: The names it answers to; `*` is every one.
    """

    def anything(request: Request) -> Response:
        return _answer(request, shown())

    def own(request: Request) -> Response:
        file = resources.files("podpub.site") / "preview" / request.path_params["name"]
        if not file.is_file():
            return _not_found()
        headers = {**_MANNERS, "content-type": content_type(file.name)}
        return Response(file.read_bytes(), headers=headers)

    async def events(_: Request) -> Response:
        return StreamingResponse(_changes(shown), media_type="text/event-stream", headers=_MANNERS)

    return Starlette(
        routes=[
            Route(f"{_OWN}events", events),
            Route(f"{_OWN}{{name}}", own),
            Route("/{path:path}", anything),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"], allow_headers=["Range"]
            ),
        ],
    )


def listen(port: int, *, lan: bool = False) -> socket.socket:
    """Take a port, on this computer alone or for its network; 0 takes any that is free.

    Raises:
        ToolError: Somebody else has it.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("0.0.0.0" if lan else "127.0.0.1", port))  # noqa: S104 - asked for by --lan
        listener.listen()  # whoever comes before the server is ready waits
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


def server(shown: Callable[[], Shown], *, lan: bool = False) -> uvicorn.Server:
    """Return a server; its `run(sockets=[…])` serves until somebody says that it `should_exit`."""
    hosts = ("*",) if lan else ("localhost", "127.0.0.1")
    return uvicorn.Server(
        uvicorn.Config(
            application(shown, hosts=hosts),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )


def _answer(request: Request, shown: Shown) -> Response:
    key = request.url.path.removeprefix("/")
    if key == "" or key.endswith("/"):
        key += _INDEX
    if not is_key(key):
        return _missing(shown)
    if (body := shown.body(key)) is not None:
        return _text(key, body, request, shown)
    if file := shown.file(key):
        return FileResponse(file, headers={**_MANNERS, "content-type": _type_of(key, file)})
    return _missing(shown)


def _type_of(key: str, file: Path) -> str:
    """Return the type that a key promises; a recording that stands in for what is to be made has its own."""
    suffix = key.rpartition(".")[2]
    if file.suffix.lower() == f".{suffix}" or not file.suffix:
        return content_type(key)
    guessed, _ = mimetypes.guess_type(file.name)
    return guessed if guessed and guessed.startswith("audio/") else content_type(key)


def _text(key: str, body: bytes, request: Request, shown: Shown) -> Response:
    if is_feed(key):
        begins = re.compile(re.escape(shown.public_url.encode()) + _OWN_KEYS)
        body = begins.sub(lambda _: str(request.base_url).encode(), body)
    kind = content_type(key)
    if kind.startswith("text/html"):
        body = _noted(body, shown)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {etag, "*"}:
        return Response(status_code=304, headers={"etag": etag})
    return Response(body, headers={**_MANNERS, "etag": etag, "content-type": kind})


def _missing(shown: Shown) -> Response:
    page = shown.body(_MISSING)
    if page is None:
        return _not_found()
    kind = content_type(_MISSING)
    return Response(_noted(page, shown), status_code=404, headers={**_MANNERS, "content-type": kind})


def _not_found() -> Response:
    return Response("Not found", status_code=404)


def _noted(page: bytes, shown: Shown) -> bytes:
    """Return a page with the note on top, and what lets it reload itself."""
    if shown.version is None:
        return page
    own = (
        f'<link rel="stylesheet" href="{_OWN}preview.css">'
        f'<script src="{_OWN}preview.js" data-version="{shown.version}" defer></script>'
    )
    page = _HEAD_END.sub(lambda found: own.encode() + found[0], page, count=1)
    return _BODY_START.sub(lambda found: found[0] + shown.note.encode(), page, count=1)


async def _changes(shown: Callable[[], Shown]) -> AsyncIterator[str]:
    """Tell the version, and each one that follows (HTML Living Standard, 9.2: server-sent events)."""
    told = None
    while True:
        version = shown().version
        yield f"data: {version}\n\n" if version != told else ": here\n\n"
        told = version
        await asyncio.sleep(_LOOKS_EVERY_S)
