"""What is found out about a storage by trying: each thing on its own, so that no failure hides another."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import uuid4

from podpub.errors import ConflictError, PodpubError, StorageError
from podpub.model import say
from podpub.model.layout import probe_key
from podpub.storage.folder import FolderStorage
from podpub.storage.protocol import ABSENT, Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from podpub.model import FolderLocation, Location
    from podpub.storage.protocol import Storage

PROBE = bytes(range(256)) * 4
"""1 kB that shows when it is changed on its way."""


class Verdict(StrEnum):
    """How a trial ended: `no` keeps a release from working, `lacks` does not."""

    YES = "yes"
    LACKS = "lacks"
    NO = "no"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that was tried.

    Attributes:
        name: What should work, in a few words.
        said: What was seen; empty where it simply works.
        fix: What helps.
    """

    name: str
    verdict: Verdict
    said: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a storage can do.

    Attributes:
        conditions: Whether writers on several machines are kept apart; None where that is unknown.
        fitting: The location as it should be written, after all that was seen.
    """

    trials: tuple[Trial, ...]
    conditions: bool | None
    fitting: Location


def attempt(name: str, act: Callable[[], str | None], *, otherwise: Verdict = Verdict.NO) -> Trial:
    """Try something.

    Args:
        name: What should work.
        act: Does it; a returned sentence says what is lacking, an error what fails.
        otherwise: The verdict on a failure.
    """
    try:
        lacking = act()
    except PodpubError as error:
        return Trial(name, otherwise, error.message, error.fix)
    return Trial(name, Verdict.LACKS, lacking) if lacking else Trial(name, Verdict.YES)


def survey_folder(location: FolderLocation) -> Survey:
    """Try out a folder: write, read, the conditions of a write, remove."""
    storage, key = FolderStorage(location.path), probe_key(uuid4().hex)
    trials = (
        attempt(say("write"), lambda: write_probe(storage, key)),
        attempt(say("read"), lambda: read_probe(storage, key)),
        attempt(say("conditions"), lambda: _conditions(storage, key)),
        attempt(say("remove"), lambda: storage.delete(key)),
    )
    return Survey(trials, storage.keeps_conditions(), location)


def write_probe(storage: Storage, key: str) -> None:
    """Write the probe; the tag that it gets is nothing to complain about."""
    storage.write(key, PROBE)


def read_probe(storage: Storage, key: str) -> None:
    """Read the probe back; `StorageError` where it is another one."""
    found = storage.read(key)
    if found is None or found.body != PROBE:
        raise StorageError(
            say("{key} reads back differently from how it was written", key=key),
            fix=say("Do not use this storage before its provider or its disk was checked."),
        )


def _conditions(storage: Storage, key: str) -> None:
    for condition in (ABSENT, Unchanged("another")):
        with suppress(ConflictError):
            storage.write(key, b"", expect=condition)
            raise StorageError(say("{key} was written over", key=key), fix=say("Check the disk."))
