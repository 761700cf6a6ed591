"""Where published files live: one small protocol, and the storages that keep it."""

from podpub.storage.folder import FolderStorage
from podpub.storage.opening import open_location, public_remedy, survey_location
from podpub.storage.protocol import (
    ABSENT,
    Condition,
    Listed,
    Storage,
    Stored,
    Unchanged,
    Unfinished,
    Write,
    unheard,
)
from podpub.storage.trial import Survey, Trial, Verdict

__all__ = [
    "ABSENT",
    "Condition",
    "FolderStorage",
    "Listed",
    "Storage",
    "Stored",
    "Survey",
    "Trial",
    "Unchanged",
    "Unfinished",
    "Verdict",
    "Write",
    "open_location",
    "public_remedy",
    "survey_location",
    "unheard",
]
