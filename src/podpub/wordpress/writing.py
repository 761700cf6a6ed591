"""A show → an export file of WordPress (WXR 1.2): a post for each episode, with its file where plugins look.

Sources: WordPress, wp-admin/includes/export.php and the WordPress Importer; PowerPress and Podlove Publisher
(lib/modules/migration/enclosure.php) read `enclosure`, Seriously Simple Podcasting `audio_file` and its like.
The GUID of a post is that of the episode: PowerPress hands it on to its feed.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from lxml import etree

from podpub.markup import to_html, to_text, without_control_characters
from podpub.model.layout import public_address
from podpub.model.slug import Slug
from podpub.wordpress.listening import audio_block
from podpub.wordpress.names import NAMESPACES, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from lxml.etree import _Element

    from podpub.model import Episode, Release, ShowRecord

_VERSION = "1.2"
_CATEGORY = ("podcast", "Podcast")
_FIRST_ID = 1001
_LOGIN = "podcast"


def export_file(record: ShowRecord, releases: Iterable[Release]) -> bytes:
    """Return the file; the same bytes for the same records.

    Args:
        record: The show.
        releases: What becomes a post, the oldest first.
    """
    known = list(releases)
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    channel = etree.SubElement(root, "channel")
    _channel(channel, record, known)
    for number, release in enumerate(known, start=_FIRST_ID):
        _item(etree.SubElement(channel, "item"), number, release, record)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _channel(channel: _Element, record: ShowRecord, releases: list[Release]) -> None:
    show = record.show
    latest = max([record.changed, *(one.changed for one in releases)])
    _add(channel, "title", show.title)
    _add(channel, "link", show.link)
    _add(channel, "description", to_text(show.description))
    _add(channel, "pubDate", format_datetime(latest.astimezone(UTC)))
    _add(channel, "language", show.language)
    _add(channel, "wp:wxr_version", _VERSION)
    _add(channel, "wp:base_site_url", show.link)
    _add(channel, "wp:base_blog_url", show.link)
    author = etree.SubElement(channel, tag("wp:author"))
    _add(author, "wp:author_id", "1")
    _quoted(author, "wp:author_login", _LOGIN)
    _quoted(author, "wp:author_email", show.owner.email if show.owner else "")
    _quoted(author, "wp:author_display_name", show.author)
    _quoted(author, "wp:author_first_name", "")
    _quoted(author, "wp:author_last_name", "")
    category = etree.SubElement(channel, tag("wp:category"))
    _add(category, "wp:term_id", "1")
    _quoted(category, "wp:category_nicename", _CATEGORY[0])
    _quoted(category, "wp:category_parent", "")
    _quoted(category, "wp:cat_name", _CATEGORY[1])


def _item(item: _Element, number: int, release: Release, record: ShowRecord) -> None:
    episode, date = release.episode, release.episode.date
    file = public_address(record.public_url, release.enclosure.key)
    _add(item, "title", episode.title)
    _add(item, "link", episode.link or record.show.link)
    _add(item, "pubDate", format_datetime(date.astimezone(UTC)))
    _quoted(item, "dc:creator", _LOGIN)
    etree.SubElement(item, "guid", isPermaLink="false").text = without_control_characters(episode.guid)
    _add(item, "description", "")
    _quoted(item, "content:encoded", f"{audio_block(file)}\n\n{_notes(episode)}")
    _quoted(item, "excerpt:encoded", episode.summary)
    _add(item, "wp:post_id", str(number))
    for name, told in _facts(episode.slug, date.astimezone(record.show.zone)):
        _quoted(item, name, told)
    for name in ("wp:post_parent", "wp:menu_order", "wp:is_sticky"):
        _add(item, name, "0")
    _term(item, "category", *_CATEGORY)
    for word in episode.tags:
        _term(item, "post_tag", _nicename(word), word)
    for key, value in _meta(release, file):
        meta = etree.SubElement(item, tag("wp:postmeta"))
        _quoted(meta, "wp:meta_key", key)
        _quoted(meta, "wp:meta_value", value)


def _notes(episode: Episode) -> str:
    """Return the notes as HTML in which WordPress finds no shortcode, whatever stands in brackets."""
    html = to_html(episode.notes or episode.summary)
    return html.replace("[", "&#91;").replace("]", "&#93;")


def _facts(slug: Slug, date: datetime) -> Iterator[tuple[str, str]]:
    """Yield what WordPress keeps of each post; a date in the future it keeps back itself."""
    local, universal = f"{date:%Y-%m-%d %H:%M:%S}", f"{date.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    yield from (("wp:post_date", local), ("wp:post_date_gmt", universal))
    yield from (("wp:post_modified", local), ("wp:post_modified_gmt", universal))
    yield from (("wp:comment_status", "closed"), ("wp:ping_status", "closed"))
    yield from (("wp:post_name", str(slug)), ("wp:status", "publish"))
    yield from (("wp:post_type", "post"), ("wp:post_password", ""))


def _meta(release: Release, file: str) -> Iterator[tuple[str, str]]:
    """Yield what plugins for podcasts read."""
    episode, enclosure = release.episode, release.enclosure
    duration = _hours(enclosure.duration_s)
    more = {"duration": duration, "episode_type": str(episode.type)}
    more |= {"season": str(episode.season)} if episode.season else {}
    more |= {"episode_no": str(episode.number)} if episode.number else {}
    yield "enclosure", "\n".join((file, str(enclosure.bytes), enclosure.type, serialized(more)))
    yield "audio_file", file
    yield "duration", duration
    yield "filesize_raw", str(enclosure.bytes)
    yield "itunes_episode_type", str(episode.type)
    if episode.season:
        yield "itunes_season_number", str(episode.season)
    if episode.number:
        yield "itunes_episode_number", str(episode.number)


def serialized(told: dict[str, str]) -> str:
    """Return texts as PHP's `unserialize` reads an array of them: lengths count bytes."""
    parts = "".join(f"{_text(key)}{_text(value)}" for key, value in told.items())
    return f"a:{len(told)}:{{{parts}}}"


def _text(text: str) -> str:
    return f's:{len(text.encode())}:"{text}";'


def _hours(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def _nicename(word: str) -> str:
    try:
        return str(Slug.of(word))
    except ValueError:
        return "tag"


def _term(item: _Element, domain: str, nicename: str, name: str) -> None:
    term = etree.SubElement(item, "category", domain=domain, nicename=nicename)
    term.text = etree.CDATA(without_control_characters(name))


def _add(parent: _Element, name: str, text: str) -> None:
    etree.SubElement(parent, tag(name)).text = without_control_characters(text)


def _quoted(parent: _Element, name: str, text: str) -> None:
    """Add a text as WordPress writes it; a `]]>` in it ends the one section, and another goes on."""
    etree.SubElement(parent, tag(name)).text = etree.CDATA(without_control_characters(text))
