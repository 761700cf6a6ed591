"""The files of a staged show by their keys: made just now, in a folder, or fetched when somebody asks."""

from __future__ import annotations

import threading
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import StorageError
from podpub.model import FolderLocation
from podpub.model.layout import is_public

if TYPE_CHECKING:
    from podpub.pipeline.stage import Staged


class Lending:
    """Lends files out; what comes from afar is kept in a folder until that is removed.

    Args:
        folder: For what has to be fetched.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def file(self, key: str, staged: Staged) -> Path | None:
        """Return a file that listeners may fetch; None where there is none, or it cannot be had."""
        if not is_public(key):
            return None
        made = staged.files.get(key)
        if isinstance(made, Path):
            return made
        location = staged.project.storage
        try:
            if made is None and isinstance(location, FolderLocation):
                return location.path / key if staged.storage.size(key) is not None else None
            return self._kept(key, made, staged)
        except StorageError:
            return None

    def _kept(self, key: str, made: bytes | None, staged: Staged) -> Path:
        """Return a file of small bytes that were made, or of what the storage holds; once for each key."""
        place = self._folder / key
        with self._turns[key]:
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                part = place.with_name(f"{place.name}.part")
                with part.open("wb") as file:
                    file.writelines([made] if made is not None else staged.storage.stream(key))
                part.replace(place)
        return place
