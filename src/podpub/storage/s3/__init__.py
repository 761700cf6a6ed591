"""S3-compatible storage: the only place that knows boto3."""

from podpub.storage.s3.bucket import BucketStorage

__all__ = ["BucketStorage"]
