"""How the world sees what was published: asked over HTTP, as a podcast app asks (urllib3)."""

from podpub.outside.answer import Answer, Trouble, shown
from podpub.outside.feed import PublicFeed, fetch_feed
from podpub.outside.files import Expected, look_at_companion, look_at_file
from podpub.outside.manners import Advice, lost
from podpub.outside.notice import (
    PODPING_URL,
    TOKEN_FIX,
    TOKEN_NAME,
    is_in_the_open,
    tell_hub,
    tell_podping,
    token_trouble,
)
from podpub.outside.page import look_at_page
from podpub.outside.picture import fetch_picture
from podpub.outside.visitor import Visitor

__all__ = [
    "PODPING_URL",
    "TOKEN_FIX",
    "TOKEN_NAME",
    "Advice",
    "Answer",
    "Expected",
    "PublicFeed",
    "Trouble",
    "Visitor",
    "fetch_feed",
    "fetch_picture",
    "is_in_the_open",
    "look_at_companion",
    "look_at_file",
    "look_at_page",
    "lost",
    "shown",
    "tell_hub",
    "tell_podping",
    "token_trouble",
]
