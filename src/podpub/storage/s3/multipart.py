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
from podpub.model import say
from podpub.model.layout import is_key
from podpub.storage.protocol import Unfinished
from podpub.storage.s3.objects import bare, promises_of
from podpub.storage.s3.patience import Tries
from podpub.storage.s3.refusals import TROUBLE, answer_of, is_worth_another_try, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from podpub.storage.protocol import Told
    from podpub.storage.s3.objects import Objects

_MOST_PARTS = 1000  # Scaleway's limit; others allow ten times as many
_BEGINNINGS = 3
_GONE = "NoSuchUpload"


@dataclass(frozen=True, slots=True)
class Parts:
    """How large files are sent.

    Attributes:
        large_bytes: A longer file goes in parts.
        part_bytes: How long a part is, at least; all but the last need 5 MiB.
        at_once: How many are on their way at a time.
    """

    large_bytes: int = 16 << 20
    part_bytes: int = 8 << 20
    at_once: int = 4

    def of(self, size: int) -> Iterator[Part]:
        """Cut a file of this length into parts, always the same."""
        most = max(self.part_bytes, -(-size // _MOST_PARTS))
        for number, start in enumerate(range(0, size, most), start=1):
            yield Part(number, start, min(most, size - start))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file; the first one has the number 1."""

    number: int
    start: int
    bytes: int


def upload(objects: Objects, key: str, file: Path, tell: Told, parts: Parts) -> str:
    """Put a file under a key, whole or not at all, and return its tag.

    An upload that was broken off is gone on with: what the server holds of it is compared by digest. It is
    given up, and its parts with it, when the storage refuses; it stays when the storage does not answer.

    Raises:
        StorageError: The storage refuses, does not answer, or has something else in the end.
    """
    with speaking(objects.location, say("write"), key):
        for _ in range(_BEGINNINGS):
            if _sent(objects, key, file, tell, parts):
                break
    head = objects.head(key)
    if head is None or head["ContentLength"] != file.stat().st_size:
        raise StorageError(
            say("{key} did not arrive whole in the bucket {bucket}", key=key, bucket=objects.location.bucket),
            fix=say("Run the same command again to finish."),
        )
    return bare(str(head.get("ETag", "")))


def broken_off(objects: Objects) -> Iterator[Unfinished]:
    """Yield every upload below the prefix that was not completed; nothing where the server does not tell."""
    own = objects.location.prefix
    with speaking(objects.location, say("list")):
        for one in _uploads(objects, own):
            if is_key(key := one["Key"].removeprefix(own)):
                yield Unfinished(key, one["Initiated"], one["UploadId"])


def _uploads(objects: Objects, prefix: str) -> list[Mapping[str, Any]]:
    """Return what was begun below a prefix; nothing where one may not ask, or where that is not known."""
    try:
        pages = objects.pages("list_multipart_uploads", Bucket=objects.location.bucket, Prefix=prefix)
        return [one for page in pages for one in page.get("Uploads", ())]
    except boto.ClientError as error:
        if is_worth_another_try(error):
            raise
        return []


def _sent(objects: Objects, key: str, file: Path, tell: Told, parts: Parts) -> bool:
    """Send what is missing; tell whether it is done. It is not when somebody else has ended this upload."""
    upload_id, is_new = _begun(objects, key)
    sender = _Sender(objects, {**objects.place(key), "UploadId": upload_id}, file, tell)
    try:
        held = {} if is_new else sender.held()
        with ThreadPoolExecutor(parts.at_once) as threads:
            done = list(threads.map(partial(sender.send, held=held), parts.of(sender.size)))
        objects.ask("complete_multipart_upload", **sender.place, MultipartUpload={"Parts": done})
    except boto.ClientError as error:
        if answer_of(error) == _GONE:  # another run was faster, with the same file; or our own was, unheard
            return _is_there(objects, key, file)
        if not is_worth_another_try(error):
            with suppress(*TROUBLE):
                objects.ask("abort_multipart_upload", **sender.place)
        raise
    return True


def _begun(objects: Objects, key: str) -> tuple[str, bool]:
    """Return the upload to send parts of, and whether it is a new one.

    Before each try it is looked for: an own one whose beginning was done, and not heard of, is found like any
    other that was broken off.
    """
    place, tries = objects.place(key), Tries(objects.patience)
    while True:
        own = [one for one in _uploads(objects, place["Key"]) if one["Key"] == place["Key"]]
        if own:
            return max(own, key=lambda one: one["Initiated"])["UploadId"], False
        try:
            return objects.once("create_multipart_upload", **place, **promises_of(key))["UploadId"], True
        except TROUBLE as error:
            tries.bear(error)


def _is_there(objects: Objects, key: str, file: Path) -> bool:
    head = objects.head(key)
    return head is not None and head["ContentLength"] == file.stat().st_size


class _Sender:
    """Sends the parts of one upload."""

    def __init__(self, objects: Objects, place: Mapping[str, str], file: Path, tell: Told) -> None:
        self.place = place
        self.size = file.stat().st_size
        self._objects = objects
        self._file = file
        self._tell = tell
        self._sent = 0
        self._counting = Lock()

    def held(self) -> dict[int, str]:
        """Return the ETags of the parts that the server has, by their numbers."""
        pages = self._objects.pages("list_parts", **self.place)
        return {part["PartNumber"]: bare(part["ETag"]) for page in pages for part in page.get("Parts", ())}

    def send(self, part: Part, *, held: Mapping[int, str]) -> dict[str, Any]:
        """Send a part, unless the server has these very bytes; return what completes the upload."""
        with self._file.open("rb") as file:
            file.seek(part.start)
            body = file.read(part.bytes)
        digest = hashlib.md5(body, usedforsecurity=False)
        etag = held.get(part.number)
        if etag != digest.hexdigest():
            answer = self._objects.ask(
                "upload_part",
                **self.place,
                PartNumber=part.number,
                Body=body,
                ContentMD5=base64.b64encode(digest.digest()).decode(),
            )
            etag = bare(answer["ETag"])
        with self._counting:
            self._sent += part.bytes
            self._tell(self._sent / self.size)
        return {"PartNumber": part.number, "ETag": f'"{etag}"'}
