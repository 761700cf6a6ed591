"""All records in one object, so that a show of thousands is not asked for one by one.

It is a copy and never the truth: an entry counts only while its tag is the one that a listing shows.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from podpub.model.layout import INDEX_KEY
from podpub.storage import Stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.storage import Storage

_SCHEMA = 1


def read_index(storage: Storage) -> dict[str, Stored]:
    """Return the indexed records by key; nothing where the index is damaged, or of another podpub."""
    stored = storage.read(INDEX_KEY)
    try:
        content = json.loads(gzip.decompress(stored.body)) if stored else {}
        if content.get("schema") != _SCHEMA:
            return {}
        return {
            key: Stored(entry["body"].encode(), entry["etag"]) for key, entry in content["records"].items()
        }
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_index(records: Mapping[str, Stored], storage: Storage) -> None:
    """Write the index anew."""
    entries = {key: {"etag": one.etag, "body": one.body.decode()} for key, one in sorted(records.items())}
    content = json.dumps({"schema": _SCHEMA, "records": entries}, ensure_ascii=False).encode()
    storage.write(INDEX_KEY, gzip.compress(content, mtime=0))
