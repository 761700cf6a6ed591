"""The door to watchfiles: waits until somebody has saved a file of the show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, watch

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from pathlib import Path

_SETTLED_MS = 400  # an editor saves in several steps
_LOOKS_EVERY_MS = 500
_OURS = ".podpub"


def changes(root: Path, ignored: Path | None, over: threading.Event) -> Iterator[None]:
    """Yield once, and then whenever files below `root` have changed, until it is over.

    Args:
        root: The show's folder.
        ignored: A folder in it that does not count: what is published lies there.
        over: Set when nobody wants to know any more.
    """
    noticed = DefaultFilter(
        ignore_dirs=(*DefaultFilter.ignore_dirs, _OURS), ignore_paths=[ignored] if ignored else []
    )
    watched = watch(
        root,
        watch_filter=noticed,
        stop_event=over,
        debounce=_SETTLED_MS,
        rust_timeout=_LOOKS_EVERY_MS,
        yield_on_timeout=True,
    )
    is_first = True  # whatever was saved before anybody watched
    for found in watched:
        if found or is_first:
            yield
        is_first = False
