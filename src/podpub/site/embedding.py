"""The player in a frame on another page, and what tells other pages of it.

Source: oEmbed 1.0, 2.3.4.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from podpub.model.layout import HOME_KEY

if TYPE_CHECKING:
    from podpub.site.views import EpisodeView, ShowView

FRAME_WIDTH_PX = 640
FRAME_HEIGHT_PX = 480
"""How large the player is in a frame; the frame may be narrower, down to 280 px."""

_A_DAY_S = 86_400


def oembed(one: EpisodeView, show: ShowView) -> str:
    """Return what turns an episode's address into its player, on pages that ask for that."""
    picture, side_px = one.cover.middle
    told = {
        "version": "1.0",
        "type": "rich",
        "generator": "podpub",
        "provider_name": show.title,
        "provider_url": show.address(HOME_KEY),
        "title": one.title,
        "author_name": show.author,
        "html": frame(one, show),
        "width": FRAME_WIDTH_PX,
        "height": FRAME_HEIGHT_PX,
        "thumbnail_url": show.address(picture),
        "thumbnail_width": side_px,
        "thumbnail_height": side_px,
        "cache_age": _A_DAY_S,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def frame(one: EpisodeView, show: ShowView) -> str:
    """Return the HTML that shows the player on another page."""
    return (
        f'<iframe src="{escape(show.address(one.embed_key))}" title="{escape(one.title)}"'
        f' width="{FRAME_WIDTH_PX}" height="{FRAME_HEIGHT_PX}" loading="lazy" style="border:0;max-width:100%"'
        ' allow="autoplay; clipboard-write"></iframe>'
    )
