"""From where a show is published to the storage that keeps it, and what is known about that place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import FolderLocation
from podpub.storage.folder import FolderStorage

if TYPE_CHECKING:
    from podpub.model import BucketLocation, Location
    from podpub.storage.protocol import Storage
    from podpub.storage.trial import Survey


def open_location(location: Location) -> Storage:
    """Return the storage at a location; nothing is asked of it yet."""
    if isinstance(location, FolderLocation):
        return FolderStorage(location.path)
    from podpub.storage.s3 import BucketStorage  # noqa: PLC0415 - boto3 is heavy, and folders need none

    return BucketStorage(location)


def public_remedy(location: BucketLocation) -> str:
    """Return how the files of a bucket become readable for everybody at its provider."""
    from podpub.storage.s3 import provider_of  # noqa: PLC0415 - as above

    return provider_of(location).public


def survey_location(location: Location) -> Survey:
    """Try out everything that podpub wants of a storage; what fails is told, and the rest goes on."""
    if isinstance(location, FolderLocation):
        from podpub.storage.trial import survey_folder  # noqa: PLC0415 - only a doctor asks

        return survey_folder(location)
    from podpub.storage.s3 import survey_bucket  # noqa: PLC0415 - as above

    return survey_bucket(location)
