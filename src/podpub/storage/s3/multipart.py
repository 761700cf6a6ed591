"""A large file, sent in parts, several at a time; what arrived stays, and the next run sends the rest."""

from __future__ import annotations

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore import exceptions as boto

from podpub.errors import StorageError
from podpub.model.layout import is_key
from podpub.storage.protocol import Unfinished
from podpub.storage.s3.objects import bare, promises_of
from podpub.storage.s3.refusals import answer_of, is_not_understood, is_worth_another_try, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from podpub.storage.protocol import Told
    from podpub.storage.s3.objects import Objects

LARGE_BYTES = 16 << 20
"""From here on a file goes in parts."""

_SMALLEST_PART = 8 << 20
_MOST_PARTS = 1000  # Scaleway's limit; others allow ten times as many
_AT_ONCE = 4
_BEGINNINGS = 3
_GONE = "NoSuchUpload"


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    start: int
    bytes: int


def upload(objects: Objects, key: str, file: Path, tell: Told) -> None:
    """Put a file under a key, whole or not at all.

    An upload that was broken off is gone on with: what the server holds of it is compared by digest. It is
    given up, and its parts with it, when the storage refuses; it stays when the storage does not answer.

    Raises:
        StorageError: The storage refuses, does not answer, or has something else in the end.
    """
    with speaking(objects.location, "write", key):
        for _ in range(_BEGINNINGS):
            if _sent(objects, key, file, tell):
                break
    head, expected = objects.head(key), file.stat().st_size
    if head is None or head["ContentLength"] != expected:
        raise StorageError(
            f"{key} did not arrive whole in the bucket {objects.location.bucket}",
            fix="Run the same command again to finish.",
        )


def broken_off(objects: Objects) -> Iterator[Unfinished]:
    """Yield every upload below the prefix that was not completed; nothing where the server does not tell."""
    own = objects.location.prefix
    with speaking(objects.location, "list"):
        pages = objects.client.get_paginator("list_multipart_uploads")
        try:
            found = [
                one
                for page in pages.paginate(Bucket=objects.location.bucket, Prefix=own)
                for one in page.get("Uploads", ())
            ]
        except boto.ClientError as error:
            if is_worth_another_try(error) and not is_not_understood(error):
                raise
            return  # not allowed, or not known there
    for one in found:
        if is_key(key := one["Key"].removeprefix(own)):
            yield Unfinished(key, one["Initiated"], one["UploadId"])


def _sent(objects: Objects, key: str, file: Path, tell: Told) -> bool:
    """Send what is missing; tell whether it is done. It is not when somebody else has ended this upload."""
    place, size = objects.place(key), file.stat().st_size
    parts = tuple(_parts(size))
    known = _unfinished(objects, key)
    upload_id = known or objects.client.create_multipart_upload(**place, **promises_of(key))["UploadId"]
    sender = _Sender(objects, {**place, "UploadId": upload_id}, file, tell)
    try:
        held = sender.held() if known else {}
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            done = list(threads.map(partial(sender.send, held=held), parts))
        objects.client.complete_multipart_upload(**sender.place, MultipartUpload={"Parts": done})
    except boto.ClientError as error:
        if answer_of(error) == _GONE:  # another run of podpub was faster, with the same file
            head = objects.head(key)
            return head is not None and head["ContentLength"] == size
        if not is_worth_another_try(error):
            with suppress(boto.ClientError, boto.BotoCoreError, boto.HTTPClientError):
                objects.client.abort_multipart_upload(**sender.place)
        raise
    return True


def _parts(size: int) -> Iterator[_Part]:
    """Cut a file into parts, always the same for the same length."""
    most = max(_SMALLEST_PART, -(-size // _MOST_PARTS))
    for number, start in enumerate(range(0, size, most), start=1):
        yield _Part(number, start, min(most, size - start))


def _unfinished(objects: Objects, key: str) -> str | None:
    """Return the newest upload of this key that was broken off, where the server tells."""
    place = objects.place(key)
    try:
        found = objects.client.list_multipart_uploads(Bucket=place["Bucket"], Prefix=place["Key"])
    except boto.ClientError:  # not allowed, or not known there: begin anew
        return None
    own = [one for one in found.get("Uploads", ()) if one["Key"] == place["Key"]]
    newest = max(own, key=lambda one: one["Initiated"], default=None)
    return newest and newest["UploadId"]


class _Sender:
    """Sends the parts of one upload."""

    def __init__(self, objects: Objects, place: Mapping[str, str], file: Path, tell: Told) -> None:
        self.place = place
        self._objects = objects
        self._file = file
        self._tell = tell
        self._size = file.stat().st_size
        self._sent = 0
        self._counting = Lock()

    def held(self) -> dict[int, str]:
        """Return the ETags of the parts that the server has, by their numbers."""
        pages = self._objects.client.get_paginator("list_parts").paginate(**self.place)
        return {part["PartNumber"]: bare(part["ETag"]) for page in pages for part in page.get("Parts", ())}

    def send(self, part: _Part, *, held: Mapping[int, str]) -> dict[str, Any]:
        """Send a part, unless the server has these very bytes; return what completes the upload."""
        with self._file.open("rb") as file:
            file.seek(part.start)
            body = file.read(part.bytes)
        digest = hashlib.md5(body, usedforsecurity=False)
        etag = held.get(part.number)
        if etag != digest.hexdigest():
            answer = self._objects.client.upload_part(
                **self.place,
                PartNumber=part.number,
                Body=body,
                ContentMD5=base64.b64encode(digest.digest()).decode(),
            )
            etag = bare(answer["ETag"])
        with self._counting:
            self._sent += part.bytes
            self._tell(self._sent / self._size)
        return {"PartNumber": part.number, "ETag": f'"{etag}"'}
