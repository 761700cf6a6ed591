"""A provider is known by its endpoint."""

from __future__ import annotations

import pytest

from podpub.model import BucketLocation
from podpub.storage.s3.providers import provider_of, region_of


@pytest.mark.parametrize(
    ("endpoint_url", "name", "region", "addressing"),
    [
        (None, "AWS S3", None, "virtual"),
        ("https://s3.eu-central-1.amazonaws.com", "AWS S3", "eu-central-1", "virtual"),
        ("https://0123abcd.r2.cloudflarestorage.com", "Cloudflare R2", "auto", "path"),
        ("https://0123abcd.eu.r2.cloudflarestorage.com/", "Cloudflare R2", "auto", "path"),
        ("https://s3.eu-central-003.backblazeb2.com", "Backblaze B2", "eu-central-003", "path"),
        ("https://fsn1.your-objectstorage.com", "Hetzner", "fsn1", "path"),
        ("https://FRA1.digitaloceanspaces.com", "DigitalOcean Spaces", "fra1", "virtual"),
        ("https://s3.eu-central-1.wasabisys.com", "Wasabi", "eu-central-1", "path"),
        ("https://s3.fr-par.scw.cloud", "Scaleway", "fr-par", "path"),
        ("https://s3.gra.io.cloud.ovh.net", "OVHcloud", "gra", "path"),
        ("https://storage.googleapis.com", "Google Cloud Storage", "auto", "path"),
        ("http://localhost:9000", "S3-compatible storage", "us-east-1", "path"),
        ("https://minio.example.org", "S3-compatible storage", "us-east-1", "path"),
        ("https://r2.cloudflarestorage.com.evil.example", "S3-compatible storage", "us-east-1", "path"),
    ],
)
def test_the_endpoint_tells_provider_region_and_addressing(
    endpoint_url: str | None, name: str, region: str | None, addressing: str
) -> None:
    location = BucketLocation("b", "https://m.example.org/", endpoint_url=endpoint_url)
    provider = provider_of(location)
    assert (provider.name, region_of(location), provider.addressing) == (name, region, addressing)


def test_a_region_that_is_written_counts() -> None:
    location = BucketLocation("b", "https://m/", endpoint_url="https://s3.fr-par.scw.cloud", region="nl-ams")
    assert region_of(location) == "nl-ams"


def test_only_aws_gets_checksums_at_the_end_of_an_upload() -> None:
    aws = BucketLocation("b", "https://m/")
    other = BucketLocation("b", "https://m/", endpoint_url="https://s3.fr-par.scw.cloud")
    assert provider_of(aws).trailing_checksums
    assert not provider_of(other).trailing_checksums
