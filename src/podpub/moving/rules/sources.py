"""Where it is written what a move has to keep."""

APPLE_HOSTS = "Apple Podcasts support, change hosting providers (3965)"
APPLE_GUIDE = "Apple, A Podcaster's Guide to RSS"
APPLE_REQUIREMENTS = "Apple Podcasts support, podcast RSS feed requirements (823)"
HTTP = "RFC 9110, 15.4"
NAMESPACE = "podcast namespace, docs/tags"
RSS = "RSS 2.0 Specification"
