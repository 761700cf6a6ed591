"""A connection to a bucket, set up for its provider."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.session import get_session
from botocore.utils import parse_timestamp

from podpub.storage.s3.providers import provider_of, region_of

if TYPE_CHECKING:
    from podpub.model import BucketLocation

Client = Any
"""A boto3 client; boto3 has no types."""

_CONNECT_S, _READ_S = 10, 60
_CONNECTIONS = 16


def connect(location: BucketLocation) -> Client:
    """Return a client whose credentials come from the usual AWS chain, and from nowhere else.

    It makes each request once; `patience` decides what is asked again.

    Raises:
        botocore.exceptions.BotoCoreError: The profile is not there, or a setting of the chain is broken.
    """
    provider = provider_of(location)
    plain = not provider.trailing_checksums if location.plain_checksums is None else location.plain_checksums
    checksums = "when_required" if plain else "when_supported"
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": location.addressing or provider.addressing},
        request_checksum_calculation=checksums,
        response_checksum_validation=checksums,
        retries={"mode": "standard", "total_max_attempts": 1},
        connect_timeout=_CONNECT_S,
        read_timeout=_READ_S,
        max_pool_connections=_CONNECTIONS,
        user_agent_extra=f"podpub/{version('podpub')}",
    )
    core = get_session()
    core.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=moment)
    session = boto3.Session(
        botocore_session=core, profile_name=location.profile, region_name=region_of(location)
    )
    return session.client("s3", endpoint_url=location.endpoint_url, config=config)


def moment(told: str | float) -> datetime:
    """Read a time as servers write it.

    botocore takes anything for a time, slowly: half of what the listing of a large show costs. S3 lists in
    ISO 8601; what else comes is left to botocore.
    """
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        found = None
    aware: datetime = found if found and found.tzinfo else parse_timestamp(told)
    return aware
