"""Whatever a storage refuses is a sentence with a remedy, and neither secret nor signature is in it."""

from __future__ import annotations

import json
import logging
import os
import traceback
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import botocore.auth
import pytest

from podpub.errors import StorageError
from podpub.model import BucketLocation
from podpub.storage.s3 import BucketStorage
from tests.support.servers import ACCESS_KEY, SECRET_KEY, Server, free_ports
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.storage import Storage

REFUSAL = (
    "<?xml version='1.0'?><Error><Code>{code}</Code><Message>m</Message><Region>eu-west-3</Region></Error>"
)


def refused(storage: Storage, caplog: pytest.LogCaptureFixture) -> StorageError:
    """Return the error of a write, after a look for secrets in it and everything below it."""
    with caplog.at_level(logging.INFO), pytest.raises(StorageError) as caught:
        storage.write("feed.xml", b"x")
    error = caught.value
    assert error.fix
    told = f"{error.message} {error.fix} {caplog.text}"
    for secret in (SECRET_KEY, "Signature=", "AWS4-HMAC"):
        assert secret not in told + "".join(traceback.format_exception(error))
    return error


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.fixture
def answering(web: Site, let_in: Callable[[Server], Server]) -> Callable[[int, str], Storage]:
    """Return a storage whose server answers everything with one refusal."""

    def made(status: int, code: str) -> Storage:
        server = let_in(Server(web.url.rstrip("/")))
        body = REFUSAL.format(code=code).encode()
        web.pages["*"] = Page(body, "application/xml", status=status, remembers=False)
        return server.storage("show/")

    return made


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param((403, "InvalidAccessKeyId"), ("not accepted", "AWS_ACCESS_KEY_ID"), id="unknown key"),
        pytest.param(
            (403, "SignatureDoesNotMatch"), ("not accepted", "AWS_SECRET_ACCESS_KEY"), id="wrong secret"
        ),
        pytest.param((400, "ExpiredToken"), ("have run out", "aws sso login"), id="expired"),
        pytest.param((403, "AccessDenied"), ("may not write feed.xml", "s3:PutObject"), id="no permission"),
        pytest.param((404, "NoSuchBucket"), ("no bucket named shows", "Create it"), id="no bucket"),
        pytest.param((301, "PermanentRedirect"), ("in another region", "storage: region"), id="moved"),
        pytest.param(
            (400, "AuthorizationHeaderMalformed"), ("in another region", "region"), id="wrong region"
        ),
        pytest.param((403, "RequestTimeTooSkewed"), ("clock is wrong", "Set the clock"), id="clock"),
        pytest.param((507, "InsufficientStorage"), ("is full", "Free some space"), id="full"),
        pytest.param((403, "QuotaExceeded"), ("is full", "raise the limit"), id="quota"),
        pytest.param((403, "UserSuspended"), ("closed for now", "notice"), id="unpaid"),
        pytest.param((411, "MissingContentLength"), ("checksums at their end", "checksums: plain"), id="411"),
        pytest.param((503, "SlowDown"), ("too busy", "in a few minutes"), id="busy"),
        pytest.param((418, "Teapot"), ("it answers Teapot", "endpoint_url"), id="something else"),
    ],
)
def test_each_refusal_has_its_sentence(
    answering: Callable[[int, str], Storage],
    caplog: pytest.LogCaptureFixture,
    answer: tuple[int, str],
    told: tuple[str, str],
) -> None:
    error = refused(answering(*answer), caplog)
    assert told[0] in error.message
    assert told[1] in error.fix


def test_a_wrong_secret_is_told(
    weed: Server,
    let_in: Callable[[Server], Server],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = let_in(weed).storage("refused/")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", f"{SECRET_KEY}-not")
    assert "not accepted" in refused(storage, caplog).message
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    assert "not accepted" in refused(weed.storage("refused/"), caplog).message


def test_a_bucket_that_is_not_there_is_told(
    careless: Server, let_in: Callable[[Server], Server], caplog: pytest.LogCaptureFixture
) -> None:
    location = replace(let_in(careless).location(""), bucket="nobody-has-this")
    assert "no bucket named nobody-has-this" in refused(BucketStorage(location), caplog).message


def test_a_key_without_rights_is_told_which_it_lacks(
    weed: Server, let_in: Callable[[Server], Server], caplog: pytest.LogCaptureFixture
) -> None:
    """A bucket policy that denies writing below a prefix."""
    let_in(weed)
    before = weed.client().get_bucket_policy(Bucket="shows")["Policy"]
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::shows/closed/*",
    }
    policy = json.loads(before)
    policy["Statement"].append(deny)
    weed.client().put_bucket_policy(Bucket="shows", Policy=json.dumps(policy))
    try:
        error = refused(weed.storage("closed/"), caplog)
    finally:
        weed.client().put_bucket_policy(Bucket="shows", Policy=before)
    assert "may not write feed.xml" in error.message
    assert "s3:PutObject" in error.fix


def test_a_clock_that_is_two_hours_late_is_told(
    weed: Server,
    let_in: Callable[[Server], Server],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The clock is botocore's: setting this computer's would be heard by everybody on it."""
    right = botocore.auth.get_current_datetime
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: right() - timedelta(hours=2))
    error = refused(let_in(weed).storage("refused/"), caplog)
    assert "clock is wrong" in error.message


def test_a_certificate_that_is_not_trusted_is_told(
    weed_tls: Server,
    let_in: Callable[[Server], Server],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = let_in(weed_tls).storage("refused/")
    monkeypatch.delenv("AWS_CA_BUNDLE")
    error = refused(storage, caplog)
    assert "certificate is not trusted" in error.message
    assert "AWS_CA_BUNDLE" in error.fix


def test_no_credentials_are_told(
    weed: Server,
    let_in: Callable[[Server], Server],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = let_in(weed).storage("refused/")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "no credentials for the bucket" in refused(storage, caplog).message


def test_a_profile_that_is_not_there_is_told(
    weed: Server, let_in: Callable[[Server], Server], caplog: pytest.LogCaptureFixture
) -> None:
    location = replace(let_in(weed).location(""), profile="nobody")
    assert "no profile nobody" in refused(BucketStorage(location), caplog).message


def test_credentials_from_a_file_are_used(
    weed: Server,
    let_in: Callable[[Server], Server],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    prefix: str,
) -> None:
    let_in(weed)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    file = tmp_path / "credentials"
    file.write_text(f"[host]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    storage = BucketStorage(replace(weed.location(prefix), profile="host"))
    storage.write("feed.xml", b"x")
    assert storage.size("feed.xml") == 1


@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        pytest.param("http://s3.nowhere.invalid", "nobody knows the host", id="no such host"),
        pytest.param("http://127.0.0.1:{port}", "cannot be reached", id="nobody listens"),
    ],
)
def test_a_wrong_endpoint_is_told(
    endpoint: str, told: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": SECRET_KEY}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    url = endpoint.format(port=free_ports(1)[0])
    error = refused(BucketStorage(BucketLocation("shows", "https://x.org/", endpoint_url=url)), caplog)
    assert told in error.message
    assert "endpoint_url" in error.fix
