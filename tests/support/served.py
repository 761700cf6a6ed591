"""A published folder on a web server, as any host would serve it."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from tests.support.web import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.web import Site


def serve_folder(web: Site, folder: Path) -> None:
    """Let a server have every file of a folder."""
    for file in folder.rglob("*"):
        if file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            web.pages[f"/{file.relative_to(folder).as_posix()}"] = Page(file.read_bytes(), kind)
