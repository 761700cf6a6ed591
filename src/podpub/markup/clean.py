"""HTML from anywhere → the little of it that is wanted, well-formed and safe to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3

from podpub.markup.characters import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Collection

# Not only the tags go, but also what is in them: it is nothing to read.
_UNREAD = {"script", "style", "title", "template", "noscript", "svg", "math", "textarea", "select"}


def clean_html(html: str, tags: Collection[str]) -> str:
    """Return `html` with no other tags than these, and without any attribute or comment.

    Every tag that is open is closed; what was in a tag that goes stays as text.
    """
    cleaned = nh3.clean(
        html, tags=set(tags), clean_content_tags=_UNREAD - set(tags), attributes={}, link_rel=None
    )
    return without_control_characters(cleaned)
