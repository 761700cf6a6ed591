"""What is known about the providers of S3-compatible storage, by the host of their endpoint.

A preset saves a host from looking things up; what a server does with conditions is never read from a table
but tried out (`probing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.model import say

if TYPE_CHECKING:
    from podpub.model import BucketLocation


@dataclass(frozen=True, slots=True)
class Provider:
    """What one provider wants.

    Attributes:
        name: As people call it.
        host: A pattern for its endpoints; a group `region` in it is the region.
        addressing: `path` or `virtual`: whether the bucket stands behind the host or before it.
        region: Where the host does not tell; None leaves it to the AWS configuration.
        trailing_checksums: Whether uploads may end with the checksum that boto3 adds by itself since 1.36.
        public: How a bucket's files become readable for everybody there.
    """

    name: str
    host: str
    addressing: str
    region: str | None = "us-east-1"
    trailing_checksums: bool = False
    public: str = say(
        "Add a bucket policy that lets everybody read feed, media, assets and web pages; "
        "docs/how-to/bucket.md has one."
    )


_BY_BUCKET = say("Set the whole bucket to public: this provider knows nothing finer.")
_BY_DOMAIN = say("Connect a domain of your own to the bucket, and write it as `public_url`.")
_AWS_HOST = r"s3[.-](dualstack\.|fips\.)?(?P<region>[a-z]{2}(-[a-z]+)+-\d)?.*amazonaws\.com(\.cn)?"
_PROVIDERS = (
    Provider("AWS S3", _AWS_HOST, "virtual", region=None, trailing_checksums=True),
    Provider("Cloudflare R2", r".*\.r2\.cloudflarestorage\.com", "path", "auto", public=_BY_DOMAIN),
    Provider("Backblaze B2", r"s3\.(?P<region>[\w-]+)\.backblazeb2\.com", "path", public=_BY_BUCKET),
    Provider("Hetzner", r"(?P<region>\w+)\.your-objectstorage\.com", "path"),
    Provider("DigitalOcean Spaces", r"(?P<region>\w+)\.digitaloceanspaces\.com", "virtual"),
    Provider("Wasabi", r"s3\.(?P<region>[\w-]+)\.wasabisys\.com", "path"),
    Provider("Scaleway", r"s3\.(?P<region>[\w-]+)\.scw\.cloud", "path"),
    Provider("OVHcloud", r"s3\.(?P<region>[\w-]+)\.(io\.)?cloud\.ovh\.(net|us)", "path"),
    Provider("IONOS", r"s3[.-](?P<region>[\w-]+)\.ionoscloud\.com", "path"),
    Provider("Linode", r"(?P<region>[\w-]+)\.linodeobjects\.com", "path"),
    Provider("Vultr", r"(?P<region>\w+)\.vultrobjects\.com", "path"),
    Provider("Exoscale", r"sos-(?P<region>[\w-]+)\.exo\.io", "path"),
    Provider("IDrive e2", r".*\.idrivee2(-\d+)?\.com", "path"),
    Provider("Storj", r"gateway(\.\w+)?\.storjshare\.io", "path"),
    Provider("Google Cloud Storage", r"storage\.googleapis\.com", "path", "auto"),
)
_OTHER = Provider("S3-compatible storage", r".*", "path")
_AWS = _PROVIDERS[0]


def provider_of(location: BucketLocation) -> Provider:
    """Return what is known about the provider of a bucket."""
    if location.endpoint_url is None:
        return _AWS
    host = _host(location.endpoint_url)
    return next((one for one in _PROVIDERS if re.fullmatch(one.host, host)), _OTHER)


def region_of(location: BucketLocation) -> str | None:
    """Return the region as written, as the endpoint's host tells, or the provider's own.

    None leaves it to the AWS configuration of this computer.
    """
    provider = provider_of(location)
    if location.region or location.endpoint_url is None:
        return location.region
    told = re.fullmatch(provider.host, _host(location.endpoint_url))
    return (told and told.groupdict().get("region")) or provider.region


def _host(endpoint_url: str) -> str:
    return (urlsplit(endpoint_url).hostname or "").lower()
