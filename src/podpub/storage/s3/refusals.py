"""What a bucket's refusals mean, and what helps: every one of them becomes a sentence with a remedy.

Nothing of a request is repeated but the bucket's name, the endpoint and the key: headers hold signatures.
"""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from botocore import exceptions as boto
from botocore.parsers import ResponseParserError

from podpub.errors import StorageError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.model import BucketLocation, Message

TROUBLE = (boto.ClientError, boto.BotoCoreError, ResponseParserError)
"""Everything that boto3 raises where it got no answer, or a refusal."""

Meaning: TypeAlias = "tuple[Message, Message]"
"""What happened, whose `bucket`, `where` or `profile` is told later, and what helps."""

Cause = TypeVar("Cause", bound=BaseException)

PERMISSIONS = {
    "look at": say("s3:GetObject and s3:ListBucket"),
    "read": say("s3:GetObject and s3:ListBucket"),
    "write": "s3:PutObject",
    "remove": "s3:DeleteObject",
    "list": "s3:ListBucket",
}
"""What an access key must be allowed to do, by what podpub was about to do."""

_LATER = say(
    "Run the same command again in a few minutes; if it goes on, look at your provider's status page."
)
_ENDPOINT = say("Check `storage: endpoint_url`, and that this computer is online.")
_BAD_KEY = (
    say("the access key for the bucket {bucket} is not accepted", bucket=""),
    say(
        "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile: are they those of this provider?"
    ),
)
_RAN_OUT = (
    say("the credentials for the bucket {bucket} have run out", bucket=""),
    say("Sign in again, for example with `aws sso login`."),
)
_WRONG_REGION = (
    say("the bucket {bucket} is in another region", bucket=""),
    say("Write its region as `storage: region`, as your provider's console shows it."),
)
_WRONG_CLOCK = (
    say("this computer's clock is wrong, so that the storage refuses it"),
    say("Set the clock, best by letting the system do it, and run the command again."),
)
_FULL = (
    say("the storage of the bucket {bucket} is full", bucket=""),
    say("Free some space, or raise the limit at your provider."),
)
_CLOSED = (
    say("the account of the bucket {bucket} is closed for now", bucket=""),
    say("Look for a notice of your provider."),
)
_NO_LENGTH = (
    say("the storage does not take uploads with checksums at their end"),
    say("Write `checksums: plain` below `storage:`."),
)
# by the server's word, or by the bare number where it has none
_ANSWERS: dict[str, Meaning] = {
    "NoSuchBucket": (
        say("there is no bucket named {bucket}", bucket=""),
        say("Create it at your provider, or correct `storage: bucket`."),
    ),
    "InvalidBucketName": (
        say("{bucket} is no name for a bucket", bucket=""),
        say("Correct `storage: bucket`."),
    ),
    **dict.fromkeys(("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "AuthFailure"), _BAD_KEY),
    **dict.fromkeys(("Unauthorized", "InvalidClientTokenId", "401"), _BAD_KEY),
    **dict.fromkeys(("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"), _RAN_OUT),
    **dict.fromkeys(("AuthorizationHeaderMalformed", "PermanentRedirect", "301", "307"), _WRONG_REGION),
    **dict.fromkeys(("IllegalLocationConstraintException", "TemporaryRedirect"), _WRONG_REGION),
    **dict.fromkeys(("RequestTimeTooSkewed", "RequestInTheFuture", "RequestExpired"), _WRONG_CLOCK),
    **dict.fromkeys(("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "507"), _FULL),
    **dict.fromkeys(("StorageLimitExceeded", "TotalStorageExceeded", "ServiceLimitExceeded"), _FULL),
    **dict.fromkeys(("AccountProblem", "AllAccessDisabled", "NotSignedUp", "UserSuspended"), _CLOSED),
    **dict.fromkeys(("MissingContentLength", "411"), _NO_LENGTH),
}
_NO_SIGN_IN = (say("the credentials for the bucket {bucket} cannot be had", bucket=""), _RAN_OUT[1])
# by what kept boto3 from asking at all; the first that fits is told
_OBSTACLES: tuple[tuple[tuple[type[Exception], ...], Meaning], ...] = (
    (
        (boto.NoCredentialsError, boto.PartialCredentialsError),
        (
            say("there are no credentials for the bucket {bucket}", bucket=""),
            say("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a `storage: profile`."),
        ),
    ),
    (
        (boto.ProfileNotFound,),
        (
            say("there is no profile {profile} in the AWS configuration of this computer", profile=""),
            say("Add it with `aws configure`, or correct `storage: profile`."),
        ),
    ),
    (
        (boto.UnauthorizedSSOTokenError, boto.SSOTokenLoadError, boto.CredentialRetrievalError),
        _NO_SIGN_IN,
    ),
    (
        (boto.SSLError,),
        (
            say("the connection to {where} is not safe: its certificate is not trusted", where=""),
            say(
                "Check `endpoint_url` and this computer's clock; AWS_CA_BUNDLE takes a certificate "
                "of your own."
            ),
        ),
    ),
    (
        (boto.ConnectTimeoutError, boto.ReadTimeoutError),
        (say("{where} does not answer in time", where=""), _LATER),
    ),
    (
        (ResponseParserError, boto.IncompleteReadError),
        (
            say("the answers of {where} break off, or are none of an S3-compatible storage", where=""),
            _ENDPOINT,
        ),
    ),
)
_WORD = re.compile(r"[A-Za-z0-9._-]{1,64}")  # servers answer what they like, and terminals obey
_DENIED = frozenset({"AccessDenied", "Forbidden", "403"})
_MISSING = frozenset({"NoSuchKey", "NoSuchUpload", "NotFound", "404"})
_FAILED = frozenset({"PreconditionFailed", "412"})
_TRANSIENT = frozenset(
    {
        *("ConditionalRequestConflict", "OperationAborted", "409"),
        *(
            "SlowDown",
            "TooManyRequests",
            "429",
            "BandwidthLimitExceeded",
            "Throttling",
            "ThrottlingException",
        ),
        *("RequestTimeout", "RequestTimeoutException", "IncompleteBody", "BadDigest"),
    }
)
_BROKEN_STATUSES = frozenset({500, 502, 503, 504})
_ON_THE_WAY = (boto.HTTPClientError, boto.ConnectionError, boto.IncompleteReadError)
_NOT_UNDERSTOOD = frozenset({"NotImplemented", "InvalidArgument", "InvalidRequest", "501", "400"})


@contextmanager
def speaking(location: BucketLocation, verb: str, key: str = "") -> Iterator[None]:
    """Turn what boto3 raises into a sentence with a remedy.

    Args:
        location: The bucket.
        verb: What is about to happen, as `PERMISSIONS` names it.
        key: To which object.
    """
    try:
        yield
    except TROUBLE as error:
        raise refusal(error, location, verb, key) from error


def refusal(error: Exception, location: BucketLocation, verb: str, key: str) -> StorageError:
    """Return the error for whatever boto3 raised."""
    if isinstance(error, boto.ClientError):
        return _answered(error, location, verb, key)
    return _told(_obstacle(error), location)


def answer_of(error: boto.ClientError) -> str:
    """Return the word that a server refused with, `AccessDenied`, or a bare number, `403`."""
    return str(error.response.get("Error", {}).get("Code", ""))


def is_missing(error: boto.ClientError) -> bool:
    """Tell whether the answer was that there is no such object, or no such upload."""
    return answer_of(error) in _MISSING


def condition_failed(error: boto.ClientError) -> bool:
    """Tell whether the answer was that the condition of a write does not hold."""
    return answer_of(error) in _FAILED


def is_not_understood(error: boto.ClientError) -> bool:
    """Tell whether the answer was that this server does not know what was asked."""
    return answer_of(error) in _NOT_UNDERSTOOD


def is_worth_another_try(error: Exception) -> bool:
    """Tell whether the same request may go through in a moment."""
    if isinstance(error, boto.ClientError):
        answer = answer_of(error)
        return answer in _TRANSIENT or (answer not in _ANSWERS and _status(error) in _BROKEN_STATUSES)
    nameless = _below(error, socket.gaierror)
    is_for_good = (
        nameless.errno != socket.EAI_AGAIN if nameless else _below(error, ssl.SSLCertVerificationError)
    )
    return isinstance(error, _ON_THE_WAY) and not is_for_good


def _answered(error: boto.ClientError, location: BucketLocation, verb: str, key: str) -> StorageError:
    answer, bucket = answer_of(error), location.bucket
    if meaning := _ANSWERS.get(answer):
        return _told(meaning, location)
    place = (
        say("{key} in the bucket {bucket}", key=key, bucket=bucket)
        if key
        else say("the bucket {bucket}", bucket=bucket)
    )
    if answer in _DENIED:
        fix = say(
            "Allow it {permissions}; docs/how-to/bucket.md has a policy to copy.",
            permissions=PERMISSIONS[verb],
        )
        return StorageError(say("this access key may not {verb} {place}", verb=verb, place=place), fix=fix)
    if is_worth_another_try(error):
        return StorageError(
            say("the storage is too busy, or broken, to {verb} {place}", verb=verb, place=place), fix=_LATER
        )
    word = answer if _WORD.fullmatch(answer) else say("what no S3-compatible storage does")
    return StorageError(
        say("the storage does not {verb} {place}: it answers {word}", verb=verb, place=place, word=word),
        fix=_ENDPOINT,
    )


def _obstacle(error: Exception) -> Meaning:
    meaning = next((told for kinds, told in _OBSTACLES if isinstance(error, kinds)), None)
    if meaning:
        return meaning
    if _below(error, socket.gaierror):
        return say("nobody knows the host of {where}", where=""), _ENDPOINT
    return say("{where} cannot be reached", where=""), _ENDPOINT


def _told(meaning: Meaning, location: BucketLocation) -> StorageError:
    said, fix = meaning
    where = location.endpoint_url or "AWS"
    words = {"bucket": location.bucket, "where": where, "profile": location.profile}
    return StorageError(said.about(**words), fix=fix)


def _below(error: BaseException, kind: type[Cause]) -> Cause | None:
    """Return the cause of this kind, if there is one; botocore has it in `kwargs`."""
    if isinstance(error, kind):
        return error
    told = getattr(error, "kwargs", {}).get("error")
    causes = [told, getattr(error, "reason", None), error.__cause__, *error.args]
    found = (_below(cause, kind) for cause in causes if isinstance(cause, BaseException))
    return next((one for one in found if one), None)


def _status(error: boto.ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
