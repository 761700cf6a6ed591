"""What a show and an episode both have: pictures, people, ways out; and how they are made of the records'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.markup import in_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podpub.model import License, Person, PictureFile

_UNKNOWN_PX = 1400
_LOCK_SCREEN_PX = 512
_COMMONS = "https://creativecommons.org/licenses/"
_LICENSES = {
    "cc-by-4.0": (f"{_COMMONS}by/4.0/", "CC BY 4.0"),
    "cc-by-nc-4.0": (f"{_COMMONS}by-nc/4.0/", "CC BY-NC 4.0"),
    "cc-by-nc-nd-4.0": (f"{_COMMONS}by-nc-nd/4.0/", "CC BY-NC-ND 4.0"),
}
"""Those that the podcast namespace knows by a short name, as people know them."""
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class CoverView:
    """A square picture: the key of its smallest size, of every size with its width, and of the largest."""

    key: str
    sizes: tuple[tuple[str, int], ...]
    largest: str
    side_px: int

    @property
    def middle(self) -> tuple[str, int]:
        """The key and the side of the smallest that is large enough for a lock screen."""
        enough = (one for one in self.sizes if one[1] >= _LOCK_SCREEN_PX)
        return next(enough, (self.largest, self.side_px))


@dataclass(frozen=True, slots=True)
class CardView:
    """A picture that others show beside a link."""

    key: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who can be heard; `image` is a key, for a picture of anybody else's is not shown."""

    name: str
    role: str
    url: str | None
    image: str | None

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = [word for word in self.name.split() if word[0].isalnum()] or [self.name[:1]]
        return "".join(dict.fromkeys((words[0][:1], words[-1][:1]))).upper()


@dataclass(frozen=True, slots=True)
class LinkView:
    """A way out: where to, and what it says; empty, the template knows."""

    url: str
    text: str


def cover_view(image: str, pictures: Iterable[PictureFile]) -> CoverView:
    """Return a cover in every size that is there; of a picture alone nobody knows how large it is."""
    squares = sorted((one.width, one.key) for one in pictures if one.width == one.height)
    if not squares:
        return CoverView(image, (), image, _UNKNOWN_PX)
    sizes = tuple((key, width) for width, key in squares)
    side_px, largest = squares[-1]
    return CoverView(sizes[0][0], sizes, largest, side_px)


def card_view(pictures: Iterable[PictureFile]) -> CardView | None:
    """Return the picture that is wider than high."""
    wide = (CardView(one.key, one.width, one.height) for one in pictures if one.width > one.height)
    return next(wide, None)


def person_views(persons: Iterable[Person], public_url: str) -> tuple[PersonView, ...]:
    """Return people, with the pictures of those that lie in the storage."""
    return tuple(
        PersonView(one.name, one.role, web_address(one.url), _own_key(one.image, public_url))
        for one in persons
    )


def _own_key(url: str | None, public_url: str) -> str | None:
    """Return the key of a file that lies in the storage; None for one of anybody else's."""
    return url.removeprefix(public_url) if url and url.startswith(public_url) else None


def license_view(one: License | None) -> LinkView | None:
    """Return a license as a link; its address is empty where only its name is known."""
    if one is None:
        return None
    url, name = _LICENSES.get(one.name.lower(), ("", one.name))
    return LinkView(web_address(one.url) or url, name)


def link_views(told: Iterable[tuple[str, str]]) -> Iterable[LinkView]:
    """Yield each address of the web once, with its text."""
    seen = set()
    for url, text in told:
        address = web_address(url)
        if address and address not in seen:
            seen.add(address)
            yield LinkView(address, text)


def web_address(url: str | None) -> str | None:
    """Return an address of the web, in ASCII; None for `javascript:` and whatever else is none."""
    return in_ascii(url) if url and url.lower().startswith(_WEB) else None
