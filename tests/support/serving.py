"""A published folder, as `podpub preview` serves it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from podpub.errors import StorageError
from podpub.model.layout import is_feed, is_public
from podpub.site.server import Shown, listen, server
from podpub.storage import FolderStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def folder_shown(root: Path, public_url: str) -> Shown:
    """Return what serves the published files of a folder."""
    storage = FolderStorage(root)

    def feed(key: str) -> bytes | None:
        stored = storage.read(key) if is_feed(key) else None
        return stored.body if stored else None

    def file(key: str) -> Path | None:
        try:
            return root / key if is_public(key) and storage.size(key) is not None else None
        except StorageError:
            return None

    return Shown(public_url, feed, file)


@contextmanager
def serving(shown: Callable[[], Shown], port: int = 0) -> Iterator[int]:
    """Serve on loopback, and return the port."""
    listener = listen(port)
    running = server(shown)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not running.started:
            thread.join(0.01)
        yield int(listener.getsockname()[1])
    finally:
        running.should_exit = True
        thread.join()
        listener.close()
