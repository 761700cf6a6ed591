"""Where published files live: one small protocol, and the storages that keep it."""

from podpub.storage.folder import FolderStorage
from podpub.storage.protocol import ABSENT, Condition, Storage, Stored, Unchanged

__all__ = ["ABSENT", "Condition", "FolderStorage", "Storage", "Stored", "Unchanged"]
