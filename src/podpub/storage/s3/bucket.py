"""A bucket as storage: every promise of the protocol, kept with what an S3-compatible server offers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import uuid4

from botocore import exceptions as boto

from podpub.errors import ConflictError
from podpub.model import say
from podpub.model.layout import is_key
from podpub.storage.protocol import Absent, Condition, Listed, Storage, Stored, Write, tag_or_none, unheard
from podpub.storage.s3.conditions import Conditions, conditions_of
from podpub.storage.s3.multipart import Parts, broken_off, upload
from podpub.storage.s3.objects import Objects, bare
from podpub.storage.s3.refusals import condition_failed, is_missing, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from podpub.model import BucketLocation
    from podpub.storage.protocol import Told, Unfinished
    from podpub.storage.s3.patience import Patience

_AT_ONCE = 8
_WRITE_ID = "podpub-write"


class BucketStorage(Storage):
    """Keep objects in a bucket, below its prefix.

    Args:
        location: The bucket.
        patience: How long requests are tried again.
        parts: How large files are sent.
    """

    def __init__(
        self, location: BucketLocation, *, patience: Patience | None = None, parts: Parts | None = None
    ) -> None:
        self._location = location
        self._objects = Objects(location, patience)
        self._parts = parts or Parts()

    def keeps_conditions(self) -> bool:
        """Tell whether this server does what AWS does with conditions; tried out once for a bucket."""
        return self._conditions.kept

    def size(self, key: str) -> int | None:
        """Return the object's length in bytes, None where there is none."""
        head = self._objects.head(key)
        return None if head is None else int(head["ContentLength"])

    def read(self, key: str) -> Stored | None:
        """Return a small object, None where there is none."""
        return self._objects.get(key)

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield an object in blocks of 1 MiB."""
        return self._objects.blocks(key)

    def write(
        self, key: str, content: bytes | Path, *, expect: Condition | None = None, tell: Told = unheard
    ) -> str:
        """Put bytes or a file under a key; a large file in parts, with which a next run goes on."""
        if (
            not isinstance(content, bytes)
            and expect is None
            and content.stat().st_size > self._parts.large_bytes
        ):
            return upload(self._objects, key, content, tell, self._parts)
        body = content if isinstance(content, bytes) else content.read_bytes()
        if expect is None:
            with speaking(self._location, say("write"), key):
                tag = self._objects.put(key, body)
        elif self._conditions.kept:
            tag = self._write_if(key, body, expect)
        else:
            tag = self._write_and_look(key, body, expect)
        tell(1.0)
        return tag

    def write_all(self, writes: Sequence[Write]) -> list[str | None]:
        """Put many small objects, several at a time."""
        if not writes:
            return []
        self.keeps_conditions()  # found out once, before several ask
        with ThreadPoolExecutor(min(_AT_ONCE, len(writes))) as threads:
            return list(threads.map(partial(tag_or_none, self), writes))

    def delete(self, key: str) -> None:
        """Remove an object."""
        with speaking(self._location, say("remove"), key):
            self._objects.ask("delete_object", **self._objects.place(key))

    def objects(self, prefix: str) -> Iterator[Listed]:
        """Yield every object whose key begins with `prefix`; a page of a thousand costs a request."""
        own = self._location.prefix
        with speaking(self._location, say("list")):
            for page in self._objects.pages(
                "list_objects_v2", Bucket=self._location.bucket, Prefix=own + prefix
            ):
                for found in page.get("Contents", ()):
                    key = found["Key"].removeprefix(own)
                    if is_key(key):
                        yield Listed(key, found["Size"], found["LastModified"], bare(found["ETag"]))

    def unfinished(self) -> Iterator[Unfinished]:
        """Yield every upload in parts that was not completed; nothing where the server does not tell."""
        return broken_off(self._objects)

    def give_up(self, upload: Unfinished) -> None:
        """Forget an upload and its parts."""
        with speaking(self._location, say("remove"), upload.key):
            try:
                place = self._objects.place(upload.key)
                self._objects.ask("abort_multipart_upload", **place, UploadId=upload.id)
            except boto.ClientError as error:
                if not is_missing(error):
                    raise

    @cached_property
    def _conditions(self) -> Conditions:
        return conditions_of(self._objects)

    def _write_if(self, key: str, body: bytes, expect: Condition) -> str:
        """Let the server decide. Its no may be the echo of a yes that was lost: the write's id tells.

        A request whose answer did not arrive is made again; the second one finds what the first one wrote.
        """
        write_id = uuid4().hex
        condition = (
            {"IfNoneMatch": "*"} if isinstance(expect, Absent) else self._conditions.unchanged(expect.etag)
        )
        with speaking(self._location, say("write"), key):
            try:
                return self._objects.put(key, body, Metadata={_WRITE_ID: write_id}, **condition)
            except boto.ClientError as error:
                if not (condition_failed(error) or is_missing(error)):
                    raise
                return self._tag_of_mine(key, write_id)

    def _write_and_look(self, key: str, body: bytes, expect: Condition) -> str:
        """Where the server does not look at conditions: look, write, and look whose bytes are there."""
        found = self.read(key)
        held = (
            found is None if isinstance(expect, Absent) else found is not None and found.etag == expect.etag
        )
        if not held:
            raise _conflict(key)
        write_id = uuid4().hex
        with speaking(self._location, say("write"), key):
            self._objects.put(key, body, Metadata={_WRITE_ID: write_id})
        return self._tag_of_mine(key, write_id)

    def _tag_of_mine(self, key: str, write_id: str) -> str:
        """Return the tag of an object that this very write put there.

        Raises:
            ConflictError: Somebody else's is there.
            StorageError: That cannot be told, which is no no: the next run finds out.
        """
        head = self._objects.head(key)
        ids = {name.lower(): value for name, value in head["Metadata"].items()} if head else {}
        if head is None or ids.get(_WRITE_ID) != write_id:
            raise _conflict(key)
        return bare(str(head.get("ETag", "")))


def _conflict(key: str) -> ConflictError:
    return ConflictError(
        say("{key} was written by somebody else meanwhile", key=key), fix=say("Run the command again.")
    )
