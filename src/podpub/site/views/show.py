"""The show, as every page knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model.layout import FEED_KEY, page_path, public_address
from podpub.site.subscribing import subscriptions
from podpub.site.views.parts import (
    CardView,
    card_view,
    cover_view,
    license_view,
    link_views,
    person_views,
    web_address,
)

if TYPE_CHECKING:
    from podpub.model import ShowRecord, Site
    from podpub.site.subscribing import Subscription
    from podpub.site.views.parts import CoverView, LinkView, PersonView

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class ShowView:
    """The show, as every page knows it.

    Attributes:
        public_url: Where its storage is seen from outside; ends with a slash.
        link: The page that the host calls the show's.
        description, about, imprint, privacy: Markdown.
        is_serial: Whether it wants to be heard in order.
        is_hidden: Whether it shall not be found by search engines.
        podlove: Where the files of Podlove's player lie, if the show uses it.
        subscriptions: How to subscribe in each app.
    """

    title: str
    description: str
    author: str
    language: str
    public_url: str
    link: str
    cover: CoverView
    card: CardView
    persons: tuple[PersonView, ...]
    categories: tuple[str, ...]
    copyright: str
    funding: tuple[LinkView, ...]
    license: LinkView | None
    about: str
    imprint: str
    privacy: str
    is_serial: bool
    is_explicit: bool
    is_hidden: bool
    is_pretty: bool
    remembers_position: bool
    subscriptions: tuple[Subscription, ...]
    podlove: str | None

    def address(self, key: str) -> str:
        """Return the whole address of a page or a file, for those who are elsewhere."""
        return public_address(self.public_url, page_path(key, pretty=self.is_pretty))

    @property
    def is_rtl(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language.lower().partition("-")[0] in _RIGHT_TO_LEFT


def show_view(record: ShowRecord, site: Site) -> ShowView:
    """Return a show as its pages tell of it."""
    show = record.show
    cover = cover_view(record.image, record.pictures)
    return ShowView(
        title=show.title,
        description=show.description,
        author=show.author,
        language=show.language,
        public_url=record.public_url,
        link=web_address(show.link) or record.public_url,
        cover=cover,
        card=card_view(record.pictures) or CardView(cover.largest, cover.side_px, cover.side_px),
        persons=person_views(show.persons, record.public_url),
        categories=tuple(str(one) for one in show.categories),
        copyright=show.copyright or "",
        funding=tuple(link_views((one.url, one.text) for one in show.funding)),
        license=license_view(show.license),
        about=site.about,
        imprint=site.imprint,
        privacy=site.privacy,
        is_serial=show.type == "serial",
        is_explicit=show.explicit,
        is_hidden=show.block,
        is_pretty=site.pretty_urls,
        remembers_position=site.remember_position,
        subscriptions=subscriptions(
            show.new_feed_url or public_address(record.public_url, FEED_KEY),
            show.title,
            show.guid,
            show.directories,
        ),
        podlove=site.podlove,
    )
