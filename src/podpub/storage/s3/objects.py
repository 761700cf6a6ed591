"""One object, as a server knows it: put, get, ask for its headers; and whatever else is asked of a bucket."""

from __future__ import annotations

import base64
import hashlib
from contextlib import closing
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from botocore import exceptions as boto

from podpub.errors import StorageError
from podpub.model import say
from podpub.model.layout import cache_control, content_type, is_key
from podpub.storage.protocol import Stored
from podpub.storage.s3.client import connect
from podpub.storage.s3.patience import Patience, Tries
from podpub.storage.s3.refusals import TROUBLE, is_missing, is_worth_another_try, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.model import BucketLocation
    from podpub.storage.s3.client import Client

_BLOCK_BYTES = 1 << 20
_MARKERS = {
    "list_objects_v2": {"ContinuationToken": "NextContinuationToken"},
    "list_multipart_uploads": {"KeyMarker": "NextKeyMarker", "UploadIdMarker": "NextUploadIdMarker"},
    "list_parts": {"PartNumberMarker": "NextPartNumberMarker"},
}
"""How the next page of a listing is asked for, by what the last one told."""

_ALWAYS = {
    "create_multipart_upload": "UploadId",
    "get_object": "ContentLength",
    "head_object": "ContentLength",
    "list_multipart_uploads": "Bucket",
    "list_objects_v2": "IsTruncated",
    "list_parts": "IsTruncated",
    "upload_part": "ETag",
}
"""What every whole answer tells."""


class Objects:
    """The objects of a bucket below its prefix."""

    def __init__(self, location: BucketLocation, patience: Patience | None = None) -> None:
        self.location = location
        self.patience = patience or Patience()

    @cached_property
    def client(self) -> Client:
        """The connection, made when it is first needed; it asks once, `patience` does so again."""
        with speaking(self.location, say("list")):
            return connect(self.location)

    def place(self, key: str) -> dict[str, str]:
        """Return where a key lies, in boto3's words; `ValueError` where it is none."""
        if not is_key(key):
            raise ValueError(say("not a storage key: {key!r}", key=key))
        return {"Bucket": self.location.bucket, "Key": self.location.prefix + key}

    def ask(self, verb: str, **words: Any) -> Mapping[str, Any]:  # noqa: ANN401 - boto3's own arguments
        """Make a request until it is answered; raises what boto3 raises, for it is not always a failure."""
        return self.patience.ask(partial(self.once, verb, **words))

    def once(self, verb: str, **words: Any) -> Mapping[str, Any]:  # noqa: ANN401 - boto3's own arguments
        """Make a request a single time; raises what boto3 raises.

        Where an answer breaks off among its headers, botocore takes what there is, or falls over half a date.
        """
        try:
            answer: Mapping[str, Any] = getattr(self.client, verb)(**words)
        except TROUBLE:
            raise
        except ValueError as error:
            raise torn() from error
        if _ALWAYS.get(verb, "ResponseMetadata") not in answer or _is_half(answer.get("ETag", "")):
            raise torn()
        return answer

    def pages(self, verb: str, **words: str) -> Iterator[Mapping[str, Any]]:
        """Yield every page of a listing; raises what boto3 raises.

        Raises:
            StorageError: There are more, and the server does not tell how to ask for them.
        """
        following: dict[str, str] = {}
        while True:
            page = self.ask(verb, **words, **following)
            yield page
            if not page.get("IsTruncated"):
                return
            before = following
            following = {name: page[told] for name, told in _MARKERS[verb].items() if page.get(told)}
            if following in ({}, before):
                raise StorageError(
                    say(
                        "the list of what lies in the bucket {bucket} breaks off", bucket=self.location.bucket
                    ),
                    fix=say("Ask your provider: podpub finds records by lists."),
                )

    def put(self, key: str, body: bytes, **more: Any) -> str:  # noqa: ANN401 - boto3's own arguments
        """Put an object and return its tag; raises what boto3 raises, for it is not always a failure.

        The digest is one that every server checks (RFC 1864); others accept wrong newer ones in silence.
        """
        digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        words = {**self.place(key), **promises_of(key), "Body": body, "ContentMD5": digest, **more}
        return bare(str(self.ask("put_object", **words).get("ETag", "")))

    def head(self, key: str) -> Mapping[str, Any] | None:
        """Return an object's headers, None where there is none.

        A refusal of HEAD comes without a word of why, and some refuse nothing else. So GET is asked, whose
        headers are the same (RFC 9110, 9.3.2); its body is left where it is.

        Raises:
            StorageError: Neither is answered.
        """
        with speaking(self.location, say("look at"), key):
            try:
                return self.ask("head_object", **self.place(key))
            except boto.ClientError as error:
                if is_missing(error):
                    return None
                if is_worth_another_try(error):
                    raise
            answer = self.patience.ask(partial(self._got, key))
            if answer:
                answer["Body"].close()
            return answer

    def get(self, key: str) -> Stored | None:
        """Return a small object, None where there is none; `StorageError` where that cannot be told."""
        with speaking(self.location, say("read"), key):
            return self.patience.ask(partial(self._stored, key))

    def blocks(self, key: str) -> Iterator[bytes]:
        """Yield an object in blocks of 1 MiB; after a break go on where it was, in the same object.

        Raises:
            StorageError: There is none, or it cannot be read to its end.
        """
        position, tag, tries = 0, "", Tries(self.patience)
        with speaking(self.location, say("read"), key):
            while True:
                try:
                    answer = self._rest(key, position, tag)
                    tag = etag_of(answer, key)
                    with closing(answer["Body"]) as body:
                        for block in body.iter_chunks(_BLOCK_BYTES):
                            position, tries = position + len(block), Tries(self.patience)
                            yield block
                except TROUBLE as error:
                    tries.bear(error)
                else:
                    return

    def _rest(self, key: str, position: int, tag: str) -> Mapping[str, Any]:
        """Ask for an object from a position on, once."""
        rest = {"Range": f"bytes={position}-", "IfMatch": f'"{tag}"'} if position else {}
        answer = self._got(key, **rest)
        if answer is None:
            raise StorageError(
                say("{key} is not in the bucket {bucket}", key=key, bucket=self.location.bucket),
                fix=say("Release it again."),
            )
        if rest and "ContentRange" not in answer:
            raise StorageError(
                say(
                    "the connection broke off, and the storage does not send only the rest of {key}", key=key
                ),
                fix=say("Run the same command again."),
            )
        return answer

    def _stored(self, key: str) -> Stored | None:
        answer = self._got(key)
        return None if answer is None else Stored(answer["Body"].read(), etag_of(answer, key))

    def _got(self, key: str, **more: str) -> Mapping[str, Any] | None:
        """Ask for an object once."""
        try:
            return self.once("get_object", **self.place(key), **more)
        except boto.ClientError as error:
            if is_missing(error):
                return None
            raise


def torn() -> boto.IncompleteReadError:
    """Return the error for an answer that breaks off, though nobody says so."""
    return boto.IncompleteReadError(actual_bytes=0, expected_bytes=1)


def _is_half(tag: str) -> bool:
    return tag.startswith('"') and not tag.endswith('"')


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
            say("the answer for {key} has no ETag, which every S3-compatible storage sends", key=key),
            fix=say("Check `storage: endpoint_url`: another kind of server answers there."),
        )
    return bare(str(answer["ETag"]))


def bare(etag: str) -> str:
    """Return an ETag without its quotes."""
    return etag.strip('"')
