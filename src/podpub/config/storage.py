"""`storage:` in show.yaml → a folder, or a bucket at an S3-compatible provider."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from podpub.config.fields import FolderUrl, Line, Url, lowered, text_of
from podpub.config.files import Folder  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.model import BucketLocation, FolderLocation, Location, say
from podpub.model.layout import is_key

_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
_PLAIN = re.compile(r"[\w./:-]*[\w/]")
_REGION = re.compile(r"[A-Za-z0-9-]{1,60}")


class Addressing(StrEnum):
    """Where a bucket's name stands in a request."""

    PATH = "path"
    VIRTUAL = "virtual"


class Checksums(StrEnum):
    """How an upload proves that it arrived whole."""

    PLAIN = "plain"
    TRAILING = "trailing"


def bucket_name(value: object) -> str:
    """Return a bucket's name as S3 allows it; older ones may have dots."""
    text = str(text_of(value)).strip()
    if _BUCKET.fullmatch(text):
        return text
    raise Mistake(
        say("is not a bucket's name"),
        code="bucket",
        fix=say(
            "Write the bare name: 3 to 63 small letters, digits and dashes. A folder in it is `prefix:`."
        ),
    )


def key_prefix(value: object) -> str:
    """Return what stands before every key: nothing, or folders that end with a slash."""
    text = str(text_of(value)).strip().strip("/")
    if text and not is_key(text):
        raise Mistake(
            say("has letters that not every provider takes"),
            code="prefix",
            fix=say("Write folders of plain letters, digits and dashes, like `prefix: show/`."),
        )
    return f"{text}/" if text else ""


def region_name(value: object) -> str:
    """Return a provider's name for a place."""
    text = str(text_of(value)).strip()
    if not _REGION.fullmatch(text):
        raise Mistake(
            say("is not a region"),
            code="region",
            fix=say("Write it as your provider does, like `eu-central-1`."),
        )
    return text


_Bucket = Annotated[str, BeforeValidator(bucket_name), WithJsonSchema({"type": "string"})]
_Prefix = Annotated[str, BeforeValidator(key_prefix), WithJsonSchema({"type": "string"})]
_Region = Annotated[str, BeforeValidator(region_name), WithJsonSchema({"type": "string"})]
_Addressing = Annotated[Addressing, BeforeValidator(lowered)]
_Checksums = Annotated[Checksums, BeforeValidator(lowered)]


class WrittenStorage(Written):
    """Where the show is published: a folder, or a bucket."""

    aliases: ClassVar[dict[str, str]] = {
        "folder": "path",
        "base_url": "public_url",
        "public_base_url": "public_url",
        "bucket_name": "bucket",
        "endpoint": "endpoint_url",
        "region_name": "region",
        "aws_profile": "profile",
    }
    hints: ClassVar[dict[str, str]] = {
        "acl": say("Remove the line: make files public by a bucket policy; docs/how-to/bucket.md has one."),
        "provider": say("Remove the line: podpub knows the provider by `endpoint_url`."),
    }

    path: Folder | None = Field(None, title="Path", description="The folder that is published.")
    bucket: _Bucket | None = Field(None, title="Bucket", description="The bucket that is published.")
    public_url: FolderUrl = Field(title="Public URL", description="The web address of that folder.")
    prefix: _Prefix = Field(
        "", title="Prefix", description="A folder in the bucket.", examples=["show/"], validate_default=False
    )
    endpoint_url: Url | None = Field(
        None,
        title="Endpoint URL",
        description="The provider's S3 address; leave it out for AWS.",
        examples=["https://s3.eu-central-003.backblazeb2.com"],
    )
    region: _Region | None = Field(
        None, title="Region", description="Where the bucket is, where the endpoint does not tell."
    )
    profile: Line | None = Field(
        None, title="Profile", description="Of the AWS configuration on this computer, for the credentials."
    )
    addressing: _Addressing | None = Field(
        None, title="Addressing", description="Only if your provider wants another than podpub expects."
    )
    checksums: _Checksums | None = Field(
        None, title="Checksums", description="Only if your provider wants others than podpub expects."
    )

    @model_validator(mode="after")
    def one_place(self) -> Self:
        """Insist on a folder or a bucket, not both."""
        if (self.path is None) == (self.bucket is None):
            fault = (
                say("names a folder and a bucket")
                if self.path
                else say("names neither a folder nor a bucket")
            )
            raise Mistake(
                fault, code="storage", fix=say("Write `path:` for a folder, or `bucket:` for a bucket.")
            )
        return self

    def location(self) -> Location:
        """Return the noun."""
        if self.path is not None:
            return FolderLocation(self.path, self.public_url)
        assert self.bucket is not None  # noqa: S101 - `one_place` has seen to it
        return BucketLocation(
            bucket=self.bucket,
            public_url=self.public_url,
            prefix=self.prefix,
            endpoint_url=self.endpoint_url,
            region=self.region,
            profile=self.profile,
            addressing=self.addressing,
            plain_checksums=None if self.checksums is None else self.checksums is Checksums.PLAIN,
        )


def storage_block(location: BucketLocation) -> str:
    """Return how a bucket is written in show.yaml; what is left to its provider's preset is left out."""
    checksums = {None: "", True: Checksums.PLAIN, False: Checksums.TRAILING}[location.plain_checksums]
    lines = {
        "bucket": location.bucket,
        "endpoint_url": location.endpoint_url,
        "region": location.region,
        "profile": location.profile,
        "prefix": location.prefix,
        "addressing": location.addressing,
        "checksums": checksums,
        "public_url": location.public_url,
    }
    return "\n".join(["storage:", *(f"  {key}: {_scalar(value)}" for key, value in lines.items() if value)])


def _scalar(text: str) -> str:
    """Return a text as YAML reads it: in quotes, those of JSON, where it could mean something else."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
