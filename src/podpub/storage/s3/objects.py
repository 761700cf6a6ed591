"""One object, as a server knows it: put, get, ask for its headers; broken answers are asked again."""

from __future__ import annotations

import base64
import hashlib
import random
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore import exceptions as boto

from podpub.errors import StorageError
from podpub.model.layout import cache_control, content_type, is_key
from podpub.storage.protocol import Stored
from podpub.storage.s3.client import connect
from podpub.storage.s3.refusals import is_missing, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.model import BucketLocation
    from podpub.storage.s3.client import Client

_BLOCK_BYTES = 1 << 20
_TRIES = 6
_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0
_CUT = (
    boto.ResponseStreamingError,
    boto.IncompleteReadError,
    boto.ReadTimeoutError,
    boto.ConnectionClosedError,
)


class Objects:
    """The objects of a bucket below its prefix. Every method raises `StorageError`."""

    def __init__(self, location: BucketLocation) -> None:
        self.location = location

    @cached_property
    def client(self) -> Client:
        """The connection, made when it is first needed."""
        with speaking(self.location, "list"):
            return connect(self.location)

    def place(self, key: str) -> dict[str, str]:
        """Return where a key lies, in boto3's words; `ValueError` where it is none."""
        if not is_key(key):
            raise ValueError(f"not a storage key: {key!r}")
        return {"Bucket": self.location.bucket, "Key": self.location.prefix + key}

    def put(self, key: str, body: bytes, **more: Any) -> None:  # noqa: ANN401 - boto3's own arguments
        """Put an object; raises what boto3 raises, for it is not always a failure.

        The digest is one that every server checks (RFC 1864); others accept wrong newer ones in silence.
        """
        digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        place, promises = self.place(key), promises_of(key)
        self.client.put_object(**place, **promises, Body=body, ContentMD5=digest, **more)

    def head(self, key: str) -> Mapping[str, Any] | None:
        """Return an object's headers, None where there is none."""
        place = self.place(key)
        with speaking(self.location, "look at", key):
            try:
                head: Mapping[str, Any] = self.client.head_object(**place)
            except boto.ClientError as error:
                if is_missing(error):
                    return None
            else:
                return head
            # a refusal of this question comes without a word of why: ask in a way that has an answer
            return self._got(key, Range="bytes=0-0")

    def get(self, key: str) -> Stored | None:
        """Return a small object, None where there is none."""
        with speaking(self.location, "read", key):
            for number in range(_TRIES):
                try:
                    answer = self._got(key)
                    return None if answer is None else Stored(answer["Body"].read(), etag_of(answer, key))
                except _CUT:
                    if number == _TRIES - 1:
                        raise
                    pause(number)
        raise AssertionError  # the last try returns or raises

    def blocks(self, key: str) -> Iterator[bytes]:
        """Yield an object in blocks of 1 MiB; after a break go on where it was, in the same object."""
        position, fails = 0, 0
        answer: Mapping[str, Any] | None = None  # of the last try that got one
        rest: dict[str, str] = {}
        with speaking(self.location, "read", key):
            while True:
                try:
                    answer = self._got(key, **rest)
                    if answer is None:
                        raise StorageError(
                            f"{key} is not in the bucket {self.location.bucket}", fix="Release it again."
                        )
                    for block in answer["Body"].iter_chunks(_BLOCK_BYTES):
                        position, fails = position + len(block), 0
                        yield block
                except _CUT:
                    fails += 1
                    if fails == _TRIES:
                        raise
                    rest = {"Range": f"bytes={position}-", "IfMatch": answer["ETag"]} if answer else {}
                    pause(fails)
                else:
                    return

    def _got(self, key: str, **more: str) -> Mapping[str, Any] | None:
        try:
            answer: Mapping[str, Any] = self.client.get_object(**self.place(key), **more)
        except boto.ClientError as error:
            if is_missing(error):
                return None
            raise
        return answer


def promises_of(key: str) -> dict[str, str]:
    """Return what those who fetch a key are told about it, in boto3's words."""
    return {"ContentType": content_type(key), "CacheControl": cache_control(key)}


def etag_of(answer: Mapping[str, Any], key: str) -> str:
    """Return an answer's ETag without its quotes.

    Raises:
        StorageError: It has none; whoever answered is no such storage.
    """
    if not answer.get("ETag"):
        raise StorageError(
            f"the answer for {key} has no ETag, which every S3-compatible storage sends",
            fix="Check `storage: endpoint_url`: another kind of server answers there.",
        )
    return bare(str(answer["ETag"]))


def bare(etag: str) -> str:
    """Return an ETag without its quotes."""
    return etag.strip('"')


def pause(number: int) -> None:
    """Wait a little, the longer the more often it was tried, and never as long as others do."""
    time.sleep(random.uniform(0.5, 1.0) * min(_PAUSE_S * 2**number, _LONGEST_PAUSE_S))  # noqa: S311
