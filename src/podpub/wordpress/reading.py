"""An export file of WordPress, post by post: of any size, from anybody.

Nothing is fetched, entities stay as they are, and what was read is let go of again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from podpub.errors import SourceError
from podpub.model import say, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

MOST_BYTES = 2 << 30
"""WordPress itself splits an export long before that."""

_NO_POSTS = frozenset({"attachment", "revision", "nav_menu_item", "customize_changeset", "oembed_cache"})
_THROWN_AWAY = frozenset({"trash", "auto-draft"})
_EXPORTED = "http://wordpress.org/export/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_FILES = ("enclosure", "audio_file")
_DIGITS = 20
_FIX = say("Export the site again: Tools, Export, All content; then name that file.")


@dataclass(frozen=True, slots=True)
class Post:
    """A post, a page, or whatever else has a text.

    Attributes:
        id: As WordPress counts.
        date: When it appeared; None where it has none.
        files: The addresses that plugins keep beside it.
    """

    id: int
    title: str
    link: str
    guid: str
    date: datetime | None
    content: str
    files: tuple[str, ...] = ()


def read_posts(file: Path) -> Iterator[Post]:
    """Yield what a site has published or drafted, in the order of the file.

    Raises:
        SourceError: There is no such file, or it is no export of WordPress.
    """
    known = False
    for item in _items(file):
        post = _post(item)
        known = known or post is not None
        if post and post.content:
            yield post
    if not known:
        raise SourceError(
            say("{file} is no export of WordPress: there is no post in it", file=file), fix=_FIX
        )


def _items(file: Path) -> Iterator[_Element]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise SourceError(say("{file} is larger than 2 GB", file=file), fix=_FIX)
        with file.open("rb") as opened:
            reading = etree.iterparse(
                opened, tag="item", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            for _, item in reading:
                _refuse_entities(item, file)
                yield item
                _let_go(item)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            say("{file} cannot be read: {reason}", file=file, reason=reason), fix=_FIX
        ) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            say("{file} is no XML: {reason}", file=file, reason=words_of(error)), fix=_FIX
        ) from error


def _refuse_entities(item: _Element, file: Path) -> None:
    declared: Any = item.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        raise SourceError(
            say("{file} declares entities, which no export of WordPress does", file=file), fix=_FIX
        )


def _let_go(item: _Element) -> None:
    item.clear()
    parent = item.getparent()
    while parent is not None and item.getprevious() is not None:
        del parent[0]


def _post(item: _Element) -> Post | None:
    told = {_name(one): one.text or "" for one in item.iterchildren(etree.Element)}
    number, kind = told.get("wp:post_id", "").strip(), told.get("wp:post_type", "").strip()
    if not number.isascii() or not number.isdecimal() or len(number) > _DIGITS:
        return None
    is_text = kind not in _NO_POSTS and told.get("wp:status", "").strip() not in _THROWN_AWAY
    return Post(
        id=int(number),
        title=" ".join(told.get("title", "").split()),
        link=told.get("link", "").strip(),
        guid=told.get("guid", "").strip(),
        date=_moment(told.get("wp:post_date_gmt", "").strip()),
        content=told.get("content:encoded", "") if is_text else "",
        files=tuple(_kept_beside(item)),
    )


def _name(element: _Element) -> str:
    """Return what an element is called, whichever version of the format it is from."""
    name = etree.QName(element)
    if (name.namespace or "").startswith(_EXPORTED):
        return f"wp:{name.localname}" if not (name.namespace or "").endswith("excerpt/") else "excerpt"
    return f"content:{name.localname}" if name.namespace == _CONTENT else name.localname


def _kept_beside(item: _Element) -> Iterator[str]:
    for meta in item.iterchildren(etree.Element):
        if _name(meta) == "wp:postmeta":
            told = {_name(one): (one.text or "").strip() for one in meta.iterchildren(etree.Element)}
            if told.get("wp:meta_key") in _FILES:
                yield told.get("wp:meta_value", "").partition("\n")[0].strip()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
