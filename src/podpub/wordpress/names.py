"""The namespaces of WordPress's export files, WXR 1.2 (WordPress, wp-admin/includes/export.php)."""

from __future__ import annotations

NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}


def tag(name: str) -> str:
    """Return a prefixed name as lxml wants it: `wp:post_id`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if local else name
