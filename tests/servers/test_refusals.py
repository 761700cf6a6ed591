"""Whatever a storage refuses is a sentence with a remedy, and neither secret nor signature is in it."""

from __future__ import annotations

import json
import logging
import os
import traceback
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import botocore.auth
import pytest

from podpub.errors import StorageError
from podpub.model import BucketLocation
from podpub.storage import Unfinished
from podpub.storage.s3 import BucketStorage, Patience
from tests.support.samples import NOW
from tests.support.servers import ACCESS_KEY, SECRET_KEY, Server, free_ports
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.storage import Storage

HURRIED = Patience(tries=3, pause_s=0.001)
REFUSAL = (
    "<?xml version='1.0'?><Error><Code>{code}</Code><Message>m</Message><Region>eu-west-3</Region></Error>"
)


@pytest.fixture
def refused(caplog: pytest.LogCaptureFixture) -> Callable[[Storage], StorageError]:
    """Return what returns the error of a write, after a look for secrets in it and everything below it."""

    def write(storage: Storage) -> StorageError:
        with caplog.at_level(logging.INFO), pytest.raises(StorageError) as caught:
            storage.write("feed.xml", b"x")
        error = caught.value
        assert error.fix
        told = f"{error.message} {error.fix} {caplog.text}"
        for secret in (SECRET_KEY, "Signature=", "AWS4-HMAC"):
            assert secret not in told + "".join(traceback.format_exception(error))
        return error

    return write


@pytest.fixture
def inside(weed: Server, let_in: Callable[[Server], Server]) -> Server:
    """A server that keeps everything, and has let us in."""
    return let_in(weed)


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
        return BucketStorage(server.location("show/"), patience=HURRIED)

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
    refused: Callable[[Storage], StorageError],
    answer: tuple[int, str],
    told: tuple[str, str],
) -> None:
    error = refused(answering(*answer))
    assert told[0] in error.message
    assert told[1] in error.fix


def test_a_wrong_secret_is_told(
    inside: Server, refused: Callable[[Storage], StorageError], monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = inside.storage("refused/")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", f"{SECRET_KEY}-not")
    assert "not accepted" in refused(storage).message
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    assert "not accepted" in refused(inside.storage("refused/")).message


def test_a_bucket_that_is_not_there_is_told(
    careless: Server, let_in: Callable[[Server], Server], refused: Callable[[Storage], StorageError]
) -> None:
    location = replace(let_in(careless).location(""), bucket="nobody-has-this")
    assert "no bucket named nobody-has-this" in refused(BucketStorage(location)).message


def test_a_key_without_rights_is_told_which_it_lacks(
    inside: Server, refused: Callable[[Storage], StorageError]
) -> None:
    """A bucket policy that denies writing below a prefix."""
    before = inside.client().get_bucket_policy(Bucket="shows")["Policy"]
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::shows/closed/*",
    }
    policy = json.loads(before)
    policy["Statement"].append(deny)
    inside.client().put_bucket_policy(Bucket="shows", Policy=json.dumps(policy))
    try:
        error = refused(inside.storage("closed/"))
    finally:
        inside.client().put_bucket_policy(Bucket="shows", Policy=before)
    assert "may not write feed.xml" in error.message
    assert "s3:PutObject" in error.fix


def test_a_clock_that_is_two_hours_late_is_told(
    inside: Server, refused: Callable[[Storage], StorageError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is botocore's: setting this computer's would be heard by everybody on it."""
    right = botocore.auth.get_current_datetime
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: right() - timedelta(hours=2))
    error = refused(inside.storage("refused/"))
    assert "clock is wrong" in error.message


def test_a_certificate_that_is_not_trusted_is_told(
    weed_tls: Server,
    let_in: Callable[[Server], Server],
    refused: Callable[[Storage], StorageError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = let_in(weed_tls).storage("refused/")
    monkeypatch.delenv("AWS_CA_BUNDLE")
    error = refused(storage)
    assert "certificate is not trusted" in error.message
    assert "AWS_CA_BUNDLE" in error.fix


def test_no_credentials_are_told(
    inside: Server, refused: Callable[[Storage], StorageError], monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = inside.storage("refused/")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "no credentials for the bucket" in refused(storage).message


def test_a_profile_that_is_not_there_is_told(
    inside: Server, refused: Callable[[Storage], StorageError]
) -> None:
    location = replace(inside.location(""), profile="nobody")
    assert "no profile nobody" in refused(BucketStorage(location)).message


def test_credentials_from_a_file_are_used(
    inside: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, prefix: str
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    file = tmp_path / "credentials"
    file.write_text(f"[host]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    storage = BucketStorage(replace(inside.location(prefix), profile="host"))
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
    endpoint: str,
    told: str,
    refused: Callable[[Storage], StorageError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": SECRET_KEY}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    url = endpoint.format(port=free_ports(1)[0])
    error = refused(
        BucketStorage(BucketLocation("shows", "https://x.org/", endpoint_url=url), patience=HURRIED)
    )
    assert told in error.message
    assert "endpoint_url" in error.fix


@pytest.mark.parametrize(
    ("answer", "times"),
    [
        pytest.param((403, "AccessDenied"), 1, id="no permission"),
        pytest.param((501, "NotImplemented"), 1, id="unknown there"),
        pytest.param((507, "InsufficientStorage"), 1, id="full"),
        pytest.param((500, "InternalError"), HURRIED.tries, id="broken"),
        pytest.param((503, "SlowDown"), HURRIED.tries, id="busy"),
        pytest.param((429, "TooManyRequests"), HURRIED.tries, id="too many"),
        pytest.param((400, "BadDigest"), HURRIED.tries, id="changed on its way"),
    ],
)
def test_only_what_may_pass_is_asked_again(
    answering: Callable[[int, str], Storage],
    refused: Callable[[Storage], StorageError],
    web: Site,
    answer: tuple[int, str],
    times: int,
) -> None:
    refused(answering(*answer))
    assert len(web.asked) == times


def test_patience_ends_by_the_clock_too(web: Site, let_in: Callable[[Server], Server]) -> None:
    server = let_in(Server(web.url.rstrip("/")))
    web.pages["*"] = Page(status=503)
    storage = BucketStorage(server.location(""), patience=Patience(tries=10**6, total_s=0.05, pause_s=0.01))
    with pytest.raises(StorageError, match="too busy"):
        storage.read("feed.xml")
    assert len(web.asked) < 100


@pytest.fixture
def pages(web: Site, let_in: Callable[[Server], Server]) -> Callable[..., Storage]:
    """Return a storage whose server shows one page at every address."""

    def made(body: bytes, **how: Any) -> Storage:
        server = let_in(Server(web.url.rstrip("/")))
        web.pages["*"] = Page(body, **how)
        return BucketStorage(server.location("show/"), patience=HURRIED)

    return made


@pytest.mark.parametrize("body", [b"", b"sound" * 1000], ids=["empty", "long"])
def test_where_only_head_is_refused_the_length_is_still_the_true_one(
    pages: Callable[..., Storage], body: bytes
) -> None:
    assert pages(body, refuses=("HEAD",)).size("media/a.mp3") == len(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><body>Please log in</body></html>", id="a page that is in the way"),
        pytest.param(b"<html><p>Please log in", id="a page with mistakes"),
        pytest.param(
            b"<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>", id="no way to the rest"
        ),
    ],
)
def test_what_is_no_whole_list_is_not_taken_for_an_empty_one(
    pages: Callable[..., Storage], body: bytes
) -> None:
    with pytest.raises(StorageError) as caught:
        list(pages(body, type="text/html").objects("releases/"))
    assert caught.value.fix


@pytest.mark.parametrize(
    "headers",
    [{"Last-Modified": "Wed, 25 Nov 2026 22:"}, {"ETag": '"0123'}],
    ids=["half a date", "half a tag"],
)
def test_an_answer_that_breaks_off_among_its_headers_is_asked_for_again(
    pages: Callable[..., Storage], web: Site, headers: dict[str, str]
) -> None:
    storage = pages(b"sound", headers=headers)
    with pytest.raises(StorageError, match="break off"):
        storage.size("media/a.mp3")
    assert len(web.asked) == HURRIED.tries


def test_a_server_that_sends_no_rest_sends_nothing_twice(pages: Callable[..., Storage]) -> None:
    content = bytes(range(256)) * 10_000
    storage = pages(content, ranges=False, cut=2_000_000)
    received = list[bytes]()
    with pytest.raises(StorageError, match="only the rest"):
        received.extend(storage.stream("media/a.mp3"))
    assert content.startswith(b"".join(received))


def test_an_upload_that_is_gone_is_none_to_complain_about(answering: Callable[[int, str], Storage]) -> None:
    answering(404, "NoSuchUpload").give_up(Unfinished("media/a.mp3", NOW, "1"))
