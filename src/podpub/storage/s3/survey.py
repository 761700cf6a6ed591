"""Everything that podpub wants of a bucket, tried out on a kilobyte; and the settings that fit it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
from botocore import exceptions as boto

from podpub.errors import StorageError
from podpub.model import say
from podpub.model.layout import RELEASES, cache_control, content_type, probe_key
from podpub.storage.s3.bucket import BucketStorage
from podpub.storage.s3.conditions import keeps_creation, replacement
from podpub.storage.s3.objects import Objects
from podpub.storage.s3.providers import provider_of, region_of
from podpub.storage.s3.refusals import is_worth_another_try, speaking
from podpub.storage.trial import PROBE, Survey, Trial, Verdict, attempt, read_probe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from podpub.model import BucketLocation

_LINKS = {
    "env": say("the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    "shared-credentials-file": say("the AWS credentials file"),
    "config-file": say("the AWS configuration file"),
    "assume-role": say("a role that the AWS configuration names"),
    "assume-role-with-web-identity": say("a role by web identity, as CI has it"),
    "sso": say("a single sign-on"),
    "login": say("`aws login`"),
    "custom-process": say("the program that the AWS configuration names"),
    "container-role": say("the role of this container"),
    "iam-role": say("the role of this machine"),
}
_LOOK = say("It answers and does not look at the condition.")


def survey_bucket(location: BucketLocation) -> Survey:
    """Try out a bucket; with the first settings that work, also where they are not those of the show."""
    name = uuid4().hex
    key, fresh = probe_key(name), probe_key(f"{name}-new")
    credentials = _credentials(location)
    working, write = _write(location, key)
    storage, objects = BucketStorage(working), Objects(working)
    if write.verdict is Verdict.NO and working is location:
        listing = attempt(say("list"), lambda: _lists(storage))
        return Survey((credentials, write, listing), None, location)
    create = attempt(say("create only"), lambda: None if keeps_creation(objects, fresh) else _LOOK)
    change = attempt(say("replace only"), lambda: None if replacement(objects, key).kept else _LOOK)
    with suppress(StorageError):
        storage.write(key, PROBE)
    trailing = attempt(say("checksums"), lambda: _trailing(working, fresh), otherwise=Verdict.LACKS)
    trials = (
        attempt(say("read"), lambda: read_probe(storage, key)),
        attempt(say("list"), lambda: _listed(storage, key)),
        attempt(say("type"), lambda: _promises(objects, key), otherwise=Verdict.LACKS),
        attempt(say("range"), lambda: _range(objects, key), otherwise=Verdict.LACKS),
        create,
        change,
        trailing,
        attempt(say("remove"), lambda: _remove(storage, (key, fresh)), otherwise=Verdict.LACKS),
    )
    plain = True if trailing.verdict is Verdict.LACKS else working.plain_checksums
    fitting = replace(working, region=_region(objects), plain_checksums=plain)
    return Survey((credentials, write, *trials), _both(create, change), fitting)


def _both(create: Trial, change: Trial) -> bool | None:
    if Verdict.NO in {create.verdict, change.verdict}:
        return None
    return create.verdict is change.verdict is Verdict.YES


def _region(objects: Objects) -> str | None:
    """Return the region that the server tells; boto3 follows it where another one is written, at a detour."""
    told = None
    with suppress(StorageError), speaking(objects.location, say("list")):
        head = objects.ask("head_bucket", Bucket=objects.location.bucket)
        told = head["ResponseMetadata"]["HTTPHeaders"].get("x-amz-bucket-region")
    return told or region_of(objects.location)


def _credentials(location: BucketLocation) -> Trial:
    """Say by which link of the AWS chain the credentials come; never what they are."""
    name = say("credentials")
    try:
        with speaking(location, say("list")):
            session = boto3.Session(profile_name=location.profile, region_name=region_of(location))
            found = session.get_credentials()
            if found is None:
                raise boto.NoCredentialsError
    except StorageError as error:
        return Trial(name, Verdict.NO, error.message, error.fix)
    return Trial(name, Verdict.YES, say("from {link}", link=_LINKS.get(found.method, say("the AWS chain"))))


def _write(location: BucketLocation, key: str) -> tuple[BucketLocation, Trial]:
    """Write a probe, if need be with other settings; return those that work, else what was given."""
    try:
        _put(location, key)
    except StorageError as refused:
        for other in _others(location, refused.__cause__):
            with suppress(StorageError):
                _put(other, key)
                fix = say("Write the `storage:` block that is shown here: with it, the write goes through.")
                return other, Trial(say("write"), Verdict.NO, refused.message, fix)
        return location, Trial(say("write"), Verdict.NO, refused.message, refused.fix)
    return location, Trial(say("write"), Verdict.YES)


def _put(location: BucketLocation, key: str) -> None:
    objects = Objects(location)
    with speaking(location, say("write"), key):
        # without the digest that podpub adds, so that boto3 adds the one that the settings ask for
        objects.ask("put_object", **objects.place(key), Body=PROBE)
        objects.put(key, PROBE)


def _others(location: BucketLocation, refused: BaseException | None) -> Iterator[BucketLocation]:
    """Yield other settings, where the server said something that they may change."""
    if not isinstance(refused, boto.ClientError) or is_worth_another_try(refused):
        return
    if not _is_plain(location):
        yield replace(location, plain_checksums=True)
    given = location.addressing or provider_of(location).addressing
    yield replace(location, addressing="virtual" if given == "path" else "path")


def _is_plain(location: BucketLocation) -> bool:
    if location.plain_checksums is None:
        return not provider_of(location).trailing_checksums
    return location.plain_checksums


def _lists(storage: BucketStorage) -> None:
    any(storage.objects(RELEASES))


def _listed(storage: BucketStorage, key: str) -> None:
    if key not in {one.key for one in storage.objects(key)}:
        raise StorageError(
            say("{key} is not in the list of what is there", key=key),
            fix=say("Ask your provider: podpub finds records by lists."),
        )


def _promises(objects: Objects, key: str) -> str | None:
    head = objects.head(key) or {}
    kept = head.get("ContentType") == content_type(key) and head.get("CacheControl") == cache_control(key)
    return None if kept else say("It does not keep the type, or for how long a file may be kept.")


def _range(objects: Objects, key: str) -> str | None:
    def ask() -> tuple[Mapping[str, Any], bytes]:
        answer = objects.once("get_object", **objects.place(key), Range="bytes=100-199")
        return answer, answer["Body"].read()

    with speaking(objects.location, say("read"), key):
        answer, body = objects.patience.ask(ask)
    told = answer.get("ContentRange") == f"bytes 100-199/{len(PROBE)}"
    return (
        None if told and body == PROBE[100:200] else say("It does not send a part when it is asked for one.")
    )


def _trailing(location: BucketLocation, key: str) -> str | None:
    """Upload with a checksum at the end, as boto3 does by itself over TLS since 1.36."""
    objects = Objects(replace(location, plain_checksums=False))
    try:
        objects.ask("put_object", **objects.place(key), Body=PROBE, ChecksumAlgorithm="CRC32")
    except boto.ClientError as error:
        if is_worth_another_try(error):
            raise StorageError(say("uploads with checksums at their end are not answered")) from error
        return say("Uploads with checksums at their end are refused; podpub sends another one (Content-MD5).")
    except (boto.BotoCoreError, boto.HTTPClientError) as error:
        raise StorageError(say("uploads with checksums at their end break off")) from error
    return None


def _remove(storage: BucketStorage, keys: Sequence[str]) -> str | None:
    removals = [attempt(key, partial(storage.delete, key)) for key in keys]
    if any(one.verdict is not Verdict.YES for one in removals):
        return say(
            "The access key may not remove files, which no release needs; {keys} stays there.", keys=keys[0]
        )
    return None
