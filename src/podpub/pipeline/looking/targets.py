"""Which public files are looked at, and what the records promise about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.feed import cover_address, parse_back
from podpub.model.layout import HOME_KEY, episode_page_key, public_address
from podpub.outside import Expected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from podpub.catalog import Catalog
    from podpub.feed import FeedItem
    from podpub.model import Release


@dataclass(frozen=True, slots=True)
class Targets:
    """What is looked at beside the feed.

    Attributes:
        files: Of sound.
        companions: Addresses of transcripts, chapters and their pictures.
        covers: Addresses of pictures.
        titles: Of every episode, by GUID.
        pages: Addresses of web pages: the first of the site, and an episode's.
    """

    files: tuple[Expected, ...]
    companions: tuple[str, ...]
    covers: tuple[str, ...]
    titles: Mapping[str, str]
    pages: tuple[str, ...] = ()


def listed(feed: Sequence[bytes], catalog: Catalog, *, newest: int | None, entire: bool) -> Targets:
    """Return what a feed leads to, with the alternates that only the records know.

    Args:
        feed: As it lies in the storage, and its older pages.
        catalog: The records.
        newest: How many episodes, from the top; None is all.
        entire: Whether every byte of their files is fetched.
    """
    items = [item for document in feed for item in parse_back(document)][:newest]
    cover = cover_address(feed[0])
    return Targets(
        files=tuple(one for item in items for one in _expected(item, catalog, entire=entire)),
        companions=tuple(url for item in items for url in item.companions),
        covers=(cover,) if cover else (),
        titles=_titles(catalog),
        pages=_pages(
            catalog, [catalog.releases[one.guid].record for one in items if one.guid in catalog.releases]
        ),
    )


def written(
    releases: Iterable[Release], catalog: Catalog, *, uploaded: Collection[str], public_url: str
) -> Targets:
    """Return the files of some releases; those that were just uploaded are fetched to the last byte."""
    known = tuple(releases)
    image = catalog.show.record.image if catalog.show else ""
    return Targets(
        files=tuple(
            Expected(
                public_address(public_url, one.key),
                one.bytes,
                one.type,
                one.sha256 if one.key in uploaded else None,
            )
            for release in known
            for one in release.enclosures
        ),
        companions=tuple(
            public_address(public_url, key) for release in known for key in release.companion_keys
        ),
        covers=(public_address(public_url, image),) if image in uploaded else (),
        titles=_titles(catalog),
        pages=_pages(catalog, known),
    )


def _expected(item: FeedItem, catalog: Catalog, *, entire: bool) -> Iterator[Expected]:
    held = catalog.releases.get(item.guid)
    enclosures = held.record.enclosures if held else ()
    beginning = item.url.removesuffix(held.record.enclosure.key) if held else ""
    digest = held.record.enclosure.sha256 if held and entire else None
    yield Expected(item.url, item.length, item.type, digest)
    for one in enclosures[1:]:
        yield Expected(
            public_address(beginning, one.key), one.bytes, one.type, one.sha256 if entire else None
        )


def _pages(catalog: Catalog, releases: Sequence[Release]) -> tuple[str, ...]:
    """Return where the web site begins, and the page of the first of these releases."""
    keys = (HOME_KEY, *(episode_page_key(one.episode.slug) for one in releases[:1]))
    found = (catalog.show.record.page_address(key) for key in keys) if catalog.show else ()
    return tuple(filter(None, found))


def _titles(catalog: Catalog) -> dict[str, str]:
    return {guid: held.record.episode.title for guid, held in catalog.releases.items()}
