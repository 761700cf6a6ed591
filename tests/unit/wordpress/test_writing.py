"""WordPress's readers find every episode in the export, with its GUID, its file, and its text as it was."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import phpserialize
import wpparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from podpub.markup import to_html, without_control_characters
from podpub.model import Enclosure, Slug
from podpub.wordpress import export_file
from podpub.wordpress.writing import serialized
from tests.support.samples import episode, release, show_record

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Release

_TEXT = st.text(max_size=40) | st.sampled_from(
    ["]]>", "a]]>b]]>", "<![CDATA[x]]>", "&amp;", "\x00\x08", "\ufffe"]
)
_NAMES = {"wp": "http://wordpress.org/export/1.2/", "content": "http://purl.org/rss/1.0/modules/content/"}
# the order in which wp-admin/includes/export.php writes what the importer cannot do without
_NEEDED = (
    "title",
    "guid",
    "content:encoded",
    "excerpt:encoded",
    "post_id",
    "post_date",
    "post_name",
    "status",
)


def parsed(folder: Path, *releases: Release, **show: Any) -> dict[str, Any]:
    file = folder / "wordpress.xml"
    file.write_bytes(export_file(replace(show_record(), **show), releases))
    told: dict[str, Any] = wpparser.parse(str(file))
    return told


def meta(one: Release) -> dict[str, str]:
    root = etree.fromstring(export_file(show_record(), [one]))
    found = root.findall("channel/item/wp:postmeta", namespaces=_NAMES)
    return {
        each.findtext("wp:meta_key", "", _NAMES): each.findtext("wp:meta_value", "", _NAMES) for each in found
    }


def test_a_post_is_the_episode(tmp_path: Path) -> None:
    told = parsed(tmp_path, release())
    assert told["blog"] == {
        "tagline": "Gespräche über Vertrauen.",
        "site_url": "https://example.org/podcast",
        "blog_url": "https://example.org/podcast",
        "language": "de",
        "title": "Auf Augenhöhe",
    }
    (author,) = told["authors"]
    assert (author["display_name"], author["email"]) == ("Studio Beispiel", "podcast@example.org")
    (post,) = told["posts"]
    assert post["guid"] == episode().guid
    assert (post["title"], post["post_name"]) == ("Vertrauen im Team", "042-vertrauen-im-team")
    assert (post["post_date"], post["post_date_gmt"]) == ("2026-11-24 12:00:00", "2026-11-24 11:00:00")
    assert (post["status"], post["post_type"]) == ("publish", "post")
    assert post["excerpt"] == episode().summary
    assert post["content"].endswith(to_html(episode().notes))
    assert post["categories"] == ["podcast"]


def test_plugins_find_the_file() -> None:
    """PowerPress and Podlove split `enclosure` at its lines, and unserialize the fourth; SSP has its keys."""
    found = meta(release(episode=episode(season=2)))
    url, length, type_, more = found["enclosure"].split("\n")
    assert (
        url == found["audio_file"] == "http://localhost:8000/media/042-vertrauen-im-team-0123456789abcdef.mp3"
    )
    assert (length, type_) == (found["filesize_raw"], "audio/mpeg") == ("1000000", "audio/mpeg")
    told = phpserialize.loads(more.encode(), decode_strings=True)
    assert told == {"duration": "00:01:02", "episode_type": "full", "season": "2", "episode_no": "42"}
    assert (found["itunes_episode_number"], found["itunes_season_number"]) == ("42", "2")


@given(told=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3))
def test_php_reads_back_what_is_serialized(told: dict[str, str]) -> None:
    told = {key: value for key, value in told.items() if (key + value).isprintable()}
    assert phpserialize.loads(serialized(told).encode(), decode_strings=True) == told


def test_lengths_over_an_hour_are_written_as_clocks() -> None:
    long = Enclosure("media/a-0123456789abcdef.mp3", 1, "audio/mpeg", 3723.4, "ab" * 32)
    assert meta(release(enclosure=long))["duration"] == "01:02:03"


def test_tags_become_tags(tmp_path: Path) -> None:
    (post,) = parsed(tmp_path, release(episode=episode(tags=("Übung macht", "★"))))["posts"]
    assert post["tags"] == ["uebung-macht", "tag"]


@settings(max_examples=60)
@given(title=_TEXT, notes=_TEXT, guid=_TEXT, summary=_TEXT)
def test_whatever_a_host_writes_is_read_back(title: str, notes: str, guid: str, summary: str) -> None:
    told = episode(title=title, notes=notes, guid=guid, summary=summary)
    root = etree.fromstring(export_file(show_record(), [release(episode=told)]))
    item = root.find("channel/item")
    assert item is not None
    assert item.findtext("guid") == without_control_characters(guid)
    assert item.findtext("title") == without_control_characters(title)
    content = item.findtext("content:encoded", namespaces=_NAMES) or ""
    assert unescape(content).endswith(unescape(_as_xml_reads(to_html(notes or summary))))
    assert "[" not in content.replace("CDATA", "")
    assert len(root.findall("channel/item")) == 1


def _as_xml_reads(text: str) -> str:
    """Return a CDATA section as any reader sees it: lines end with a line feed (XML 1.0, 2.11)."""
    return without_control_characters(text).replace("\r\n", "\n").replace("\r", "\n")


def test_what_the_importer_reads_stands_in_every_post() -> None:
    text = export_file(
        show_record(), [release(), release(episode=episode(guid="b", slug=Slug("b")))]
    ).decode()
    assert "<wp:wxr_version>1.2</wp:wxr_version>" in text
    assert text.count("<item>") == 2  # as the importer's own line reader looks for them
    for name in _NEEDED:
        tag = f"wp:{name}" if name.startswith(("post", "status")) else name
        assert text.count(f"<{tag}") >= 2, tag


def test_the_same_show_is_the_same_bytes() -> None:
    assert export_file(show_record(), [release()]) == export_file(show_record(), [release()])
