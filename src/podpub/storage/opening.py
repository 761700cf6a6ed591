"""From where a show is published to the storage that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import FolderLocation
from podpub.storage.folder import FolderStorage

if TYPE_CHECKING:
    from podpub.model import Location
    from podpub.storage.protocol import Storage


def open_location(location: Location) -> Storage:
    """Return the storage at a location; nothing is asked of it yet."""
    if isinstance(location, FolderLocation):
        return FolderStorage(location.path)
    from podpub.storage.s3 import BucketStorage  # noqa: PLC0415 - boto3 is heavy, and folders need none

    return BucketStorage(location)
