"""S3-compatible storage: the only place that knows boto3."""

from podpub.storage.s3.bucket import BucketStorage
from podpub.storage.s3.multipart import Parts
from podpub.storage.s3.patience import Patience
from podpub.storage.s3.providers import provider_of
from podpub.storage.s3.survey import survey_bucket

__all__ = ["BucketStorage", "Parts", "Patience", "provider_of", "survey_bucket"]
