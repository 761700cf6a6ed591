"""Whether a server keeps the conditions of a write: tried out, since many answer 200 and do not look.

The verdict lies in the bucket, so that it is found once for everybody, and again when podpub changes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from botocore import exceptions as boto

from podpub.model import say
from podpub.model.layout import CONDITIONS_KEY, probe_key
from podpub.storage.s3.objects import etag_of
from podpub.storage.s3.refusals import condition_failed, is_not_understood, speaking

if TYPE_CHECKING:
    from podpub.storage.s3.objects import Objects


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a server does with `If-None-Match` and `If-Match`.

    Attributes:
        kept: Whether it refuses a write whose condition does not hold, and no other.
        quoted: Whether it wants the tag in quotes, as RFC 9110 (8.8.3) does.
    """

    kept: bool
    quoted: bool = True

    def unchanged(self, etag: str) -> dict[str, str]:
        """Return the condition that an object still is what was read, in boto3's words."""
        return {"IfMatch": f'"{etag}"' if self.quoted else etag}


def conditions_of(objects: Objects) -> Conditions:
    """Return what is known about a bucket's server, or find it out and leave word.

    Raises:
        StorageError: The bucket refuses, or does not answer.
    """
    at = {"podpub": version("podpub"), "endpoint": objects.location.endpoint_url or "AWS"}
    known = objects.get(CONDITIONS_KEY)
    told = _told(known.body) if known else {}
    if all(told.get(name) == value for name, value in at.items()):
        return Conditions(told.get("kept") is True, told.get("quoted") is not False)
    found = try_out(objects)
    with speaking(objects.location, say("write"), CONDITIONS_KEY):
        objects.put(CONDITIONS_KEY, json.dumps({**at, **asdict(found)}, indent=2).encode())
    return found


def try_out(objects: Objects) -> Conditions:
    """Write scratch objects with conditions that hold, and with others that do not.

    Raises:
        StorageError: The bucket refuses, or does not answer.
    """
    key = probe_key(uuid4().hex)
    return replacement(objects, key) if keeps_creation(objects, key) else Conditions(kept=False)


def keeps_creation(objects: Objects, key: str) -> bool:
    """Tell whether an object is created where there is none, and only there; the key must be a new one."""
    with speaking(objects.location, say("write"), key):
        return _goes_through(objects, key, IfNoneMatch="*") and not _goes_through(
            objects, key, IfNoneMatch="*"
        )


def replacement(objects: Objects, key: str) -> Conditions:
    """Tell whether an object is replaced while it is what was read, and only then; it has to be there."""
    with speaking(objects.location, say("write"), key):
        first = _etag(objects, key)
        for quoted in (True, False):
            conditions = Conditions(kept=True, quoted=quoted)
            if _goes_through(objects, key, **conditions.unchanged(first)):
                stale = _goes_through(objects, key, **conditions.unchanged(first))
                return Conditions(kept=not stale, quoted=quoted)
    return Conditions(kept=False)


def _goes_through(objects: Objects, key: str, **condition: str) -> bool:
    """Write under a condition, each time something else; tell whether it was done."""
    body = uuid4().hex.encode()
    try:
        objects.put(key, body, **condition)
    except boto.ClientError as error:
        if not (condition_failed(error) or is_not_understood(error)):
            raise
    now = objects.get(key)
    return now is not None and now.body == body


def _etag(objects: Objects, key: str) -> str:
    head = objects.head(key)
    return etag_of(head, key) if head else ""


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
