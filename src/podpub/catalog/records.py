"""Records as JSON: one envelope with a schema number, the same bytes for the same record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from podpub.errors import StorageError
from podpub.model import Release, ShowRecord, say

SCHEMA = 2

Record = TypeVar("Record", Release, ShowRecord)


@dataclass(frozen=True, slots=True)
class _Envelope:
    """What stands around every record, of whichever schema."""

    schema: int


_ADAPTERS: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Release, ShowRecord)}
_ENVELOPE = TypeAdapter(_Envelope)


def to_json(record: Release | ShowRecord, *, replaces: str | None = None) -> bytes:
    """Write a record, readable by people, in UTF-8.

    With the tag of what it replaces in them, its bytes are none that ever lay there before, also when it says
    again what was said before: whoever read those cannot take these for them.
    """
    content = _ADAPTERS[type(record)].dump_python(record, mode="json")
    envelope = {"schema": SCHEMA, "replaces": replaces}
    text = json.dumps({**envelope, **content}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def from_json(body: bytes, kind: type[Record], key: str) -> Record:
    """Read a record back, equal to the one that was written; one of an older podpub is brought up to date.

    Raises:
        StorageError: The bytes are no such record, or one of a newer podpub.
    """
    try:
        written_as = _ENVELOPE.validate_json(body).schema
        if written_as > SCHEMA:
            raise StorageError(
                say(
                    "{key} was written by a newer podpub (schema {written_as}, this one reads {schema})",
                    key=key,
                    written_as=written_as,
                    schema=SCHEMA,
                ),
                fix=say("Update podpub on this machine."),
            )
        record: Record = _ADAPTERS[kind].validate_json(_brought_up_to_date(body, written_as))
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise StorageError(
            say("{key} in the storage is damaged and cannot be read", key=key),
            fix=say("Put back an older copy of that file, or move it away and release the episode again."),
        ) from error
    return record


def _brought_up_to_date(body: bytes, written_as: int) -> bytes:
    if written_as == SCHEMA:
        return body
    content = json.loads(body)
    for upgrade in _UPGRADES[written_as - 1 :]:
        content = upgrade(content)
    return json.dumps(content).encode()


def _with_withdrawal(content: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 knows episodes that were taken back."""
    return {**content, "withdrawn": None} if "episode" in content else content


# From each schema to the next one, the oldest first
_UPGRADES = (_with_withdrawal,)
