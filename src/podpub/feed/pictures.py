"""A cover in every size that is published (podcast namespace, `image`)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from podpub.feed.table import Tag, Tags
from podpub.model.layout import public_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podpub.feed.item import Item
    from podpub.model import PictureFile, ShowRecord


def of_the_show(record: ShowRecord) -> Tags:
    """Return the show's pictures, the largest first."""
    return _tags(record.pictures, record.public_url, record.show.title)


def of_the_episode(item: Item) -> Tags:
    """Return the episode's own pictures; apps take the show's where it has none."""
    return _tags(item.release.pictures, item.record.public_url, item.episode.title)


def _tags(pictures: Iterable[PictureFile], public_url: str, title: str) -> Tags:
    return [
        Tag(
            attributes={
                "href": public_address(public_url, one.key),
                "alt": title.strip(),
                "aspect-ratio": _ratio(one),
                "width": str(one.width),
                "height": str(one.height),
                "type": one.type,
                "purpose": one.purpose,
            }
        )
        for one in pictures
    ]


def _ratio(picture: PictureFile) -> str:
    ratio = Fraction(picture.width, picture.height)
    return f"{ratio.numerator}/{ratio.denominator}"
