"""What is known of the web pages in the storage: of each, what it was made from and what lies there now.

One object, read once, tells what a release has to make again. It is no truth: a page that turns out to be
another one than it says is looked at.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podpub.model.layout import MANIFEST_KEY
from podpub.storage import ABSENT, Condition, Unchanged

if TYPE_CHECKING:
    from podpub.storage import Storage

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Noted:
    """A page as it was written.

    Attributes:
        made_from: The fingerprint of what it was made from; empty while it is being written.
        digest: Of its bytes; empty where they are not known.
        etag: The storage's tag of it; empty where nothing of podpub's lies there.
    """

    made_from: str
    digest: str
    etag: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every page by key, and the tag of the manifest itself; None where there is none yet."""

    pages: dict[str, Noted] = field(default_factory=dict)
    etag: str | None = None

    @property
    def condition(self) -> Condition:
        """What has to hold so that nobody has written another one since."""
        return Unchanged(self.etag) if self.etag else ABSENT


def read_manifest(storage: Storage) -> Manifest:
    """Read what is known; nothing where it is damaged, or of another podpub."""
    stored = storage.read(MANIFEST_KEY)
    if stored is None:
        return Manifest()
    try:
        content = json.loads(gzip.decompress(stored.body))
        told = content["pages"] if content["schema"] == _SCHEMA else {}
        return Manifest({key: Noted(*map(str, one)) for key, one in told.items()}, stored.etag)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest({}, stored.etag)


def write_manifest(pages: dict[str, Noted], replaces: Manifest, storage: Storage) -> Manifest:
    """Write what is known now, and return it.

    Raises:
        ConflictError: Somebody else has written since it was read.
    """
    told = {key: [one.made_from, one.digest, one.etag] for key, one in sorted(pages.items())}
    content = json.dumps({"schema": _SCHEMA, "pages": told}, separators=(",", ":")).encode()
    tag = storage.write(MANIFEST_KEY, gzip.compress(content, mtime=0), expect=replaces.condition)
    return Manifest(pages, tag)
