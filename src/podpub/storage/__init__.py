"""Where published files live: one small protocol, and the storages that keep it."""

from podpub.storage.folder import FolderStorage
from podpub.storage.opening import open_location
from podpub.storage.protocol import ABSENT, Condition, Listed, Storage, Stored, Unchanged, Unfinished, unheard

__all__ = [
    "ABSENT",
    "Condition",
    "FolderStorage",
    "Listed",
    "Storage",
    "Stored",
    "Unchanged",
    "Unfinished",
    "open_location",
    "unheard",
]
